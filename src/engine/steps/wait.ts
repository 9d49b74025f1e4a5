import type { Json } from '../../json/json';
import type { Execution } from '../execution';
import { type Scope, status } from '../frame';
import type { Work } from '../outcome';
import type { WaitPlan } from '../plan';
import { StepProblem } from '../problem';
import { addressOf, checkOutput, endStep, failStep, guard, skips } from './end-step';
import { withTimeout } from './timeout';

/** Longest wait: what timers of browsers can count, about 24 days. */
const longest = 2 ** 31 - 1;

/** Waits real time at every speed, also over a reload: the instant to wake at is recorded. Output null. */
export function* runWait(run: Execution, step: WaitPlan, scope: Scope): Work {
  const { frame } = scope;
  const address = addressOf(frame, step);
  run.place = { frame, step };
  if (frame.status[step.slot] === status.none) {
    const at = run.time;
    const entered = guard(run, step, scope, at, () => {
      if (skips(run, step, scope, at)) return false;
      const ms = duration(step, step.ms.store(scope, address, at));
      run.emit({ type: 'entered', at, address, wakeAt: at + ms }, frame, step, frame);
      return true;
    });
    if ('outcome' in entered) return entered.outcome;
    if (!entered.value) return undefined;
  }
  const open = frame.open[step.slot];
  if (!open) throw new Error('a wait has started without its instant');
  const left = (open.wakeAt ?? 0) - run.now();
  if (left > 0) {
    const cut = yield* withTimeout(run, step, address, open.ran, run.sleep(left, true));
    if (cut?.kind === 'failing' && cut.owner === address) {
      return failStep(
        run,
        step,
        scope,
        open.at,
        new StepProblem(cut.error.code, cut.error.message, [...step.path, 'timeoutMs']),
      );
    }
    if (cut) return cut;
  }
  const ended = guard(run, step, scope, open.at, () => {
    checkOutput(run, step, null);
    endStep(run, step, scope, open.at, null);
  });
  return 'outcome' in ended ? ended.outcome : undefined;
}

function duration(step: WaitPlan, ms: Json): number {
  if (typeof ms === 'number' && ms >= 0 && ms <= longest) return ms;
  const message = `\`ms\` gave ${JSON.stringify(ms)}; it must be a number of milliseconds from 0 to ${longest}`;
  throw new StepProblem('wait/bad-duration', message, [...step.path, 'ms']);
}
