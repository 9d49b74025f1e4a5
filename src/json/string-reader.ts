import { escapeLength } from './escape';
import type { ProblemList } from './problem';

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);
const CONTROL_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\b', '\\b'],
  ['\f', '\\f'],
]);

/** A string that was read, `to` behind its closing quote. */
export interface ReadString {
  readonly value: string;
  readonly to: number;
}

/**
 * Reads a string that has escapes, control characters or no end; `from` is at its quote, which may be a
 * single one. What is wrong in it is added to `list` and read as it was probably meant.
 */
export function readString(text: string, from: number, list: ProblemList): ReadString {
  const quote = text.charAt(from);
  const end = endOf(text, from, quote);
  let value = '';
  let plain = from + 1;
  let at = plain;
  while (at < end.contents) {
    const char = text.charAt(at);
    if (char !== '\\' && char >= ' ') {
      at++;
      continue;
    }
    value += text.slice(plain, at);
    if (char === '\\') {
      const length = escapeLength(text, at);
      value += decodedEscape(text, at, length, quote, list);
      at += length;
    } else {
      const name =
        char === '\n' || char === '\r' ? 'A line break' : char === '\t' ? 'A tab' : 'A control character';
      const escaped = CONTROL_ESCAPES.get(char) ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
      const message = `${name} inside a string is written \`${escaped}\`.`;
      list.error('json/control-character', message, { from: at, to: at + 1 }, [`Write ${escaped}`, escaped]);
      value += char;
      at++;
    }
    plain = at;
  }
  value += text.slice(plain, end.contents);
  if (end.to === end.contents) {
    const range = { from, to: Math.max(end.to, from + 1) };
    list.error('json/unclosed-string', 'This string has no closing quote.', range, ['Close it', quote], {
      from: end.to,
      to: end.to,
    });
  } else if (quote === "'") {
    const range = { from, to: end.to };
    list.error('json/single-quotes', 'Strings stand in double quotes.', range, [
      'Use double quotes',
      JSON.stringify(value),
    ]);
  }
  return { value, to: end.to };
}

/** Decodes a quoted string natively; `undefined` when there is something wrong in it. */
export function decodeString(quoted: string): string | undefined {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return undefined;
  }
}

function decodedEscape(text: string, at: number, length: number, quote: string, list: ProblemList): string {
  if (length === 6) return String.fromCharCode(parseInt(text.slice(at + 2, at + 6), 16));
  const char = text.charAt(at + 1);
  const known = ESCAPES.get(char);
  if (known !== undefined) return known;
  // In single quotes this is reported with the quotes, and right once they are replaced.
  if (char === "'" && quote === "'") return char;
  const written = JSON.stringify(text.slice(at, at + length)).slice(1, -1);
  const message = `\`${text.slice(at, at + length)}\` is no escape; a backslash itself is written \`\\\\\`.`;
  list.error('json/bad-escape', message, { from: at, to: at + length }, ['Keep the backslash', written]);
  return char;
}

/**
 * Where the contents of a string end, and the string. One that reaches a line break has probably lost its
 * quote, unless the next quote closes something: then a text of several lines was put in as it is.
 */
function endOf(
  text: string,
  from: number,
  quote: string,
): { readonly contents: number; readonly to: number } {
  let lineEnd = -1;
  for (let at = from + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === quote) {
      const closes = lineEnd < 0 || /^[ \t\r\n]*(?:[,}\]]|$)/.test(text.slice(at + 1, at + 200));
      return closes ? { contents: at, to: at + 1 } : trimmed(text, lineEnd);
    } else if (char === '\n' && lineEnd < 0) lineEnd = at;
  }
  return trimmed(text, lineEnd < 0 ? text.length : lineEnd);
}

/** A string without a closing quote ends before a comma or bracket at the end of its line. */
function trimmed(text: string, lineEnd: number): { readonly contents: number; readonly to: number } {
  let end = lineEnd;
  while (end > 0 && ' \t\r,}]'.includes(text.charAt(end - 1))) end--;
  return { contents: end, to: end };
}
