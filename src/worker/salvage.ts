import { apply, type Plan, type RunRecord, State } from '../engine';
import { readCheckpoint } from '../engine/read-checkpoint';
import { type Journal, JournalError, type RunRow, type Segment } from '../journal/journal';
import { recordsOf } from '../journal/records-of';
import { soundEntries } from '../journal/rows';
import { isOver } from './over';
import { isDamage } from './damage';
import type { Standing } from './standing';

/**
 * Reads as much as can be read of a journal with a damaged part: from the last checkpoint that can, up to the next
 * segment that cannot. What lies before that checkpoint is not needed to go on. Rejects with a JournalError when
 * nothing is left of a run that began with the state of another one.
 */
export async function salvage(
  journal: Pick<Journal, 'segment' | 'directory'>,
  row: RunRow,
  plan: Plan,
): Promise<Standing> {
  const entries = soundEntries(await journal.directory(row.id));
  const segments = entries.length;
  const tookOver = row.continuedFrom !== undefined || row.forkOf !== undefined;
  const piece = async (n: number): Promise<Segment | undefined> =>
    journal.segment(row.id, n).catch((error: unknown) => {
      if (isDamage(error)) return undefined;
      throw error;
    });
  let next = segments;
  let state: State | undefined;
  while (next > 0 && state === undefined) {
    state = stateIn(plan, (await piece(next - 1))?.checkpoint);
    if (state === undefined) next -= 1;
  }
  if (state === undefined && tookOver) {
    throw new JournalError('corrupt', 'The state that this run began with cannot be read.');
  }
  state ??= new State(plan);
  for (; next < segments; next += 1) {
    const records = recordsIn(await piece(next));
    if (records === undefined) break;
    for (const record of records) apply(state, record);
  }
  const last = entries[next - 1];
  const stored = last ? last.first + last.count : 0;
  const damage = next < row.segments ? damageOf(row, stored) : undefined;
  // What comes next is stored where the readable part ends.
  return { row: { ...row, segments: next }, state, stored, ...(damage && { damage }) };
}

function damageOf(row: RunRow, stored: number): JournalError {
  const kept =
    stored === 0
      ? 'nothing of it is left'
      : `its first ${stored} records are kept, what came after them is gone`;
  const next = isOver(row) ? '' : ' Resume goes on from there and sends later calls again.';
  return new JournalError('corrupt', `The journal of run ${row.number} is damaged: ${kept}.${next}`);
}

/** The state in a checkpoint's text; undefined when there is none, or it cannot be read. */
export function stateIn(plan: Plan, checkpoint: string | undefined): State | undefined {
  if (checkpoint === undefined) return undefined;
  try {
    return readCheckpoint(plan, checkpoint);
  } catch {
    // Whatever is wrong with it: an earlier one and the records since say the same.
    return undefined;
  }
}

function recordsIn(segment: Segment | undefined): readonly RunRecord[] | undefined {
  try {
    return segment && recordsOf(segment);
  } catch {
    return undefined;
  }
}
