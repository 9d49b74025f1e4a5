import type { Left, RunError } from './records';
import type { Signal } from './signal';

/** A step has ended otherwise than by going on to the next one. */
export type Outcome = Leaving | Failing | Continuing;

/** A loop is being left, or its iteration ended early. */
export interface Leaving extends Left {
  readonly kind: 'leaving';
}

/** An error on its way out. With an owner only that step (by address) may catch it. */
export interface Failing {
  readonly kind: 'failing';
  readonly error: RunError;
  readonly owner: string | undefined;
}

/** The run goes on in a successor. */
export interface Continuing {
  readonly kind: 'continuing';
}

/** Work that yields what it waits for, is resumed with an interruption or nothing, and gives an outcome or nothing. */
export type Work = Generator<Signal, Outcome | undefined, Failing | undefined>;

/** The same for mere waiting: it gives an interruption or nothing. */
export type Waiting = Generator<Signal, Failing | undefined, Failing | undefined>;

export function failing(error: RunError, owner?: string): Failing {
  return { kind: 'failing', error, owner };
}

const ranks = { until: 1, exit: 2, next: 3 } as const;

/** Of several siblings' outcomes the one that counts: failure, until, exit, next; ties in document order. */
export function strongest(outcomes: readonly (Outcome | undefined)[]): Outcome | undefined {
  let best: Outcome | undefined;
  for (const outcome of outcomes) {
    if (outcome && (best === undefined || rank(outcome) < rank(best))) best = outcome;
  }
  return best;
}

function rank(outcome: Outcome): number {
  return outcome.kind === 'leaving' ? ranks[outcome.by] : 0;
}
