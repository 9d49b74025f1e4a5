import {
  addedField,
  apply,
  fill,
  itemFrame,
  type Plan,
  planOf,
  readCheckpoint,
  replay,
  State,
  writeCheckpoint,
} from '../../src/engine';
import { fits } from '../../src/engine/fits';
import type { Journal, RunRow } from '../../src/journal/journal';
import { MemoryJournal } from '../../src/journal/memory';
import { createWriter } from '../../src/journal/writer';
import type { ForkEngine } from '../../src/worker/fork-types';
import type { HistoryEngine } from '../../src/worker/history';
import { newRun } from '../journal/build';
import type { RunResult } from '../engine/harness';

export const forkEngine: ForkEngine & HistoryEngine = {
  ...{ addedField, apply, fill, itemFrame, planOf, readCheckpoint, replay, State, writeCheckpoint },
  fits,
};

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
