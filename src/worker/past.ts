import { fill, type Frame, itemFrame, type RunRecord, type State, status, type StepPlan } from '../engine';
import type { Cursor } from './api';
import type { HistoryEngine } from './history';
import type { IterationRecord } from './iteration-record';
import type { RunModel } from './run-model';

/** A body on the way to an instant, and what of it had happened then. */
interface Level {
  /** Of the loop or foreach; empty for the document. */
  readonly address: string;
  readonly number: number;
  /** What the addresses of its steps begin with. */
  readonly prefix: string;
  /** The step in which, or after which, the instant lies; undefined: all have ended. */
  readonly at: StepPlan | undefined;
  /** Whether `at` itself has ended. */
  readonly inclusive: boolean;
  /** The end of the body, when it has been recorded: it tells what its dropped records told. */
  record: IterationRecord | undefined;
}

/** A body as it stood just after one of its steps, out of what is stored. */
export interface Past {
  readonly state: State;
  readonly frame: Frame;
  readonly record: IterationRecord | undefined;
}

/**
 * The body of a cursor at the instant after the cursor's step. Records of pure steps are dropped when their
 * iteration ends, so the state is folded from the last checkpoint before the instant, and what was dropped
 * is taken from the iteration's own record, step by step. Steps of a `parallel` count in document order.
 * Undefined when there was no such instant.
 */
export async function pastOf(
  model: RunModel,
  segments: number,
  cursor: Cursor & { readonly stepId: string },
): Promise<Past | undefined> {
  const { history, plan } = model;
  const step = plan.byId.get(cursor.stepId);
  if (!step) return undefined;
  const levels = levelsOf(model, cursor, step);
  for (const level of levels)
    if (level.address !== '') level.record = await history.iteration(level.address, level.number, segments);
  const last = levels.at(-1);
  if (!last) return undefined;
  const ending = last.record && (await history.segmentOf(last.address, last.number, segments));
  const end = ending ?? (await history.stored(segments)) - 1;

  const { State, apply } = history.engine;
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
    const going = records.every(
      (record) => record !== last.record && take(apply, state, levels, last, record),
    );
    if (!going) break;
  }
  for (const level of levels) complete(state, level, undefined);
  const frame = frameOf(state, levels);
  if (!frame || (frame.status[step.slot] ?? status.none) < status.done) return undefined;
  return { state, frame, record: last.record };
}

/** Folds a record that belongs before the instant, after what was dropped before it; false: the instant has come. */
function take(
  apply: HistoryEngine['apply'],
  state: State,
  levels: readonly Level[],
  last: Level,
  record: RunRecord,
): boolean {
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

/** The step of a level's body that an address lies in, the step itself included. */
function stepIn({ plan }: State, { prefix }: Level, address: string): StepPlan | undefined {
  if (!address.startsWith(prefix)) return undefined;
  const id = /^[^/[{]+/.exec(address.slice(prefix.length))?.[0];
  return id === undefined ? undefined : plan.byId.get(id);
}

/** Whether a record about `step` of the body tells of something later than the instant. */
function isAfter({ at }: Level, step: StepPlan, record: RunRecord): boolean {
  if (at === undefined || step === at) return false;
  if (isAround(step, at)) return record.type !== 'entered' && record.type !== 'begun';
  return step.order > at.order;
}

/** Whether `outer` is a step around `inner`. */
function isAround(outer: StepPlan, inner: StepPlan): boolean {
  for (let node = inner.node.parent; node; node = node.parent) if (node === outer.node) return true;
  return false;
}

/** Whether records that belong before the instant may still follow one that does not. */
function isAmongSiblings({ at }: Level): boolean {
  return (at?.branches.length ?? 0) > 0;
}

/** Takes over what was dropped of a body: up to the step that comes next, or up to the instant. */
function complete(state: State, level: Level, next: StepPlan | undefined): void {
  const { record, at, inclusive } = level;
  const frame = record && frameAt(state, level);
  if (!frame) return;
  fill(state, frame, record, (step) => {
    if (next) return step.order < next.order && !isAround(step, next);
    if (at === undefined) return true;
    return step === at ? inclusive : step.order < at.order && !isAround(step, at);
  });
}

function levelsOf({ plan }: RunModel, cursor: Cursor, step: StepPlan): Level[] {
  const levels: Level[] = [];
  let prefix = '';
  let address = '';
  let number = 0;
  const parts = cursor.address === '' ? [] : cursor.address.split('/');
  for (const [n, part] of parts.entries()) {
    const id = /^[^[{]+/.exec(part)?.[0] ?? '';
    levels.push({
      ...{ address, number, prefix, record: undefined },
      at: plan.byId.get(id),
      inclusive: false,
    });
    address = prefix + id;
    number = n < parts.length - 1 ? Number(part.slice(id.length + 1, -1)) : cursor.iteration;
    const item = plan.byId.get(id)?.type === 'foreach';
    prefix = `${address}${item ? `{${number}}` : `[${number}]`}/`;
  }
  levels.push({ address, number, prefix, at: step, inclusive: true, record: undefined });
  return levels;
}

/** The frame of a level, when the state stands in its iteration. */
function frameAt(state: State, { address, number }: Level): Frame | undefined {
  if (address === '') return state.root;
  const path = address.split('/');
  let frame: Frame | undefined = state.root;
  for (const [n, part] of path.entries()) {
    const id = /^[^[{]+/.exec(part)?.[0] ?? '';
    const index = n < path.length - 1 ? Number(part.slice(id.length + 1, -1)) : number;
    const slot: number | undefined = frame.plan.slots.find((step) => step.id === id)?.slot;
    const inner: Frame['inner'][number] = slot === undefined ? undefined : frame.inner[slot];
    const next: Frame | undefined =
      inner?.kind !== 'each'
        ? inner
        : inner.ended[index]
          ? undefined
          : itemFrame(state, inner, index, state.lastAt);
    if (next?.iteration !== index) return undefined;
    frame = next;
  }
  return frame;
}

function frameOf(state: State, levels: readonly Level[]): Frame | undefined {
  const last = levels.at(-1);
  return last && frameAt(state, last);
}

/** Whether a state stands later than the instant, or might. */
function isBeyond(state: State, levels: readonly Level[]): boolean {
  if (state.ending) return true;
  for (const [n, level] of levels.entries()) {
    const { at } = level;
    const frame = frameAt(state, level);
    if (!frame || !at) return false;
    const inner = levels[n + 1];
    for (const step of frame.plan.slots) {
      const how = frame.status[step.slot] ?? status.none;
      if (step === at ? how >= status.done : how !== status.none && step.order > at.order) return true;
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
