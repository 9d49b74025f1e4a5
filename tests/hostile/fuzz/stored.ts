import { JournalError } from '../../../src/journal/journal';
import { MemoryJournal } from '../../../src/journal/memory';
import { Segmenter } from '../../../src/journal/segmenter';
import { apply, State, writeCheckpoint } from '../../../src/engine';
import type { Entry } from '../../../src/worker/entry';
import { momentOf } from '../../../src/worker/moment';
import { recordsFrom } from '../../../src/worker/read-records';
import { rowsOf } from '../../../src/worker/read-rows';
import { cellDetail, scopeView } from '../../../src/worker/run-views';
import { readProgram } from '../../../src/workflow/read-program';
import { planFor, type RunResult } from '../../engine/harness';
import { newRun } from '../../journal/build';
import { openedEntry } from '../../worker/opened';
import { type Spoilt, spoiltJournal } from './rows';

/** A stored run, opened from rows that were spoilt; nothing when it is refused as unreadable. */
export async function spoiltEntry(
  text: string,
  { records, bodies }: Pick<RunResult, 'records' | 'bodies'>,
  spoilt: readonly Spoilt[],
): Promise<Entry | undefined> {
  const program = readProgram(text);
  if (!program) throw new Error('not a workflow');
  const { workflow } = program;
  const journal = new MemoryJournal();
  const row = await journal.createRun(
    newRun('run', { text, seed: workflow.seed ?? 0, inputs: workflow.inputs ?? {} }),
  );
  const state = new State(planFor(text));
  const segmenter = new Segmenter({ row, checkpoint: () => writeCheckpoint(state), rowNow: () => ({}) });
  const store = async (): Promise<void> => {
    const { row: next, segment } = segmenter.cut(false);
    await journal.commit(next, segment);
  };
  for (const [i, record] of records.entries()) {
    apply(state, record);
    segmenter.add(record, bodies.get(record));
    if (i % 20 === 19) await store();
  }
  await store();
  return refused(spoilt, () => openedEntry(spoiltJournal(journal, spoilt), 'run', program));
}

/**
 * What is asked for, or nothing when the journal refuses it. Other failures go on, except where a state was
 * changed into another one that can be read: then any error will do, as the page tells it the same way.
 */
async function refused<T>(spoilt: readonly Spoilt[], ask: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof JournalError) return undefined;
    if (error instanceof Error && spoilt.some(({ what }) => what === 'checkpoint')) return undefined;
    throw error;
  }
}

/** Asks for all that the page may ask of a stored run. */
export async function lookAtEverything(entry: Entry, spoilt: readonly Spoilt[]): Promise<void> {
  await refused(spoilt, () => JSON.stringify(entry.snapshot()));
  await refused(spoilt, () => recordsFrom(entry, 0, 1000));
  const rows = await refused(spoilt, () => rowsOf(entry, { from: 0, count: 30 }));
  for (const { address, iteration } of rows?.rows ?? []) {
    const moment = await refused(spoilt, () => momentOf(entry, { address, iteration }));
    if (!moment) continue;
    await refused(spoilt, () => JSON.stringify(scopeView({ address, iteration }, moment)));
    for (const step of moment.frame.plan.slots) {
      const cursor = { address, iteration, stepId: step.id };
      await refused(spoilt, () => cellDetail(entry.model, entry.segments, cursor, moment));
    }
  }
}
