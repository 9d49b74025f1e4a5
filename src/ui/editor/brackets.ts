import type { Range } from '../../json/json';
import type { Answer } from '../../worker/api';
import type { IconName } from '../parts/icons';
import type { LocatedPart } from './locate';
import { cells, valueText } from './value-text';

/**
 * What the condition as a whole came to: it goes on, it stops the loop, it is not true but the limit is reached, it
 * holds without that, or it cannot answer.
 */
export type Verdict = 'on' | 'stop' | 'limit' | 'yes' | 'bad';

/** The icon of each. */
export const verdictIcons = {
  on: 'ring',
  stop: 'square',
  limit: 'limit',
  yes: 'check',
  bad: 'problem',
} as const satisfies Record<Verdict, IconName>;

/** The mark of an answer: leaving a loop is a stop, and so is what stops it. */
export function markOf(answer: Answer, leaves: boolean): Verdict {
  switch (answer) {
    case 'goes-on':
    case 'not-skipped':
    case 'not-taken':
      return 'on';
    case 'stops':
      return 'stop';
    case 'ends-at-limit':
    case 'fails-at-limit':
      return 'limit';
    case 'failed':
      return 'bad';
    case 'skipped':
      return 'yes';
    case 'taken':
      return leaves ? 'stop' : 'yes';
  }
}

/** A value under the text. All numbers are columns of the code font, counted from the beginning of the line. */
export interface PlacedValue {
  readonly row: number;
  /** The sub-expression the bracket spans. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** Where the text of the value begins and how many columns it has. */
  readonly left: number;
  readonly width: number;
  /** Skipped by short circuit: no bracket, no value. */
  readonly unseen: boolean;
  readonly decides: boolean;
  readonly failed: boolean;
  /** Set on the value that is the verdict itself. */
  readonly verdict?: Verdict;
}

/** Words at the left of a row: which iteration the values are from, and what the condition came to. */
export interface RowLabel {
  readonly row: number;
  readonly left: number;
  readonly text: string;
  readonly verdict?: Verdict;
}

/** Everything that is drawn under one condition. */
export interface BracketLayout {
  readonly rows: number;
  readonly labels: readonly RowLabel[];
  readonly values: readonly PlacedValue[];
}

/**
 * What to lay out: parts in columns, the words for the left, where they begin, and how wide the page is.
 * Without words the verdict stands under the whole instead of at the left.
 */
export interface BracketSource {
  readonly parts: readonly LocatedPart[];
  readonly label?: string;
  readonly left: number;
  readonly columns: number;
  /** Of a condition. */
  readonly verdict: Verdict | undefined;
}

const unseenText = 'not looked at';
const mostRows = 6;
const literal = /^(?:-?\d[\d.eE+-]*|'[^]*'|"[^]*"|true|false|null|undefined)$/;

interface Node {
  readonly part: LocatedPart;
  readonly inner: readonly Node[];
  readonly height: number;
}

/**
 * Places a value under each sub-expression, inner ones above outer ones, so that no two texts overlap.
 * `undefined` when there is not enough room.
 */
export function layOut(source: BracketSource): BracketLayout | undefined {
  const nodes = nest(partsToShow(source.parts));
  const root = nodes.at(-1);
  if (
    root === undefined ||
    !source.parts.every((part) => part.to <= root.part.to && part.from >= root.part.from)
  ) {
    return undefined;
  }
  // The verdict at the left says the value of the whole; a third row for it would say it twice.
  const aside = source.label !== undefined;
  const shown = aside && root.height > 1 ? nodes.slice(0, -1) : nodes;
  const labels = labelsOf(source, root);
  const rows = new Rows(source.columns);
  for (const label of labels) rows.take(label.row, label.left, label.left + labelWidth(label));
  const rowOf = new Map<Node, number>();
  const values: PlacedValue[] = [];
  for (const node of shown) {
    const own = node === root && (root.height === 0 || !aside) ? source.verdict : undefined;
    const first = Math.max(0, ...node.inner.map((inner) => (rowOf.get(inner) ?? 0) + 1));
    const value = rows.place(node.part, first, own);
    if (value === undefined) return undefined;
    rowOf.set(node, value.row);
    values.push(value);
  }
  const last = Math.max(0, ...labels.map((label) => label.row), ...values.map((value) => value.row));
  return { rows: last + 1, labels, values };
}

