import { bodies } from './bodies';
import type { RunRecord } from '../../src/engine/records';
import { JournalError, type Journal, type RunRow, type Segment } from '../../src/journal/journal';
import { recordsOf } from '../../src/journal/records-of';
import { MemoryJournal } from '../../src/journal/memory';
import { createWriter, type Writer, type WriterOptions } from '../../src/journal/writer';
import { newRun } from './build';

/** One commit that was asked for and waits for the test to let it through or fail it. */
interface Held {
  readonly row: RunRow;
  readonly segment: Segment | undefined;
  /** Carries it out in the journal. */
  land(): Promise<void>;
  fail(kind: JournalError['kind']): Promise<void>;
}

/** A writer on a journal in memory, with time and transactions in the hands of the test. */
export interface Desk {
  readonly journal: Journal;
  readonly writer: Writer;
  /** Everything added so far: the state of this run. */
  readonly state: RunRecord[];
  readonly held: Held[];
  readonly errors: JournalError[];
  readonly timers: { readonly run: () => void; readonly ms: number }[];
  add(...records: readonly RunRecord[]): void;
  /** Lets time pass until every timer has run. */
  wait(): void;
  stored(): Promise<readonly RunRecord[]>;
}

/** `hold`: commits wait in `held`; otherwise they are carried out at once. */
export async function openDesk(hold: boolean, options: Partial<WriterOptions> = {}): Promise<Desk> {
  const journal = new MemoryJournal();
  const row = await journal.createRun(newRun('a'));
  const state: RunRecord[] = [];
  const held: Held[] = [];
  const bodyOf = bodies();
  const errors: JournalError[] = [];
  const timers: { run: () => void; ms: number }[] = [];

  function pass<Value>(
    closing: RunRow,
    segment: Segment | undefined,
    carryOut: () => Promise<Value>,
  ): Promise<Value> {
    if (!hold) return carryOut();
    return new Promise<Value>((resolve, reject) => {
      const take = (): void => void held.splice(held.indexOf(entry), 1);
      const entry: Held = {
        row: closing,
        segment,
        async land() {
          take();
          await carryOut().then(resolve, reject);
          await settled();
        },
        async fail(kind) {
          take();
          reject(new JournalError(kind, kind));
          await settled();
        },
      };
      held.push(entry);
    });
  }

  const writer = createWriter({
    journal: {
      commit: (changed, segment) => pass(changed, segment, () => journal.commit(changed, segment)),
      continueAs: (closing, segment, ...rest) =>
        pass(closing, segment, () => journal.continueAs(closing, segment, ...rest)),
    },
    row,
    timer(run, ms) {
      const timer = { run, ms };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
    },
    checkpoint: () => JSON.stringify({ records: state.length }),
    rowNow: () => ({ counts: { ...row.counts, iterations: state.length } }),
    onError: (error) => errors.push(error),
    maxInFlight: 2,
    ...options,
  });
  return {
    journal,
    writer,
    state,
    held,
    errors,
    timers,
    add(...records) {
      for (const record of records) {
        state.push(record);
        writer.add(record, bodyOf(record));
      }
    },
    wait() {
      for (const { run } of timers.splice(0)) run();
    },
    async stored() {
      return (await journal.segments('a', 0, Infinity)).flatMap(recordsOf);
    },
  };
}

/** Lets every promise that can settle do so. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
