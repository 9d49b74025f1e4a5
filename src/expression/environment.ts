import type { Json } from '../json/json';

/** Reads one value out of a scope; made at compile time so that evaluation is a plain call. */
export type Read<S> = (scope: S) => Json | undefined;

/** The run look-ups, each called with one string literal. */
export type LookupName = 'latest' | 'iterationCount' | 'outputs' | 'exists';

/** What a name, or the beginning of a path of names, stands for. */
export type Resolution<S> =
  | {
      readonly read: Read<S>;
      /** How many of the given names this read has consumed, at least 1. */
      readonly used: number;
    }
  | {
      /** The path is wrong at edit time; `at` is the index of the name to point at. */
      readonly code: string;
      readonly message: string;
      readonly at: number;
    };

/**
 * What an expression can see, given while compiling. `S` is whatever the caller evaluates in;
 * this room never looks into it.
 */
export interface Environment<S> {
  /** Roots to offer when a name is unknown. */
  readonly names?: readonly string[];
  /**
   * Resolves the longest known beginning of a path of static names: `steps.review.score` asks with
   * `['steps', 'review', 'score']` and may get a read that used 2. `undefined`: no scope has the name.
   */
  resolve(names: readonly string[]): Resolution<S> | undefined;
  /** A run look-up by step id. */
  lookup(name: LookupName, id: string): Read<S>;
  /** The next random number in [0, 1) of the place being evaluated. */
  random(scope: S): number;
  /** The instant at which the step or check began, in epoch milliseconds. */
  now(scope: S): number;
}
