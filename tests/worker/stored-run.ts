import { apply, State, writeCheckpoint } from '../../src/engine';
import { MemoryJournal } from '../../src/journal/memory';
import { Segmenter } from '../../src/journal/segmenter';
import type { Entry } from '../../src/worker/entry';
import { readProgram } from '../../src/workflow/read-program';
import { planFor, type RunResult } from '../engine/harness';
import { newRun } from '../journal/build';
import { openedEntry } from './opened';

/** A run as the journal keeps it, cut into segments after the numbers of records given in turn, and opened again. */
export async function storedRun(
  text: string,
  { records, bodies }: Pick<RunResult, 'records' | 'bodies'>,
  sizes: readonly number[],
): Promise<Entry> {
  const program = readProgram(text);
  if (!program) throw new Error('not a workflow');
  const { workflow } = program;
  const journal = new MemoryJournal();
  const row = await journal.createRun(
    newRun('run', { text, seed: workflow.seed ?? 0, inputs: workflow.inputs ?? {} }),
  );
  const state = new State(planFor(text));
  const segmenter = new Segmenter({ row, checkpoint: () => writeCheckpoint(state), rowNow: () => ({}) });
  let left = sizes[0] ?? Infinity;
  let turn = 0;
  for (const record of records) {
    apply(state, record);
    segmenter.add(record, bodies.get(record));
    if (--left > 0) continue;
    const { row: next, segment } = segmenter.cut(false);
    if (segment) await journal.commit(next, segment);
    left = sizes[++turn % sizes.length] ?? Infinity;
  }
  const status = state.ending?.status ?? 'paused';
  const { row: last, segment } = segmenter.cut(false);
  await journal.commit({ ...last, status }, segment);
  return openedEntry(journal, 'run', program);
}
