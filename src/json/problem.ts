import type { Range } from './json';

/** A replacement of a piece of the text that removes the problem. */
export interface JsonFix {
  readonly label: string;
  readonly range: Range;
  readonly insert: string;
}

/** Something in the text that is not JSON, or hardly meant so; `range` are UTF-16 offsets. */
export interface JsonProblem {
  /** Stable, such as `json/trailing-comma`. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly range: Range;
  readonly fixes?: readonly JsonFix[];
}

/** More problems of one text than this are not told apart: something else is wrong then. */
const MOST_TOLD = 100;
/** A text with more problems than this is something else than JSON, and is not read on. */
const MOST_MET = 10_000;

/** Thrown when a text has far too many problems. */
export class TooManyProblems extends Error {}

/** Gathers the first problems of a text, and goes on quietly after that. */
export class ProblemList {
  readonly problems: JsonProblem[] = [];
  private met = 0;

  /** Adds an error; `fix` is a label and the replacement of `fixRange`, which is the problem's when left out. */
  error(
    code: string,
    message: string,
    range: Range,
    fix?: readonly [label: string, insert: string],
    fixRange = range,
  ): void {
    this.add({
      code,
      severity: 'error',
      message,
      range,
      ...(fix && { fixes: [{ label: fix[0], range: fixRange, insert: fix[1] }] }),
    });
  }

  warning(code: string, message: string, range: Range): void {
    this.add({ code, severity: 'warning', message, range });
  }

  private add(problem: JsonProblem): void {
    if (this.problems.length < MOST_TOLD) this.problems.push(problem);
    if (++this.met > MOST_MET) throw new TooManyProblems();
  }
}
