import type { Json } from '../../json/json';

/** Sorts by a value of each: numbers before texts before everything else, what has none last. Equal ones keep their order. */
export function sorted<T>(
  items: readonly T[],
  valueOf: (item: T) => Json | undefined,
  down: boolean,
): readonly T[] {
  const sign = down ? -1 : 1;
  return items.toSorted((a, b) => {
    const left = valueOf(a);
    const right = valueOf(b);
    if (left === undefined || right === undefined)
      return Number(left === undefined) - Number(right === undefined);
    return sign * compared(left, right);
  });
}

function compared(a: Json, b: Json): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  const left = typeof a === 'string' ? a : JSON.stringify(a);
  const right = typeof b === 'string' ? b : JSON.stringify(b);
  return left < right ? -1 : left > right ? 1 : 0;
}

function rank(value: Json): number {
  return typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : 2;
}

/** Rows of the same members as comma-separated values: texts as they are, everything else as JSON. */
export function csvOf(rows: readonly Readonly<Record<string, Json>>[]): string {
  const [first] = rows;
  if (!first) return '';
  const names = Object.keys(first);
  const line = (cells: readonly string[]): string => cells.map(quoted).join(',');
  const cell = (value: Json | undefined): string => {
    if (value === undefined || value === null) return '';
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  return (
    [line(names), ...rows.map((row) => line(names.map((name) => cell(row[name]))))].join('\r\n') + '\r\n'
  );
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
