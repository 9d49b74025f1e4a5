import type { Json, JsonObject, Path, Range } from '../json/json';
import type { SemanticsName } from '../workflow/types';

/**
 * A place in a run: `outer[1]/inner[0]/write`, `each{2}/write`. Loop iterations in brackets, foreach
 * items in braces, numbers 0-based; `parallel`, `sequence` and `if` add nothing.
 */
export type Address = string;

/** An error that happened in a run, as data. */
export interface RunError {
  readonly code: string;
  readonly message: string;
  readonly stepId?: string;
  readonly address?: Address;
  /** Path of the field in the document, and the range inside that field's string. */
  readonly path?: Path;
  readonly within?: Range;
}

export type StoppedBy = 'until' | 'max' | 'exit' | 'error';

/** How one step of an ended iteration went; times in milliseconds. */
export interface StepTrace {
  /** From the instant the iteration began, pauses included. */
  readonly at: number;
  /** Running time. */
  readonly ms: number;
  /** Absent: done. `continued` and `replaced` failed under `onError`. */
  readonly status?: 'skipped' | 'continued' | 'replaced' | 'failed';
  readonly attempts?: number;
}

/** What leaves a loop, and the address of the loop that is left. */
export interface Left {
  readonly by: 'exit' | 'next' | 'until';
  readonly loop: Address;
}

interface At {
  /** Epoch milliseconds at which what it tells of began. */
  readonly at: number;
}

interface Took {
  /** Running time, ms. */
  readonly ms: number;
  /** How long the run stood still meanwhile, ms; absent: it did not. It ended at `at + ms + idle`. */
  readonly idle?: number;
}

/**
 * Everything that can happen in a run; the state is the fold of these. Stored as is: add optional
 * fields, never change a meaning.
 */
