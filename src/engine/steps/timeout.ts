import type { Execution } from '../execution';
import { type Failing, failing, type Outcome, type Waiting, type Work } from '../outcome';
import type { StepPlan } from '../plan';
import { runError, StepProblem } from '../problem';
import { Signal } from '../signal';

/**
 * Does work within the step's `timeoutMs` of running time since `ran`, the run's running time at entry.
 * Over it the work is interrupted with a failure that only this step can catch.
 */
export function* withTimeout(run: Execution, step: StepPlan, address: string, ran: number, work: Work): Work {
  const { timeoutMs } = step;
  if (timeoutMs === undefined) return yield* work;
  let result: IteratorResult<Signal, Outcome | undefined> = work.next(undefined);
  while (!result.done) {
    const left = ran + timeoutMs - run.ran();
    if (left <= 0) {
      result = work.next(timedOut(step, address, timeoutMs));
      continue;
    }
    const wanted = result.value;
    const cut = yield* waitAtMost(run, wanted, left);
    if (cut) result = work.next(cut);
    else if (wanted.settled) result = work.next(undefined);
  }
  return result.value;
}

function* waitAtMost(run: Execution, wanted: Signal, ms: number): Waiting {
  // While the person holds the run its time stands still, so there is nothing to count down.
  if (wanted.urgent || run.gate.held) return yield wanted;
  const timer = run.ports.sleep(ms);
  const wake = new Signal();
  const settle = (): void => {
    wake.settle();
  };
  wanted.then(settle);
  timer.signal.then(settle);
  const cut = yield wake;
  timer.cancel();
  return cut;
}

function timedOut(step: StepPlan, address: string, timeoutMs: number): Failing {
  const message = `\`${step.id}\` took longer than its ${timeoutMs} ms`;
  return failing(
    runError(new StepProblem('step/timeout', message, [...step.path, 'timeoutMs']), step.id, address),
    address,
  );
}
