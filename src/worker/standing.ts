import { apply, type Plan, State } from '../engine';
import { readCheckpoint } from '../engine/read-checkpoint';
import type { Journal, JournalError, RunRow, Tail } from '../journal/journal';
import { recordsOf } from '../journal/records-of';
import { isDamage } from './damage';
import type { Entry } from './entry';

/** Where a stored run goes on: its state after the segments that `row` counts. */
export interface Standing {
  readonly row: RunRow;
  readonly state: State;
  /** Records in those segments. */
  readonly stored: number;
  /** What is gone, when the journal does not hold all that was written. */
  readonly damage?: JournalError;
}

/** Reads as much as can be read of a run whose journal is damaged. */
export type Salvage = (journal: Journal, row: RunRow, plan: Plan) => Promise<Standing>;

/** The last segments of a run; without them when a part of the journal is gone. Undefined: it is not stored. */
export async function readTail(
  journal: Journal,
  runId: string,
): Promise<Tail | Pick<Tail, 'row'> | undefined> {
  try {
    return await journal.tail(runId);
  } catch (error) {
    if (!isDamage(error)) throw error;
    const row = await journal.getRun(runId);
    return row && { row };
  }
}

/** Where a run stands, from its last segments alone, or from whatever can be read when those cannot. */
export async function standingOf(
  journal: Journal,
  { model }: Pick<Entry, 'model'>,
  tail: Tail | Pick<Tail, 'row'>,
  salvage: Salvage,
): Promise<Standing> {
  try {
    if ('segments' in tail) return { ...tail, ...stateAfter(model.plan, tail.segments) };
  } catch {
    // Whatever is wrong with them: earlier ones may still tell it.
  }
  return salvage(journal, tail.row, model.plan);
}

function stateAfter(plan: Plan, segments: Tail['segments']): Pick<Standing, 'state' | 'stored'> {
  const [first] = segments;
  const begin = first?.checkpoint;
  const state = begin === undefined ? new State(plan) : readCheckpoint(plan, begin);
  for (const segment of begin === undefined ? segments : segments.slice(1)) {
    for (const record of recordsOf(segment)) apply(state, record);
  }
  const last = segments.at(-1);
  return { state, stored: last ? last.first + last.count : 0 };
}
