import type { Json } from './json';
import type { ProblemList } from './problem';

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const RUN = /[\p{L}\p{N}_$+.-]+/uy;

const CHARACTER = /[\p{L}\p{N}_$+.-]/u;

const LITERALS: readonly (readonly [string, Json])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/** What other languages call the literals of JSON. */
const SYNONYMS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['none', null],
  ['nil', null],
  ['undefined', null],
  ['nan', null],
]);

/** A literal or number that was read, `to` behind it. */
export interface ReadWord {
  readonly value: Json;
  readonly to: number;
}

/** Whether a character can be part of a literal, a number or a word without quotes. */
export function startsWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  // Digits and small letters by number, since nearly every word begins with one of them.
  if ((code >= 48 && code <= 57) || (code >= 97 && code <= 122) || code === 45) return true;
  return CHARACTER.test(text.charAt(at));
}

/** Reads a literal, a number or a word without quotes; what is not JSON is added to `list`. */
export function readWord(text: string, from: number, list: ProblemList): ReadWord {
  const integer = readInteger(text, from);
  if (integer) return integer;
  const simple = readNumber(text, from, list) ?? readLiteral(text, from);
  if (simple) return simple;
  RUN.lastIndex = from;
  const word = RUN.exec(text)?.[0] ?? '';
  const to = from + word.length;
  const range = { from, to };
  const meant = SYNONYMS.get(word.toLowerCase());
  if (meant !== undefined) {
    const written = JSON.stringify(meant);
    list.error('json/unknown-word', `\`${word}\` is not JSON; it is written \`${written}\`.`, range, [
      `Change to ${written}`,
      written,
    ]);
    return { value: meant, to };
  }
  if (/^[+-]?\.?\d/.test(word)) {
    const number = Number(word);
    const written = Number.isFinite(number) ? String(number) : undefined;
    const fix = written === undefined ? undefined : ([`Change to ${written}`, written] as const);
    list.error('json/bad-number', `\`${word}\` is not how JSON writes a number.`, range, fix);
    return { value: written === undefined ? word : number, to };
  }
  const quoted = JSON.stringify(word);
  list.error('json/unknown-word', `\`${word}\` is not a value; a string stands in double quotes.`, range, [
    'Add quotes',
    quoted,
  ]);
  return { value: word, to };
}

/** Short whole numbers, which most numbers are, without a look at their text. */
function readInteger(text: string, from: number): ReadWord | undefined {
  let at = from;
  let value = 0;
  let code = text.charCodeAt(at);
  const first = code;
  while (code >= 48 && code <= 57) {
    value = value * 10 + (code - 48);
    code = text.charCodeAt(++at);
  }
  const ends = code === 44 || code === 93 || code === 125 || code === 32 || code === 10 || code === 13;
  if (!ends || at === from || at - from > 15 || (first === 48 && at - from > 1)) return undefined;
  return { value, to: at };
}

function readNumber(text: string, from: number, list: ProblemList): ReadWord | undefined {
  NUMBER.lastIndex = from;
  const word = NUMBER.exec(text)?.[0];
  if (word === undefined || startsWord(text, from + word.length)) return undefined;
  const to = from + word.length;
  const value = Number(word);
  if (Number.isFinite(value)) return { value, to };
  list.error('json/number-too-large', `\`${word}\` is too large for a number.`, { from, to });
  return { value: null, to };
}

function readLiteral(text: string, from: number): ReadWord | undefined {
  for (const [word, value] of LITERALS) {
    const to = from + word.length;
    if (text.startsWith(word, from)) return startsWord(text, to) ? undefined : { value, to };
  }
  return undefined;
}
