import type { Address } from '../engine/records';

/** Numbers of a loop over its iterations: which ones, where, and how many iterations make one point. */
export interface SeriesQuery {
  /** Address of one start of a loop. */
  readonly loop: Address;
  /** As expressions read them: `steps.review.score`, `vars.best`. */
  readonly names: readonly string[];
  /** Iteration of the first point; below the first there is, as in a link of a chain, it is that one. */
  readonly from: number;
  /** Iterations wanted, at most 20,000 at once: a multiple of the bucket. */
  readonly count: number;
  readonly bucket: number;
}

/** Points of lines. `low` and `high` are the same where a point is one iteration; null where there is no number. */
export interface SeriesPage {
  /** Numbers that can be drawn, seen in the first and in the last iteration. */
  readonly names: readonly string[];
  /** Number of the first iteration there is, and of the last one plus one. */
  readonly first: number;
  readonly end: number;
  /** Iteration with which the first point begins; and up to which none is missing, as items end in any order. */
  readonly from: number;
  readonly whole: number;
  readonly lines: readonly {
    readonly name: string;
    readonly low: readonly (number | null)[];
    readonly high: readonly (number | null)[];
  }[];
  /** Points in whose iterations a step or the check failed, also where the run went on. */
  readonly failed: readonly number[];
  /** What `until` gave, by point, where a point is one iteration; `fails` without quotes where it failed; empty: not asked. */
  readonly verdicts: readonly string[];
}
