import { apply, type Plan, readCheckpoint, type RunRecord, State } from '../engine';
import { type Journal, JournalError, recordsOf, type Segment } from '../journal/journal';

/** What can be told of a run: the state after its first `segments` segments. */
export interface Salvaged {
  readonly state: State;
  readonly segments: number;
}

/**
 * Reads as much as can be read of a journal with a damaged part: from the last checkpoint that can, up to the next
 * segment that cannot. What lies before that checkpoint is not needed to go on. Rejects with a JournalError when
 * nothing is left of a run that began with the state of another one.
 */
export async function salvage(
  journal: Pick<Journal, 'segment'>,
  runId: string,
  plan: Plan,
  segments: number,
  tookOver: boolean,
): Promise<Salvaged> {
  const piece = async (n: number): Promise<Segment | undefined> =>
    journal.segment(runId, n).catch((error: unknown) => {
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
  return { state, segments: next };
}

/** Whether a part of a journal is gone for good: a disk that is full or fails for a moment has lost nothing. */
export function isDamage(error: unknown): error is JournalError {
  return error instanceof JournalError && (error.kind === 'corrupt' || error.kind === 'missing');
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
