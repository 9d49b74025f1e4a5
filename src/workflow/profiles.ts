import type { CheckTime, Retry, SemanticsName } from './types';

/** What a rule book does where it has to choose between failing, going on, and going on with a warning. */
export type Reaction = 'fail' | 'go-on' | 'warn';

/** What lives on from one iteration to the next in the system a profile follows; for notes only. */
export interface Carried {
  readonly variables: boolean;
  /** The outputs of the iteration before. */
  readonly history: boolean;
  /** The outputs of all iterations. */
  readonly outputs: boolean;
}

/** The rows of the table for which a system's engine or page differs from what runs here. */
export type NotedRow = 'limit' | 'no-limit' | 'nesting' | 'exit' | 'carried' | 'history' | 'attempts';

/** The rules a document's loops follow. What a loop itself says wins over its profile. */
export interface Profile {
  readonly name: SemanticsName;
  readonly check: CheckTime;
  /** Once `until` was true it is not evaluated again until the loop is entered anew. */
  readonly latched: boolean;
  readonly untilRequired: boolean;
  /** `true-like`: `true`, `"true"`, `1` and `"1"` stop the loop. */
  readonly stopsOn: 'true' | 'true-like';
  /** What follows a value of `until` that neither stops nor is `false`, `null` or `undefined`. */
  readonly notBoolean: Reaction;
  /** What follows an error inside `until`, in a check before and in one after. */
  readonly untilThrows: { readonly before: Reaction; readonly after: Reaction };
  /** The limit of a loop that gives none, or that it has to give one. */
  readonly maxIterationsOmitted: number | 'error';
  /** A number above this is an error, written or computed; null: every number will do. */
  readonly maxIterationsLargest: number | null;
  /** Only a default: `onMaxReached` on the loop wins under every profile. */
  readonly atLimit: 'onMaxReached' | 'ends-normally';
  /** A loop that is a direct child of a loop. */
  readonly directNesting: 'allowed' | 'note' | 'error';
  /** `exit` always leaves at once; `note` says that the system has none, or leaves later. */
  readonly exit: 'offered' | 'note';
  readonly carried: Carried;
  /** Attempts of a step that gives no `retry`; a written one replaces it whole. */
  readonly retry: Required<Retry>;
  /** The same for a step with an `outputSchema`. */
  readonly retryWithSchema: Required<Retry>;
  /** What the system does instead, with its version. */
  readonly notes: Readonly<Partial<Record<NotedRow, string>>>;
}

const once: Required<Retry> = { maxAttempts: 1, delayMs: 0, backoff: 1 };
const smithersRetry: Required<Retry> = { maxAttempts: 10, delayMs: 1000, backoff: 2 };

/**
 * The rule books as data. Where a system's documentation speaks it is followed; where it is silent,
 * its engine: smithers-orchestrator 0.32.0, graphon 0.7.0 (Dify), tombee/conductor at 4fc79b9.
 */
export const profiles: Readonly<Record<SemanticsName, Profile>> = {
  playground: {
    name: 'playground',
    check: 'after',
    latched: false,
    untilRequired: false,
    stopsOn: 'true',
    notBoolean: 'fail',
    untilThrows: { before: 'fail', after: 'fail' },
    maxIterationsOmitted: 5,
    maxIterationsLargest: null,
    atLimit: 'onMaxReached',
    directNesting: 'allowed',
    exit: 'offered',
    carried: { variables: true, history: true, outputs: true },
    retry: once,
    retryWithSchema: once,
    notes: {},
  },
  smithers: {
    name: 'smithers',
    check: 'each-step',
    latched: true,
    untilRequired: true,
    stopsOn: 'true-like',
    notBoolean: 'go-on',
    untilThrows: { before: 'fail', after: 'fail' },
    maxIterationsOmitted: 5,
    maxIterationsLargest: null,
    atLimit: 'onMaxReached',
    directNesting: 'error',
    exit: 'note',
    carried: { variables: false, history: true, outputs: true },
    retry: smithersRetry,
    retryWithSchema: smithersRetry,
    notes: {
      'no-limit': 'smithers-orchestrator 0.32.0 stops after 5 iterations when no limit is given',
      exit: 'Smithers has no step that leaves a loop (smithers-orchestrator 0.32.0)',
      carried:
        'Smithers keeps the outputs of earlier iterations, not variables (smithers-orchestrator 0.32.0)',
      attempts: 'smithers-orchestrator 0.32.0 tries a failing step without limit',
    },
  },
  dify: {
    name: 'dify',
    check: 'before-and-after',
    latched: false,
    untilRequired: false,
    stopsOn: 'true',
    notBoolean: 'fail',
    untilThrows: { before: 'go-on', after: 'fail' },
    maxIterationsOmitted: 'error',
    maxIterationsLargest: 100,
    atLimit: 'ends-normally',
    directNesting: 'note',
    exit: 'note',
    carried: { variables: true, history: false, outputs: false },
    retry: once,
    retryWithSchema: once,
    notes: {
      limit: "only Dify's page stops at 100; its engine has no largest limit (graphon 0.7.0)",
      'no-limit': "Dify's page demands a limit of at most 100; its engine any from 1 (graphon 0.7.0)",
      nesting: "Dify's page offers no loop inside a loop; its engine runs one (graphon 0.7.0)",
      exit: "Dify's engine ends the round before it leaves the loop (graphon 0.7.0)",
      carried: 'Dify keeps only loop variables from one round to the next (graphon 0.7.0)',
    },
  },
  conductor: {
    name: 'conductor',
    check: 'after',
    latched: false,
    untilRequired: true,
    stopsOn: 'true',
    notBoolean: 'warn',
    untilThrows: { before: 'warn', after: 'warn' },
    maxIterationsOmitted: 'error',
    maxIterationsLargest: 100,
    atLimit: 'ends-normally',
    directNesting: 'error',
    exit: 'note',
    carried: { variables: false, history: true, outputs: false },
    retry: { maxAttempts: 2, delayMs: 1000, backoff: 1 },
    retryWithSchema: { maxAttempts: 3, delayMs: 0, backoff: 1 },
    notes: {
      'no-limit': 'Conductor demands a limit of at most 100 (tombee/conductor 4fc79b9)',
      exit: 'Conductor has no step that leaves a loop (tombee/conductor 4fc79b9)',
      carried: 'Conductor keeps only the outputs of the iteration before (tombee/conductor 4fc79b9)',
      history:
        "Conductor's engine gives `loop.history` as a list of records, not by step id (tombee/conductor 4fc79b9)",
    },
  },
};
