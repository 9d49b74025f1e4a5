import type { Address, StoppedBy } from '../engine/records';
import type { Json } from '../json/json';

/** Expressions over the iterations of a loop, as seen where its `until` stands. */
export interface MeasureQuery {
  /** Address of one start of a loop or foreach. */
  readonly loop: Address;
  readonly from: number;
  /** Iterations wanted, at most 20,000 at once. */
  readonly count: number;
  /** Whole values instead of the beginning of what is long. */
  readonly whole?: boolean;
}

/** What an expression gave; `text` is it as JSON, cut to 60 characters unless whole values are wanted, or the error. */
export interface Measured {
  readonly kind: 'value' | 'error';
  readonly text: string;
  /** Absent where it is an error or undefined, and of objects and lists unless whole values are wanted. */
  readonly value?: Json;
}

/** An iteration that has ended. */
export interface MeasuredRow {
  readonly iteration: number;
  readonly ms: number;
  readonly verdict?: Json;
  readonly stop?: StoppedBy | 'next';
  /** By expression. */
  readonly cells: readonly Measured[];
}

/** Ended iterations from `from` on, in order; `first` and `end`: those there are of the loop. */
export interface MeasuredPage {
  readonly first: number;
  readonly end: number;
  readonly rows: readonly MeasuredRow[];
}
