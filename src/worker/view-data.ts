import type { Json, JsonObject } from '../json/json';
import type { StepType } from '../workflow/types';
import type { RunRecord } from '../engine/records';
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
