import type { Execution } from '../execution';
import { type Joined, type OpenStep, type Scope, status } from '../frame';
import { failing, type Outcome, type Work } from '../outcome';
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
      run.emit({ type: 'entered', at, address }, frame, step);
      return true;
    });
    if ('outcome' in entered) return entered.outcome;
    if (!entered.value) return undefined;
  }
  const open = frame.open[step.slot];
  if (!open) throw new Error('a parallel step is not open');
  const outcome = open.joined ? recallJoined(open.joined) : yield* runBranches(run, step, scope, open);
  if (outcome?.kind === 'failing') return failFromInside(run, step, scope, open.at, outcome);
  if (outcome) return outcome;
  const ended = guard(run, step, scope, open.at, () => {
    checkOutput(run, step, null);
    endStep(run, step, scope, open.at, null);
  });
  return 'outcome' in ended ? ended.outcome : undefined;
}

function* runBranches(run: Execution, step: ParallelPlan, scope: Scope, open: OpenStep): Work {
  const { frame } = scope;
  const address = addressOf(frame, step);
  const siblings = runSiblings(run, step, address, {
    count: step.steps.length,
    limit: step.maxConcurrency,
    work: (index) => runBlock(run, step.steps.slice(index, index + 1), open.branches?.[index] ?? scope),
    begun: (index) => open.begun?.has(index) === true,
    begin: (index) => {
      run.emit({ type: 'begun', at: run.time, address, index }, frame, step);
    },
  });
  const outcome = yield* withTimeout(run, step, address, open.ran, siblings);
  run.emit({ type: 'joined', at: run.time, address, ...joinedWith(outcome) }, frame, step);
  return outcome;
}

function joinedWith(outcome: Outcome | undefined): Joined {
  if (outcome?.kind === 'leaving') return { left: { by: outcome.by, loop: outcome.loop } };
  if (outcome?.kind !== 'failing') return {};
  return { error: outcome.error, ...(outcome.owner !== undefined && { owner: outcome.owner }) };
}

/** Once joined, branches are not entered again: a check in them would see what was set in the others. */
function recallJoined({ left, error, owner }: Joined): Outcome | undefined {
  if (error) return failing(error, owner);
  return left && { kind: 'leaving', ...left };
}
