import type { Address, StoppedBy } from '../engine/records';
import type { LoopView } from './api';

/** A scalar or the beginning of a text, as written in a cell: scalars first, then the first text. */
export type Glance = Readonly<{ key?: string; text: string; kind: 'scalar' | 'text' | 'nothing' }>;

export interface Cell {
  /** `unfinished`: under way when the run was stopped. */
  readonly status:
    'done' | 'skipped' | 'continued' | 'replaced' | 'failed' | 'next' | 'running' | 'waiting' | 'unfinished';
  readonly glance: readonly Glance[];
  readonly ms: number;
}

export interface Verdict {
  readonly kind: 'true' | 'false' | 'nothing' | 'bad' | 'not-asked';
  /** The value as JSON, `undefined` included. */
  readonly text: string;
  /** Of `bad`: why it failed. */
  readonly why?: string;
}

/** Among rows that are folded: all are, but for those that are named. */
export const allRows = '*';

/** A row of the iterations table. */
export interface IterationRow {
  /** Address of the loop or foreach, and the 0-based number in it: together the row's identity. */
  readonly address: Address;
  readonly loopId: string;
  readonly kind: 'iteration' | 'item';
  readonly iteration: number;
  /** Numbers from the outermost loop to this one: written `1 / 2`. */
  readonly numbers: readonly number[];
  readonly open: boolean;
  readonly failed: boolean;
  readonly cells: Readonly<Record<string, Cell>>;
  readonly verdict: Verdict;
  /** What ended the loop with this iteration. */
  readonly stop?: StoppedBy | 'next';
  readonly ms: number;
  readonly startedAt: number;
  /** Rows of nested loops under this one. */
  readonly children: number;
  /** Nested loops' tallies for the group's cell: "3 iterations", stopped by. */
  readonly nested: readonly LoopView[];
}

export interface RowQuery {
  /** Only this loop's rows (address); absent: all, nested loops under their iteration; empty: the document as one row. */
  readonly loop?: Address;
  /** Index of the first row wanted, and how many; at most 500. */
  readonly from: number;
  readonly count: number;
  /** The last `count` rows there are when it is answered, wherever they begin: a fast run has left `from` behind by then. */
  readonly last?: boolean;
  /** In the place of `from`: this row, or the folded one that hides it, stands first; without it there are none. */
  readonly around?: { readonly address: Address; readonly iteration: number };
  /** Of `loop`: only the rows with these numbers, in this order, in the place of `from` and `count`. */
  readonly only?: readonly number[];
  /** `address[iteration]` of rows whose nested rows are folded away; with {@link allRows} among them, of all others. */
  readonly folded?: readonly string[];
}

/** Rows of the table as they were asked for. */
export interface RowPage {
  readonly rows: readonly IterationRow[];
  /** Index of the first of them in the whole, and how many there are. */
  readonly from: number;
  readonly total: number;
}