/** One row with the verdict only: for a wrapped or edited condition, whose parts are not where they were. */
export function verdictAlone(label: string, left: number, verdict: Verdict, text: string): BracketLayout {
  const labels = [
    { row: 0, left, text: label },
    { row: 0, left: left + cells(label) + 2, text, verdict },
  ];
  return { rows: 1, labels, values: [] };
}

/** Literals and beginnings of longer paths say nothing new; inside of what was skipped nothing was looked at. */
export function partsToShow(parts: readonly LocatedPart[]): readonly LocatedPart[] {
  return parts.filter((part) => {
    if (literal.test(part.text) && parts.length > 1) return false;
    return !parts.some(
      (other) =>
        other !== part &&
        ((!other.evaluated && contains(other, part)) || (isPathBeginning(part, other) && other.evaluated)),
    );
  });
}

/** Whether a range has another one in it, and more. */
export function contains(outer: Range, inner: Range): boolean {
  return outer.from <= inner.from && outer.to >= inner.to && outer.to - outer.from > inner.to - inner.from;
}

function isPathBeginning(part: LocatedPart, longer: LocatedPart): boolean {
  if (!contains(longer, part) || longer.from !== part.from || !longer.text.startsWith(part.text))
    return false;
  return /^(?:\??\.[\w$]+|(?:\?\.)?\[(?:\d+|"[^"]*"|'[^']*')\])+$/.test(longer.text.slice(part.text.length));
}

/** The parts from the innermost out, each with what it directly or indirectly holds. */
function nest(parts: readonly LocatedPart[]): readonly Node[] {
  const nodes: Node[] = [];
  for (const part of [...parts].sort((a, b) => a.to - a.from - (b.to - b.from) || a.from - b.from)) {
    const inner = nodes.filter((node) => contains(part, node.part));
    nodes.push({ part, inner, height: Math.max(0, ...inner.map((node) => node.height + 1)) });
  }
  return nodes.sort((a, b) => a.height - b.height || a.part.from - b.part.from);
}

function labelsOf(source: BracketSource, root: Node): readonly RowLabel[] {
  if (source.label === undefined) return [];
  const label: RowLabel = { row: 0, left: source.left, text: source.label };
  if (root.height === 0) return [label];
  const text = partText(root.part);
  return [label, { row: 1, left: source.left, text, ...(source.verdict && { verdict: source.verdict }) }];
}

function labelWidth(label: RowLabel): number {
  return cells(label.text) + (label.verdict === undefined ? 0 : markWidth);
}

function partText(part: LocatedPart): string {
  if (part.error !== undefined) return 'error';
  return valueText(part.value);
}

const markWidth = 3;

/** What is taken on each row, and the room that is left. */
class Rows {
  readonly #columns: number;
  readonly #taken: { readonly from: number; readonly to: number }[][] = [];

  constructor(columns: number) {
    this.#columns = columns;
  }

  take(row: number, from: number, to: number): void {
    (this.#taken[row] ??= []).push({ from, to });
  }

  /** Puts a value on the first row from `first` on where it has room under its sub-expression. */
  place(part: LocatedPart, first: number, verdict: Verdict | undefined): PlacedValue | undefined {
    const unseen = !part.evaluated;
    const text = unseen ? unseenText : partText(part);
    const width = unseen ? 11 : cells(text) + (verdict === undefined ? 0 : markWidth);
    for (let row = first; row < mostRows; row += 1) {
      const left = this.#room(row, (part.from + part.to - width) / 2, width, part);
      if (left === undefined) continue;
      this.take(row, left, left + width);
      return {
        row,
        from: part.from,
        to: part.to,
        text,
        left,
        width,
        unseen,
        decides: part.decides,
        failed: part.error !== undefined || verdict === 'bad',
        ...(verdict !== undefined && { verdict }),
      };
    }
    return undefined;
  }

  /** The nearest free place to the wanted one that is still under some of the sub-expression. */
  #room(row: number, wanted: number, width: number, part: LocatedPart): number | undefined {
    const taken = this.#taken[row] ?? [];
    const candidates = [wanted, ...taken.flatMap((box) => [box.to + 1, box.from - 1 - width])];
    const free = candidates.filter(
      (left) =>
        left >= 0 &&
        left + width <= this.#columns &&
        left < part.to &&
        left + width > part.from &&
        taken.every((box) => left + width + 1 <= box.from || left >= box.to + 1),
    );
    free.sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted));
    return free[0];
  }
}
