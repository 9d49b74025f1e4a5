import type { Path, Range } from '../json/json';
import type { RunError } from './records';

/** Thrown inside one step and caught at its edge, where it becomes a {@link RunError}. Never leaves the engine. */
export class StepProblem extends Error {
  override readonly name = 'StepProblem';
  readonly code: string;
  readonly path: Path;
  /** Range inside the string at `path`. */
  readonly within: Range | undefined;

  constructor(code: string, message: string, path: Path, within?: Range) {
    super(message);
    this.code = code;
    this.path = path;
    this.within = within;
  }
}

/** The error of a step as it is recorded. */
export function runError(problem: StepProblem, stepId: string, address: string): RunError {
  return {
    code: problem.code,
    message: problem.message,
    stepId,
    address,
    path: problem.path,
    ...(problem.within && { within: problem.within }),
  };
}
