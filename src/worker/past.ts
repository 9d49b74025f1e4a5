import { apply, type Frame, type RunRecord, State, status } from '../engine';
import type { Cursor } from './api';
import type { IterationRecord } from './iteration-record';
import { complete, frameAt, isAfter, type Level, levelsOf, stepIn } from './past-levels';
import type { RunModel } from './run-model';

/** A body as it stood at an instant, out of what is stored. */
export interface Past {
  readonly state: State;
  readonly frame: Frame;
  readonly record: IterationRecord | undefined;
}

/**
 * The body of a cursor at the instant after the cursor's step, or `before` anything of it. Records of pure steps
 * are dropped when their iteration ends, so the state is folded from the last checkpoint before the instant, and
 * what was dropped is taken from the iteration's own record, step by step. Steps of a `parallel` count in document order.
 * Undefined when there was no such instant.
 */
export async function pastOf(
  model: RunModel,
  segments: number,
  cursor: Cursor & { readonly stepId: string },
  before = false,
): Promise<Past | undefined> {
  const { history, plan } = model;
  const step = plan.byId.get(cursor.stepId);
  if (!step) return undefined;
  const levels = levelsOf(model, cursor, step, before);
  for (const level of levels)
    if (level.address !== '') level.record = await history.iteration(level.address, level.number, segments);
  const last = levels.at(-1);
  if (!last) return undefined;
  const ending = last.record && (await history.segmentOf(last.address, last.number, segments));
  const end = ending ?? (await history.stored(segments)) - 1;

  let state = new State(plan);
  let from = 0;
  // Checkpoints later than the instant are of no use; ever larger leaps back cost at most as much again.
  for (let n = ending === undefined ? end : end - 1, leap = 1; n >= 0; leap *= 2) {
    const base = await history.checkpoint(n);
    if (!base) break;
    if (!isBeyond(base.state, levels)) {
      state = base.state;
      from = base.n + 1;
      break;
    }
    n = base.n - leap;
  }

  for (let n = from; n <= end; n++) {
    const records = await history.records(n);
    const going = records.every((record) => record !== last.record && take(state, levels, last, record));
    if (!going) break;
  }
  for (const level of levels) complete(state, level, undefined);
  const frame = frameOf(state, levels);
  const how = frame?.status[step.slot] ?? status.none;
  if (!frame || (before ? how !== status.none : how < status.done)) return undefined;
  return { state, frame, record: last.record };
}

/** Folds a record that belongs before the instant, after what was dropped before it; false: the instant has come. */
function take(state: State, levels: readonly Level[], last: Level, record: RunRecord): boolean {
  if ('address' in record) {
    const step = stepIn(state, last, record.address);
    if (step && isAfter(last, step, record)) return isAmongSiblings(last);
    for (const level of levels) {
      const reached = stepIn(state, level, record.address);
      if (reached) complete(state, level, reached);
    }
  } else if (record.type === 'run-ended') return false;
  apply(state, record);
  return true;
}

/** Whether records that belong before the instant may still follow one that does not. */
function isAmongSiblings({ at }: Level): boolean {
  return (at?.branches.length ?? 0) > 0;
}

function frameOf(state: State, levels: readonly Level[]): Frame | undefined {
  const last = levels.at(-1);
  return last && frameAt(state, last);
}

/** Whether a state stands later than the instant, or might. */
function isBeyond(state: State, levels: readonly Level[]): boolean {
  if (state.ending) return true;
  for (const [n, level] of levels.entries()) {
    const { at, inclusive } = level;
    const frame = frameAt(state, level);
    if (!frame || !at) return false;
    const inner = levels[n + 1];
    // A body further out is in the step in which the instant lies.
    const most = inclusive || inner ? status.done : status.open;
    for (const step of frame.plan.slots) {
      const how = frame.status[step.slot] ?? status.none;
      if (step === at ? how >= most : how !== status.none && step.order > at.order) return true;
    }
    if (inner === undefined) return false;
    const body = frame.inner[at.slot];
    if (body === undefined) return false;
    if (body.kind === 'each') {
      if (body.ended[inner.number]) return true;
    } else if (body.iteration > inner.number || body.ended || body.stop !== undefined) {
      return true;
    }
  }
  return false;
}
