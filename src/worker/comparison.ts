import type { Cut } from '../compare';
import type { Json, JsonObject } from '../json/json';
import type { SemanticsName } from '../workflow/types';
import type { Cursor, Glance, RunSnapshot, Verdict } from './api';

/** Runs side by side, the first of them what the others are compared with. Plain data for the page. */
export interface Comparison {
  readonly columns: readonly ComparedColumn[];
  /** Of one document under several rule books: the rules that can matter in it. */
  readonly rules: readonly ComparedRule[];
  readonly rows: readonly ComparedRow[];
  /** How the runs ended: their outputs by name, and what else is worth a line. */
  readonly outputs: readonly { readonly name: string; readonly values: readonly (Json | undefined)[] }[];
}

export interface ComparedColumn {
  readonly semantics: SemanticsName;
  /** The stored run of this column, when it is one. */
  readonly run?: { readonly id: string; readonly number: number; readonly name: string };
  /** Why the rule book does not accept the document; nothing else is known then. */
  readonly refused?: string;
  readonly status?: RunSnapshot['status'];
  /** How the outermost loops were stopped, in document order. */
  readonly stoppedBy: readonly {
    readonly loop: string;
    readonly by: RunSnapshot['stoppedBy'];
    readonly iterations: number;
  }[];
  readonly error?: string;
  /** Only the beginning was compared, which is the most of these that a comparison has. */
  readonly cut?: Cut;
  /** Where it is not as the first column any more, and how: words that follow its name, `code` in backticks. */
  readonly parts?: {
    readonly at: Cursor;
    readonly place: string;
    readonly how: string;
    readonly because: string;
  };
}

export interface ComparedRule {
  /** Words with `code` in backticks. */
  readonly name: string;
  readonly values: readonly { readonly text: string; readonly matters: boolean }[];
  /** Only said of the systems: under every rule book the values here are the same. */
  readonly noted?: boolean;
}

/** What one run has at a place; undefined: it never came there. */
export interface ComparedFact {
  readonly glance: readonly Glance[];
  readonly status?: 'skipped' | 'continued' | 'replaced' | 'failed';
  readonly verdict?: Verdict;
  readonly stop?: 'until' | 'max' | 'exit' | 'error' | 'next';
}

export interface ComparedPlace {
  readonly kind: 'place';
  readonly at: Cursor;
  readonly numbers: readonly number[];
  readonly what: 'prompt' | 'output' | 'until';
  /** By column; `same` as in the first one. */
  readonly facts: readonly {
    readonly same: boolean;
    readonly first: boolean;
    readonly fact?: ComparedFact;
  }[];
}

export type ComparedRow =
  | ComparedPlace
  | {
      readonly kind: 'stretch';
      readonly from: readonly number[];
      readonly to: readonly number[];
      readonly places: number;
      /** How many of them are different, by column. */
      readonly differing: readonly number[];
      /** The places one by one: the first of those that differ, or of all where none does. */
      readonly inside: readonly ComparedPlace[];
    };

/** What a comparison of rule books runs with. */
export interface CompareOptions {
  readonly text: string;
  readonly inputs?: JsonObject;
  readonly seed?: string | number;
  readonly answers?: JsonObject;
}
