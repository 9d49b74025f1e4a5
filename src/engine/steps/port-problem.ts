import { placeInCode } from '../code-place';
import type { StepPlan } from '../plan';
import type { PortError } from '../ports';
import { StepProblem } from '../problem';

/** What a port reports, at the step; at its place in the code when it tells one. */
export function portProblem({ code, message, line, column }: PortError, step: StepPlan): StepProblem {
  if (step.type !== 'code' || line === undefined) return new StepProblem(code, message, step.path);
  return new StepProblem(code, message, [...step.path, 'code'], placeInCode(step.code, line, column));
}
