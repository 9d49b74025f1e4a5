import type { Path, Range } from '../json/json';

/** Something wrong with an expression or template at edit time; `range` is in its own source. */
export interface Problem {
  /** Stable, such as `expression/unknown-name`; the help has an entry for each. */
  readonly code: string;
  readonly message: string;
  readonly range: Range;
}

/**
 * What evaluating throws: a failure that a person's expression or data caused, to be caught by the
 * engine and turned into data. `range` is in the source; `path` is set when the source stood inside a value.
 */
export class EvaluationError extends Error {
  readonly code: string;
  readonly range: Range;
  readonly path: Path | undefined;

  constructor(code: string, message: string, range: Range, path?: Path) {
    super(message);
    this.name = 'EvaluationError';
    this.code = code;
    this.range = range;
    this.path = path;
  }
}
