import type { Execution } from '../execution';
import { type Scope, status } from '../frame';
import type { Outcome, Work } from '../outcome';
import type { IfPlan, SequencePlan } from '../plan';
import type { Json } from '../../json/json';
import { runBlock } from './block';
import { addressOf, checkOutput, endStep, failFromInside, guard, skips } from './end-step';

/** Children in order. */
export function* runSequence(run: Execution, step: SequencePlan, scope: Scope): Work {
  const { frame } = scope;
  if (frame.status[step.slot] === status.none) {
    const at = run.time;
    const entered = guard(run, step, scope, at, () => {
      if (skips(run, step, scope, at)) return false;
      run.emit({ type: 'entered', at, address: addressOf(frame, step) }, frame, step, frame);
      return true;
    });
    if ('outcome' in entered) return entered.outcome;
    if (!entered.value) return undefined;
  }
  const at = frame.open[step.slot]?.at ?? run.time;
  const outcome = yield* runBlock(run, step.steps, scope);
  return endTransparent(run, step, scope, at, outcome, null);
}

/** The end of a step whose children's outputs belong to the scope around it. */
export function endTransparent(
  run: Execution,
  step: SequencePlan | IfPlan,
  scope: Scope,
  at: number,
  outcome: Outcome | undefined,
  output: Json,
): Outcome | undefined {
  if (outcome?.kind === 'failing') return failFromInside(run, step, scope, at, outcome);
  if (outcome) return outcome;
  const ended = guard(run, step, scope, at, () => {
    checkOutput(run, step, output);
    endStep(run, step, scope, at, output);
  });
  return 'outcome' in ended ? ended.outcome : undefined;
}
