import type { ExplainedPart as Part } from '../expression/explain';
import type { Json, JsonObject, Range } from '../json/json';
import type { StepType } from '../workflow/types';
import type { Address, RunRecord } from '../engine/records';
import type { Cell, Cursor } from './api';

/** Everything known about one step in one iteration. */
export interface CellDetail {
  readonly stepId: string;
  readonly type: StepType;
  readonly numbers: readonly number[];
  readonly status: Cell['status'];
  readonly ms: number;
  readonly attempts: readonly (Pick<
    Extract<RunRecord, { type: 'attempt' }>,
    'attempt' | 'call' | 'ms' | 'answer' | 'source' | 'logs'
  > & { readonly error?: string })[];
  /** The prompt in pieces; `filled` ones came out of `{{ }}`. */
  readonly prompt?: readonly { readonly text: string; readonly filled: boolean }[];
  readonly output?: Json;
  readonly error?: { readonly code: string; readonly message: string };
}

/** What an expression at a cursor can see. */
export interface ScopeView {
  readonly cursor: Cursor;
  /** Variables, innermost loop first, the document last. */
  readonly vars: readonly { readonly owner: string; readonly values: JsonObject }[];
  readonly steps: JsonObject;
  readonly loop: JsonObject;
  readonly errors: JsonObject;
  readonly inputs: JsonObject;
}

/** A part of an `until` as it was evaluated; `place`: in the document text of the run. */
export type ExplainedPart = Part & { readonly place?: Range };

export interface Explanation {
  readonly loopId: string;
  readonly address: Address;
  readonly iteration: number;
  readonly text: string;
  readonly value?: Json;
  readonly error?: string;
  readonly goesOn: boolean;
  readonly parts: readonly ExplainedPart[];
  /** "Goes on because `steps.review.score >= 8` is `false`" */
  readonly sentence: string;
}
