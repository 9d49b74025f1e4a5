import { foldedRanges } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { Range } from '../../json/json';
import { foldSummary } from './folding';
import { cells } from './value-text';

/** A line as it is seen: with folds in it, it begins and ends on different lines of the document. */
export interface VisualRow {
  readonly from: number;
  readonly to: number;
  /** Columns it takes, placeholders of folds included. */
  readonly length: number;
  /** Columns before its text. */
  readonly indent: number;
}

/** Beyond this a line is measured no further: nothing fits behind it. */
const longestLine = 2_000;
const placeholderPadding = 2;

/** The row that shows an offset; `undefined` when a fold hides it. */
export function rowAt(state: EditorState, offset: number): VisualRow | undefined {
  let { from, to } = state.doc.lineAt(offset);
  let folds = foldsIn(state, from, to);
  for (;;) {
    const start = Math.min(from, ...folds.map((fold) => state.doc.lineAt(fold.from).from));
    const end = Math.max(to, ...folds.map((fold) => state.doc.lineAt(fold.to).to));
    if (start === from && end === to) break;
    from = start;
    to = end;
    folds = foldsIn(state, from, to);
  }
  if (folds.some((fold) => fold.from < offset && offset < fold.to)) return undefined;
  let length = 0;
  let at = from;
  for (const fold of folds) {
    if (fold.from < at) continue;
    length += columnsBetween(state, at, fold.from) + cells(foldSummary(state, fold)) + placeholderPadding;
    at = fold.to;
  }
  length += columnsBetween(state, at, to);
  const indent = /^ */.exec(state.sliceDoc(from, Math.min(to, from + longestLine)))?.[0].length ?? 0;
  return { from, to, length, indent };
}

function foldsIn(state: EditorState, from: number, to: number): readonly Range[] {
  const folds: Range[] = [];
  foldedRanges(state).between(from, to, (start, end) => void folds.push({ from: start, to: end }));
  return folds;
}

function columnsBetween(state: EditorState, from: number, to: number): number {
  return to - from > longestLine ? to - from : cells(state.sliceDoc(from, to));
}

/** A line is broken at spaces, so where the last row of a wrapped one ends is known only this well. */
const wrapDoubt = 12;
/** Two spaces, a dash and a space before a value, and what sets them off. */
const lead = 5;

/** How many columns a value at the end of a row has in a page of so many columns. Never negative. */
export function roomAfter(row: VisualRow, columns: number): number {
  if (row.length <= columns) return Math.max(0, columns - row.length - lead);
  const inner = Math.max(1, columns - row.indent);
  const last = row.indent + ((row.length - columns) % inner);
  return Math.max(0, columns - last - lead - wrapDoubt);
}

/** Cuts a text to the room it has; `undefined` when so little would be left that it says nothing. */
export function cutTo(text: string, room: number): string | undefined {
  if (cells(text) <= room) return text;
  if (room < 4) return undefined;
  let cut = text.slice(0, room - 1);
  while (cells(cut) > room - 1) cut = cut.slice(0, -1);
  return `${cut}…`;
}
