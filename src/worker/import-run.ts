import { apply, planOf, State, writeCheckpoint } from '../engine';
import { readCheckpoint } from '../engine/read-checkpoint';
import { CheckpointPace } from '../journal/checkpoint-pace';
import type { Segment } from '../journal/journal';
import { recordsOf } from '../journal/records-of';
import type { RunFile } from '../journal/run-file';
import type { NewRun } from '../journal/rows';
import type { Program } from '../workflow/program';
import { newRunId } from './new-run';
import { isOver } from './over';

/** A file in which nothing was wrong. */
type SoundFile = Exclude<RunFile, { readonly problem: string }>;

/** A run in a file, made ready to be stored; its states are made anew from its records. `program` is of its document. */
export function importedRun(
  read: SoundFile,
  program: Program,
  owner: string | undefined,
): { readonly run: NewRun; readonly segments: readonly Segment[] } | { readonly problem: string } {
  const id = newRunId();
  const run: NewRun = { ...read.run, id, chain: id, imported: true, ...(owner !== undefined && { owner }) };
  try {
    const plan = planOf(program, run.inputs, run.seed);
    const [begin] = read.segments;
    const from = begin?.count === 0 ? begin.checkpoint : undefined;
    const state = from === undefined ? new State(plan) : readCheckpoint(plan, from);
    const pace = new CheckpointPace();
    const segments = read.segments.map((segment, n) => {
      for (const record of recordsOf(segment)) apply(state, record);
      const due = pace.add(segment.records.length);
      if (!due && n < read.segments.length - 1) return segment;
      const checkpoint = writeCheckpoint(state);
      pace.written(checkpoint.length);
      return { ...segment, checkpoint };
    });
    const over = state.ending !== undefined;
    if (over !== isOver(run))
      return { problem: `The file says ${run.status}, and its records say ${over ? 'ended' : 'not ended'}.` };
    return { run: { ...run, counts: { ...state.counts } }, segments };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { problem: `The records in the file do not fit its document: ${why}.` };
  }
}
