/**
 * Regular expressions of schemas, matched by walking all their states at once: time is bounded by the
 * length of text times that of the pattern, where the built-in matcher can take for ever on `(a+)+$`.
 */

type Code =
  | { readonly op: 'char'; readonly fits: (char: string) => boolean }
  | { readonly op: 'split'; readonly to: readonly number[] }
  | { readonly op: 'assert'; readonly kind: '^' | '$' | '\\b' | '\\B' }
  | { readonly op: 'ahead'; readonly program: Program; readonly negated: boolean }
  | { readonly op: 'match' };

/** A pattern ready to be matched. */
export type Program = readonly Code[];

/** Instructions of one pattern; `{n}` writes its part n times. */
const LARGEST = 5_000;
/** Groups in groups. */
const DEEPEST = 50;

const ATOM = /\[(?:\\.|[^\]\\])*\]|\\(?:u\{[^}]*\}|ud[89ab]..\\ud[c-f]..|u....|x..|c.|[pP]\{[^}]*\}|.)|./isuy;
const QUANTIFIER = /([*+?]|\{(\d+)(,?)(\d*)\})\??/y;
const GROUP = /\((?:\?(?::|(=|!)|<[^=!][^>]*>))?/y;

/** Prepares a pattern, or says in a sentence why it cannot be used. */
export function compilePattern(pattern: string): Program | string {
  try {
    new RegExp(pattern, 'u');
  } catch {
    return `pattern ${JSON.stringify(pattern)} is not a regular expression`;
  }
  const code: Code[] = [];
  const reader: Reader = { pattern, at: 0, depth: 0, code };
  const problem = alternatives(reader);
  if (problem !== undefined) return `pattern ${JSON.stringify(pattern)} ${problem}`;
  code.push({ op: 'match' });
  return code;
}

interface Reader {
  readonly pattern: string;
  at: number;
  depth: number;
  code: Code[];
}

/** Reads `a|b|c` up to a closing parenthesis or the end. Gives what stands against it, if anything does. */
function alternatives(reader: Reader): string | undefined {
  const start = reader.code.length;
  const exits: number[] = [];
  for (;;) {
    const begin = reader.code.length;
    const problem = sequence(reader);
    if (problem !== undefined) return problem;
    if (reader.pattern[reader.at] !== '|') break;
    reader.at += 1;
    // The alternative just read moves one on, to make room for the choice before it.
    if (reader.code.length > LARGEST) return 'is too large';
    insertSplit(reader.code, begin);
    exits.push(reader.code.length);
    reader.code.push({ op: 'split', to: [] });
    reader.code[begin] = { op: 'split', to: [begin + 1, reader.code.length] };
  }
  for (const exit of exits) reader.code[exit] = { op: 'split', to: [reader.code.length] };
  return reader.code.length - start > LARGEST ? 'is too large' : undefined;
}

function sequence(reader: Reader): string | undefined {
  const { pattern } = reader;
  while (reader.at < pattern.length && pattern[reader.at] !== '|' && pattern[reader.at] !== ')') {
    const begin = reader.code.length;
    if (begin > LARGEST) return 'is too large';
    const problem = pattern[reader.at] === '(' ? group(reader) : atom(reader);
    if (problem !== undefined) return problem;
    QUANTIFIER.lastIndex = reader.at;
    const quantifier = QUANTIFIER.exec(pattern);
    if (!quantifier) continue;
    reader.at = QUANTIFIER.lastIndex;
    const [least, most] = bounds(quantifier);
    if (!repeat(reader.code, begin, least, most)) return 'is too large';
  }
  return undefined;
}

function group(reader: Reader): string | undefined {
  GROUP.lastIndex = reader.at;
  const head = GROUP.exec(reader.pattern);
  const look = head?.[1];
  if (!head || reader.pattern.startsWith('(?', reader.at) !== head[0].length > 1) {
    return 'looks behind or switches flags, which is not supported';
  }
  if (++reader.depth > DEEPEST) return 'is nested too deeply';
  reader.at += head[0].length;
  const outer = reader.code;
  if (look !== undefined) reader.code = [];
  const problem = alternatives(reader);
  reader.at += 1;
  reader.depth -= 1;
  if (look !== undefined) {
    outer.push({ op: 'ahead', program: [...reader.code, { op: 'match' }], negated: look === '!' });
    reader.code = outer;
  }
  return problem;
}

function atom(reader: Reader): string | undefined {
  ATOM.lastIndex = reader.at;
  const source = ATOM.exec(reader.pattern)?.[0] ?? '';
  reader.at += source.length;
  if (source === '^' || source === '$' || source === '\\b' || source === '\\B') {
    reader.code.push({ op: 'assert', kind: source });
    return undefined;
  }
  if (/^\\[1-9k]/.test(source)) return 'refers back to a group, which is not supported';
  const one = new RegExp(`^${source}$`, 'u');
  reader.code.push({ op: 'char', fits: (char) => one.test(char) });
  return undefined;
}

function bounds(quantifier: RegExpExecArray): readonly [number, number] {
  const [, sign, least, comma, most] = quantifier;
  if (sign === '*') return [0, Infinity];
  if (sign === '+') return [1, Infinity];
  if (sign === '?') return [0, 1];
  const from = Number(least);
  if (comma === '') return [from, from];
  return [from, most === '' ? Infinity : Number(most)];
}

/** Turns the code from `begin` on into that many of it; false when it grows too large. */
function repeat(code: Code[], begin: number, least: number, most: number): boolean {
  const part = code.splice(begin);
  const copies = most === Infinity ? Math.max(least, 1) : most;
  if (part.length === 0) return true;
  if (code.length + copies * (part.length + 1) > LARGEST) return false;
  const append = (): void => {
    const shift = code.length - begin;
    for (const item of part) code.push(moved(item, shift, 0));
  };
  for (let i = 0; i < least; i++) append();
  if (most === Infinity) {
    const loop = code.length;
    // Back to the last copy when there is one, else round an optional one.
    if (least > 0) code.push({ op: 'split', to: [loop - part.length, loop + 1] });
    else {
      code.push({ op: 'split', to: [loop + 1, loop + part.length + 2] });
      append();
      code.push({ op: 'split', to: [loop] });
    }
    return true;
  }
  const end = code.length + (most - least) * (part.length + 1);
  for (let i = least; i < most; i++) {
    code.push({ op: 'split', to: [code.length + 1, end] });
    append();
  }
  return true;
}

function insertSplit(code: Code[], begin: number): void {
  const part = code.splice(begin);
  code.push({ op: 'split', to: [] });
  for (const item of part) code.push(moved(item, 1, begin));
}

/** The instruction for another place: targets inside the moved part move along. */
function moved(item: Code, shift: number, from: number): Code {
  return item.op === 'split'
    ? { op: 'split', to: item.to.map((to) => (to >= from ? to + shift : to)) }
    : item;
}

/**
 * Whether the pattern occurs in the text. `spend` is told of every step and says whether there may be
 * more; when not, the answer is `false` and means nothing.
 */
export function matches(program: Program, text: string, spend: (steps: number) => boolean): boolean {
  return run(program, Array.from(text), 0, false, spend);
}

function run(
  program: Program,
  chars: readonly string[],
  from: number,
  anchored: boolean,
  spend: (steps: number) => boolean,
): boolean {
  let states = new Set<number>();
  for (let at = from; at <= chars.length; at++) {
    if (at === from || !anchored) enter(0, at, states);
    if (!spend(states.size + 1)) return false;
    const next = new Set<number>();
    for (const state of states) {
      const code = program[state];
      if (code?.op === 'match') return true;
      const char = chars[at];
      if (code?.op === 'char' && char !== undefined && code.fits(char)) enter(state + 1, at + 1, next);
    }
    if (next.size === 0 && anchored) return false;
    states = next;
  }
  return false;

  function enter(first: number, at: number, into: Set<number>): void {
    const stack = [first];
    for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
      if (into.has(state)) continue;
      into.add(state);
      const code = program[state];
      if (code?.op === 'split') stack.push(...code.to);
      else if (code?.op === 'assert' && holds(code.kind, chars, at)) stack.push(state + 1);
      else if (code?.op === 'ahead' && run(code.program, chars, at, true, spend) !== code.negated) {
        stack.push(state + 1);
      }
    }
  }
}

function holds(kind: '^' | '$' | '\\b' | '\\B', chars: readonly string[], at: number): boolean {
  switch (kind) {
    case '^':
      return at === 0;
    case '$':
      return at === chars.length;
    case '\\b':
    case '\\B': {
      const isWord = (char: string | undefined): boolean => char !== undefined && /^\w$/.test(char);
      return (isWord(chars[at - 1]) !== isWord(chars[at])) === (kind === '\\b');
    }
  }
}