export type RunRecord =
  | ({ readonly type: 'run-started'; readonly vars: JsonObject } & At)
  /** The run went on after a pause or a reload; `idle` ms do not count as running time. */
  | ({ readonly type: 'resumed'; readonly idle: number; readonly reload: boolean } & At)
  /** From here on the run is a fork of another; all before it is that one's. `vars` by address of the body. */
  | ({
      readonly type: 'forked';
      readonly run: string;
      readonly vars?: Readonly<Record<Address, JsonObject>>;
    } & At)
  /** A container or waiting step began: what was decided at its entry. */
  | ({
      readonly type: 'entered';
      readonly address: Address;
      readonly branch?: number | 'else' | null;
      readonly items?: readonly Json[];
      readonly wakeAt?: number;
      /** Rendered once per step, used by every attempt. */
      readonly request?: Json;
    } & At)
  /** A sibling beyond those that start at once was started: it will be finished whatever the others do. */
  | ({ readonly type: 'begun'; readonly address: Address; readonly index: number } & At)
  /** An attempt of a step that does something outside was asked for. `call`: its number per step id. */
  | ({
      readonly type: 'called';
      readonly address: Address;
      readonly attempt: number;
      /** Absent for `code` and `wait`, whose attempts are no calls. */
      readonly call?: number;
      readonly prompt?: string;
    } & At)
  /** An attempt ended; `wakeAt` is when the next one starts. `attempt` is 1-based. */
  | ({
      readonly type: 'attempt';
      readonly address: Address;
      readonly attempt: number;
      readonly ms: number;
      readonly call?: number;
      readonly prompt?: string;
      readonly answer?: Json;
      readonly error?: RunError;
      /** The last lines that code wrote to its console; the first is `…` when there were more. */
      readonly logs?: readonly string[];
      readonly source?: 'mock' | 'simulated' | 'real';
      readonly wakeAt?: number;
    } & At)
  /** A step ended with an output; `error` when it failed under `onError`. */
  | ({
      readonly type: 'step';
      readonly address: Address;
      readonly output: Json;
      readonly status?: 'skipped' | 'continued' | 'replaced';
      readonly error?: RunError;
    } & At &
      Took)
  /** A `set` ended: its values are written and are its output. */
  | ({
      readonly type: 'set';
      readonly address: Address;
      readonly values: JsonObject;
      readonly ms: number;
    } & At)
  /** A step failed and nothing caught it there. */
  | ({
      readonly type: 'failed';
      readonly address: Address;
      readonly error: RunError;
    } & At &
      Took)
  /** A taken `exit` or `next`, or an `until` that turned true after this step; `loop` is the loop's address. */
  | ({
      readonly type: 'taken';
      readonly address: Address;
      readonly by: 'exit' | 'next' | 'until';
      readonly loop: Address;
      readonly ms: number;
    } & At)
  /** Siblings of a `parallel` or parallel `foreach` have all ended: their sets are applied in order. */
  | ({
      readonly type: 'joined';
      readonly address: Address;
      /** What the siblings of a `parallel` came to together, when not all went well; `owner` of an error. */
      readonly left?: Left;
      readonly error?: RunError;
      readonly owner?: Address;
    } & At)
  | ({ readonly type: 'loop-started'; readonly address: Address; readonly vars: JsonObject } & At)
  /** An iteration ended. `outputs` in document order; `verdict` is what `until` gave, absent when not asked. */
  | ({
      readonly type: 'iteration';
      readonly address: Address;
      readonly iteration: number;
      readonly outputs: JsonObject;
      readonly vars?: JsonObject;
      readonly verdict?: Json;
      readonly stop?: StoppedBy | 'next';
      /** Of a loop that is left for one further out: by what, and that one's address. */
      readonly left?: Left;
      /** What ended it, or without `stop` what a check gave instead of an answer. */
      readonly error?: RunError;
      readonly steps: Readonly<Record<string, StepTrace>>;
    } & At &
      Took)
  /** An item of a foreach ended; `outcome` absent: done. */
  | ({
      readonly type: 'item';
      readonly address: Address;
      readonly index: number;
      readonly outputs: JsonObject;
      readonly outcome?: 'failed' | 'left';
      readonly left?: Left;
      readonly error?: RunError;
      readonly steps: Readonly<Record<string, StepTrace>>;
    } & At &
      Took)
  /** `verdict` is the value of a check before the first iteration that stopped the loop. */
  | ({
      readonly type: 'loop-ended';
      readonly address: Address;
      readonly iterations: number;
      readonly stoppedBy: StoppedBy;
      readonly error?: RunError;
    } & At &
      Took)
  | ({
      readonly type: 'run-ended';
      readonly status: 'completed' | 'failed' | 'stopped' | 'continued';
      readonly outputs: Json;
      readonly error?: RunError;
    } & At);

export type RunStatus = 'running' | 'paused' | 'waiting' | 'completed' | 'failed' | 'stopped' | 'continued';

/** One loop of a run: how many iterations it began and how it ended; absent while it runs. */
export interface LoopSummary {
  readonly address: Address;
  readonly id: string;
  readonly iterations: number;
  readonly stoppedBy?: StoppedBy;
}

/** One attempt of an `llm`, `http` or `tool` step, in the order they were asked; `prompt` for `llm`. */
export interface CallSummary {
  readonly stepId: string;
  readonly address: Address;
  readonly attempt: number;
  readonly prompt?: string;
}

export interface RunCounts {
  readonly iterations: number;
  readonly steps: number;
  readonly calls: number;
  readonly failures: number;
  readonly resumes: number;
}

/** A run as the message protocol and the page see it. */
export interface Run {
  readonly id: string;
  readonly name: string;
  readonly status: RunStatus;
  readonly semantics: SemanticsName;
  readonly seed: string | number;
  readonly inputs: JsonObject;
  readonly outputs: Json;
  readonly error?: RunDiagnostic;
  readonly steps: JsonObject;
  readonly loops: readonly LoopSummary[];
  readonly calls: readonly CallSummary[];
  readonly counts: RunCounts;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly continuedFrom?: string;
  readonly successor?: string;
}

/** A run's error in the form of a diagnostic: range is in the run's own document text. */
export interface RunDiagnostic {
  readonly code: string;
  readonly severity: 'error';
  readonly message: string;
  readonly path: string;
  readonly range?: Range;
  readonly address?: Address;
}
