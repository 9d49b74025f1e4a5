import type { Json } from '../json/json';

/** Reads one value out of a scope; made at compile time so that evaluation is a plain call. */
export type Read<S> = (scope: S) => Json | undefined;

/** The run look-ups, each called with one string literal. */
export const LOOKUPS = ['latest', 'iterationCount', 'outputs', 'exists'] as const;
export type LookupName = (typeof LOOKUPS)[number];

/** Whether a function is one of the run's look-ups. */
export function isLookup(name: string): name is LookupName {
  return LOOKUPS.some((known) => known === name);
}

/** What the beginning of a path of names stands for. */
export interface Resolution<S> {
  readonly read: Read<S>;
  /** How many of the given names this read has consumed, at least 1. */
  readonly used: number;
}

/**
 * What an expression can see, given while compiling. `S` is whatever the caller evaluates in;
 * this room never looks into it.
 */
export interface Environment<S> {
  /**
   * Resolves the longest known beginning of a path of static names: `steps.review.score` asks with
   * `['steps', 'review', 'score']` and may get a read that used 2. `undefined`: no scope has the name, which
   * checking names finds before.
   */
  resolve(names: readonly string[]): Resolution<S> | undefined;
  /** A run look-up by step id. */
  lookup(name: LookupName, id: string): Read<S>;
  /** The next random number in [0, 1) of the place being evaluated. */
  random(scope: S): number;
  /** The instant at which the step or check began, in epoch milliseconds. */
  now(scope: S): number;
}
