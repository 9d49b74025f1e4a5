import type { Json, JsonObject } from '../json/json';
import type { CodeFailure } from './code-failure';

/** One call of a person's code. */
export interface CodeCall {
  readonly code: string;
  readonly inputs: JsonObject;
  /** Fixes `Math.random` inside. */
  readonly seed: string;
  /** What the clock inside shows all the time, epoch milliseconds; its time zone is UTC. */
  readonly now: number;
  /** Milliseconds the code may run. */
  readonly timeoutMs: number;
}

/** What a call gave; `logs` are the last 100 lines it wrote to its console. */
export type CodeResult =
  | { readonly ok: true; readonly value: Json; readonly logs: readonly string[] }
  | { readonly ok: false; readonly error: CodeFailure; readonly logs: readonly string[] };
