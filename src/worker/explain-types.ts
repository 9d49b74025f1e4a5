import type { Address } from '../engine/records';
import type { Json, Range } from '../json/json';
import type { Cursor } from './api';

/** A condition of a document: `until` of a loop, `skipIf` of any step, `when` of an `if` (by case), `exit` or `next`. */
export interface Condition {
  readonly stepId: string;
  readonly field: 'until' | 'skipIf' | 'when';
  /** Of an `if`: 0-based; absent is 0. */
  readonly case?: number;
}

/**
 * What came of a condition that was asked. Two answers of `until` are no stop of its own: it was not true, and its loop
 * came to its limit there, which ended or failed it.
 */
export type Answer =
  | 'goes-on'
  | 'stops'
  | 'ends-at-limit'
  | 'fails-at-limit'
  | 'failed'
  | 'skipped'
  | 'not-skipped'
  | 'taken'
  | 'not-taken';

export interface ExplainedPart {
  /** In the expression's source. */
  readonly range: Range;
  readonly text: string;
  readonly value?: Json;
  readonly error?: string;
  readonly evaluated: boolean;
  /** On the path that decided the value. */
  readonly decides: boolean;
  /** In the document text of the run. */
  readonly place?: Range;
  /** Of a path: where its value came from, as far as that is known. */
  readonly origin?: Origin;
}

/** Where a value came from: a few words, without the subject, and the moment at which it came about. */
export interface Origin {
  /** "given by `review` in this iteration" */
  readonly says: string;
  readonly at?: Cursor;
  /** Present when it can be told how the step came to it. */
  readonly made?: Made;
}

/** A value that a step made: the moment after the step, and the names that lead to it in what the step gave. */
export interface Made {
  readonly at: Cursor & { readonly stepId: string };
  readonly path: readonly string[];
}

/** How a step came to a value: what is written in the document for it, evaluated once more as when the step ran. */
export interface Making {
  /** An expression, or a text with expressions in braces. Empty when nothing was evaluated for it. */
  readonly text: string;
  /** What encloses before what it holds; ranges are in the text. Empty when `text` is, or when it is faded. */
  readonly parts: readonly ExplainedPart[];
  /** "`note` set it from `vars.polls >= 3`, which was `false`: `vars.polls` was `2`" */
  readonly sentence: string;
  /** Its parts can no longer be told. */
  readonly faded?: boolean;
}

export interface Explanation {
  /** The loop or foreach whose iteration it is; empty for the document. */
  readonly loopId: string;
  readonly address: Address;
  readonly iteration: number;
  readonly text: string;
  readonly value?: Json;
  readonly error?: string;
  readonly answer: Answer;
  readonly parts: readonly ExplainedPart[];
  /** "Goes on because `steps.review.score >= 8` is `false`" */
  readonly sentence: string;
  /** Before the iteration's first step, or after its last one. */
  readonly when: 'before' | 'after';
  /** What would have to be so for it to be true; absent when it is. */
  readonly wouldStop?: WouldStop;
  /** Its values can no longer be told: the answer, and of `until` the value, is what was recorded. */
  readonly faded?: boolean;
}

/** What is missing for a condition to be true: all of the needs, or one of them. */
export interface WouldStop {
  readonly how: 'all' | 'one';
  /** A sub-expression and what it would have to be, as in the source: `false`, `>= 8`. */
  readonly needs: readonly { readonly text: string; readonly be: string }[];
}

/** What a condition came to in one iteration, in short: a row of the table under Explain. */
export interface ExplainRow {
  readonly iteration: number;
  readonly when: 'before' | 'after';
  readonly answer: Answer | 'not-asked';
  /** The value of the whole as JSON, or why there is none. */
  readonly text: string;
  /** By part of the expression, as in {@link ExplainRows.parts}. Empty when not asked or faded. */
  readonly cells: readonly ExplainCell[];
}

export interface ExplainCell {
  readonly kind: 'value' | 'error' | 'unseen';
  /** The value as JSON, cut to 60 characters. */
  readonly text: string;
  readonly decides: boolean;
}

/** A condition in the iterations of one start of a loop. */
export interface ExplainRows {
  readonly loopId: string;
  /** Its source, and its parts, what encloses before what it holds. */
  readonly text: string;
  readonly parts: readonly { readonly range: Range; readonly text: string }[];
  /** Number of the first row, which is 0 but in a run that continues another, and of the last one plus one. */
  readonly first: number;
  readonly end: number;
  readonly rows: readonly ExplainRow[];
}
