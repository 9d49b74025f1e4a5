import { type Failing, type Outcome, strongest, type Work } from '../outcome';
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
}

/**
 * Runs siblings, `limit` at once. The first `limit` count as started whatever happens; when one leaves or
 * fails the started ones finish and no more start. Then failure beats until beats exit beats next.
 */
export function* runSiblings(siblings: Siblings): Work {
  const { count } = siblings;
  const limit = Math.min(siblings.limit, count);
  const outcomes: (Outcome | undefined)[] = [];
  const active: Active[] = [];
  let next = 0;
  let leaving = false;
  let wake = new Signal();

  const start = (): void => {
    active.push({ index: next, work: siblings.work(next), waiting: undefined });
    next++;
  };
  while (next < count && (next < limit || siblings.begun(next))) start();

  for (;;) {
    for (let i = 0; i < active.length; i++) {
      const sibling = active[i];
      if (!sibling || (sibling.waiting && !sibling.waiting.settled)) continue;
      let result = sibling.work.next(undefined);
      // A turn of the event loop belongs to the whole run: siblings must not change order by it.
      while (!result.done && result.value.urgent) {
        const cut: Failing | undefined = yield result.value;
        if (cut) return interrupt(active, cut);
        result = sibling.work.next(undefined);
      }
      if (!result.done) {
        sibling.waiting = result.value;
        result.value.then(() => {
          wake.settle();
        });
        continue;
      }
      outcomes[sibling.index] = result.value;
      if (result.value) leaving = true;
      active.splice(i, 1);
      i--;
    }
    // Only when all have been looked at: a resumed run has to know every ended one before it starts more.
    let more = false;
    while (!leaving && next < count && active.length < limit) {
      siblings.begin(next);
      start();
      more = true;
    }
    if (more) continue;
    if (active.length === 0) return strongest(outcomes);
    if (active.some(({ waiting }) => waiting?.settled === true)) continue;
    wake = new Signal();
    const cut: Failing | undefined = yield wake;
    if (cut) return interrupt(active, cut);
  }
}

/** Ends all siblings at once: a step around them ran out of time. */
function interrupt(active: readonly Active[], cut: Failing): Failing {
  for (const { work } of active) {
    let result = work.next(cut);
    while (!result.done) result = work.next(cut);
  }
  return cut;
}
