import { apply, State, writeCheckpoint } from '../../src/engine';
import { readCheckpoint } from '../../src/engine/read-checkpoint';
import { MemoryJournal } from '../../src/journal/memory';
import { createWriter } from '../../src/journal/writer';
import type { Entry } from '../../src/worker/entry';
import { readProgram } from '../../src/workflow/read-program';
import { type Link, planFor } from '../engine/harness';
import { newRun } from '../journal/build';
import { openedEntry } from './opened';

/** One link of a chain as a worker finds it in a journal: written in segments of at most `size` records. */
export async function storedEntry(text: string, link: Link, size: number): Promise<Entry> {
  const journal = new MemoryJournal();
  const program = readProgram(text)!;
  const inputs = program.workflow.inputs ?? {};
  const seed = program.workflow.seed ?? 0;
  const plan = planFor(text);
  const state = link.start === undefined ? new State(plan) : readCheckpoint(plan, link.start);
  let row = await journal.createRun({ ...newRun('a'), text, inputs, seed });
  if (link.start !== undefined) {
    row = await journal.continueAs(row, undefined, { ...newRun('b'), text, inputs, seed }, link.start, 3);
  }
  const writer = createWriter({
    journal,
    row,
    records: 0,
    timer: () => () => undefined,
    checkpoint: () => writeCheckpoint(state),
    rowNow: () => ({}),
    onError: (error) => {
      throw error;
    },
  });
  for (const [n, record] of link.records.entries()) {
    apply(state, record);
    writer.add(record, link.bodies.get(record));
    if ((n + 1) % size === 0) await writer.flush({ checkpoint: (n + 1) % (3 * size) === 0 });
  }
  await writer.flush();
  return openedEntry(journal, row.id, program);
}
