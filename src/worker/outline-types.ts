import type { Range } from '../json/json';
import type { CheckTime, StepType } from '../workflow/types';

/** A step as the page needs it: for columns, the editor's marks, and going from text to run and back. */
export interface OutlineItem {
  readonly id: string;
  readonly type: StepType;
  readonly title?: string;
  /** Id of the step around it. */
  readonly parent?: string;
  /** Id of the nearest loop or foreach around it: the rows in which its output is a cell. */
  readonly rows?: string;
  /** The step's object in the text, and what to point at when it is named (its id's value, else its type's). */
  readonly range: Range;
  readonly name: Range;
  /** Of a loop: where its `until` text, `maxIterations` and `variables` stand (string contents without quotes). */
  readonly until?: Range;
  readonly maxIterations?: Range;
  readonly variables?: Range;
  /** When its `until` is asked. */
  readonly check?: CheckTime;
  readonly skipIf?: Range;
  /** Of an `if`: of every case; of an `exit` or `next`: its `when`. */
  readonly whens?: readonly Range[];
  /** Of a loop: its limit as far as the document alone says it; null: none, absent: an expression. */
  readonly limit?: number | null;
}
