import type { Execution } from '../execution';
import { type Scope, status } from '../frame';
import type { Work } from '../outcome';
import type { ParallelPlan } from '../plan';
import { runBlock } from './block';
import { addressOf, checkOutput, endStep, failFromInside, guard, skips } from './end-step';
import { runSiblings } from './siblings';
import { withTimeout } from './timeout';

/** Children side by side; what they set is applied in document order when all have ended. */
export function* runParallel(run: Execution, step: ParallelPlan, scope: Scope): Work {
  const { frame } = scope;
  const address = addressOf(frame, step);
  if (frame.status[step.slot] === status.none) {
    const at = run.time;
    const entered = guard(run, step, scope, at, () => {
      if (skips(run, step, scope, at)) return false;
      run.emit({ type: 'entered', at, address }, frame, step, false);
      return true;
    });
    if ('outcome' in entered) return entered.outcome;
    if (!entered.value) return undefined;
  }
  const open = frame.open[step.slot];
  if (!open) throw new Error('a parallel step is not open');
  const siblings = runSiblings({
    count: step.steps.length,
    limit: step.maxConcurrency,
    work: (index) => runBlock(run, step.steps.slice(index, index + 1), open.branches?.[index] ?? scope),
    begun: (index) => open.begun?.has(index) === true,
    begin: (index) => {
      run.emit({ type: 'begun', at: run.time, address, index }, frame, step, true);
    },
  });
  const outcome = yield* withTimeout(run, step, address, open.ran, siblings);
  if (!open.joined) run.emit({ type: 'joined', at: run.time, address }, frame, step, false);
  if (outcome?.kind === 'failing') return failFromInside(run, step, scope, open.at, outcome);
  if (outcome) return outcome;
  const ended = guard(run, step, scope, open.at, () => {
    checkOutput(step, null);
    endStep(run, step, scope, open.at, null);
  });
  return 'outcome' in ended ? ended.outcome : undefined;
}
