import type { Execution } from '../execution';
import { SIBLINGS_LIMIT } from '../limits';
import { type Failing, failing, type Outcome, strongest, type Waiting, type Work } from '../outcome';
import type { StepPlan } from '../plan';
import { runError, StepProblem } from '../problem';
import { Signal } from '../signal';

/** What runs side by side, and how much of it a resumed run had started. */
export interface Siblings {
  readonly count: number;
  readonly limit: number;
  work(index: number): Work;
  /** Known to have been started before, beyond the first `limit`. */
  begun(index: number): boolean;
  /** Records that one beyond the first `limit` is started. */
  begin(index: number): void;
}

interface Active {
  readonly index: number;
  readonly work: Work;
  waiting: Signal | undefined;
  ended: boolean;
}

/**
 * Runs siblings, `limit` at once. The first `limit` count as started whatever happens; when one leaves or
 * fails the started ones finish and no more start. Then failure beats until beats exit beats next.
 */
export function* runSiblings(run: Execution, step: StepPlan, address: string, siblings: Siblings): Work {
  const width = Math.min(siblings.limit, siblings.count);
  if (run.siblings + width > SIBLINGS_LIMIT) {
    const most = SIBLINGS_LIMIT.toLocaleString('en');
    const problem = new StepProblem(
      'parallel/too-many',
      `more than ${most} steps or items would be under way at once`,
      step.path,
    );
    return failing(runError(problem, step.id, address), address);
  }
  run.siblings += width;
  const outcome = yield* sideBySide(siblings);
  run.siblings -= width;
  return outcome;
}

function* sideBySide(siblings: Siblings): Work {
  const { count } = siblings;
  const limit = Math.min(siblings.limit, count);
  const outcomes: (Outcome | undefined)[] = [];
  let active: Active[] = [];
  // In an object, as the compiler does not see that `pump` writes it.
  const state = { leaving: false };
  let wake = new Signal();

  /** Runs one until it waits or has ended; gives an interruption of the whole. */
  function* pump(sibling: Active): Waiting {
    let result = sibling.work.next(undefined);
    // A turn of the event loop belongs to the whole run: siblings must not change order by it.
    while (!result.done && result.value.urgent) {
      const cut = yield result.value;
      if (cut) return cut;
      result = sibling.work.next(undefined);
    }
    if (result.done) {
      outcomes[sibling.index] = result.value;
      state.leaving ||= result.value !== undefined;
      sibling.ended = true;
    } else {
      sibling.waiting = result.value;
      result.value.then(() => {
        wake.settle();
      });
    }
    return undefined;
  }

  const start = (index: number): Active => ({
    index,
    work: siblings.work(index),
    waiting: undefined,
    ended: false,
  });
  let next = 0;
  while (next < count && (next < limit || siblings.begun(next))) active.push(start(next++));

  for (;;) {
    for (const sibling of active) {
      if (sibling.waiting && !sibling.waiting.settled) continue;
      const cut = yield* pump(sibling);
      if (cut) return interrupt(active, cut);
    }
    active = active.filter(({ ended }) => !ended);
    // Only when all have been looked at: a resumed run has to know every ended one before it starts more.
    while (next < count && active.length < limit && !state.leaving) {
      siblings.begin(next);
      const sibling = start(next++);
      active.push(sibling);
      const cut = yield* pump(sibling);
      if (cut) return interrupt(active, cut);
      if (sibling.ended) active.pop();
    }
    if (active.length === 0) return strongest(outcomes);
    if (active.some(({ waiting }) => waiting?.settled === true)) continue;
    wake = new Signal();
    const cut: Failing | undefined = yield wake;
    if (cut) return interrupt(active, cut);
  }
}

/** Ends all siblings at once: a step around them ran out of time. */
function interrupt(active: readonly Active[], cut: Failing): Failing {
  for (const { work, ended } of active) {
    if (ended) continue;
    let result = work.next(cut);
    while (!result.done) result = work.next(cut);
  }
  return cut;
}
