import type { Range } from '../json/json';

/**
 * The range in a piece of code that an error at a line and column is about: the name there, the member read
 * or the function called; without a column the line. Both are 1-based, columns count whole characters.
 */
export function placeInCode(code: string, line: number, column: number | undefined): Range {
  const lines = code.split('\n');
  const text = lines[line - 1] ?? '';
  const start = lines.slice(0, line - 1).reduce((sum, before) => sum + before.length + 1, 0);
  const [from, to] = column === undefined ? written(text) : wordAt(text, offsetOf(text, column));
  return { from: start + from, to: start + to };
}

/** A column counts characters, an offset UTF-16 units: some characters are two of them. */
function offsetOf(text: string, column: number): number {
  return Array.from(text)
    .slice(0, column - 1)
    .join('').length;
}

function written(text: string): readonly [from: number, to: number] {
  const from = text.length - text.trimStart().length;
  return [from, Math.max(from, text.trimEnd().length)];
}

/** The engine that runs code points at the bracket of a call and at the dot of a member; the name tells more. */
function wordAt(text: string, at: number): readonly [from: number, to: number] {
  const before = /[\p{L}\p{N}_$]*$/u.exec(text.slice(0, at))?.[0].length ?? 0;
  if (text.startsWith('(', at) && before > 0) return [at - before, at];
  const word = /^(?:\??\.)?[\p{L}\p{N}_$]+/u.exec(text.slice(at))?.[0] ?? '';
  if (word.startsWith('.') || word.startsWith('?')) return [at - before, at + word.length];
  return [at, Math.min(text.length, at + Math.max(1, word.length))];
}
