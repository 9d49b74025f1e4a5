import type { Path, Range } from '../json/json';

export type Severity = 'error' | 'warning' | 'note';

/** A replacement of a piece of the document's text that removes the problem. */
export interface Fix {
  /** What the button says: "Rename to maxIterations". */
  readonly label: string;
  readonly range: Range;
  readonly insert: string;
}

/** A problem a person can cause, as data. The code is stable and has an entry in the help. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: Path;
  /** UTF-16 offsets in the document's text; absent when it is not about a place in the text. */
  readonly range?: Range;
  readonly fixes?: readonly Fix[];
}
