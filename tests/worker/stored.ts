import { apply, type Plan, State, writeCheckpoint } from '../../src/engine';
import type { Journal, RunRow } from '../../src/journal/journal';
import { MemoryJournal } from '../../src/journal/memory';
import { createWriter } from '../../src/journal/writer';
import { newRun } from '../journal/build';
import type { RunResult } from '../engine/harness';

/** A run's records in a journal, written in groups of this size as the interpreter does. */
export async function storedRun(
  text: string,
  { records, bodies, run }: RunResult,
  plan: Plan,
  groupSize: number,
): Promise<{ readonly journal: Journal; readonly row: RunRow }> {
  const journal = new MemoryJournal();
  const row = await journal.createRun(newRun('origin', { text, seed: run.seed, inputs: run.inputs }));
  const state = new State(plan);
  const writer = createWriter({
    ...{ journal, row, groupSize },
    checkpoint: () => writeCheckpoint(state),
    rowNow: () => ({}),
    timer: () => () => undefined,
    onError: (error) => {
      throw error;
    },
  });
  for (const record of records) {
    apply(state, record);
    writer.add(record, bodies.get(record));
    await writer.full;
  }
  await writer.close();
  const stored = await journal.getRun('origin');
  return { journal, row: stored ?? row };
}
