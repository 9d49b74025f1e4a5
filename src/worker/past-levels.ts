import {
  fill,
  type Frame,
  itemFrame,
  type Plan,
  type RunRecord,
  type State,
  type StepPlan,
  stepIdOf,
} from '../engine';
import type { Cursor } from './api';
import type { IterationRecord } from './iteration-record';
import type { RunModel } from './run-model';

/** A body on the way to an instant, and what of it had happened then. */
export interface Level {
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

/** The step of a level's body that an address lies in, the step itself included. */
export function stepIn({ plan }: State, { prefix }: Level, address: string): StepPlan | undefined {
  if (!address.startsWith(prefix)) return undefined;
  const id = /^[^/[{]+/.exec(address.slice(prefix.length))?.[0];
  return id === undefined ? undefined : plan.byId.get(id);
}

/** Whether a record about `step` of the body tells of something later than the instant. */
export function isAfter({ at, inclusive }: Level, step: StepPlan, record: RunRecord): boolean {
  if (at === undefined) return false;
  if (step === at) return !inclusive;
  if (isAround(step, at)) return record.type !== 'entered' && record.type !== 'begun';
  return step.order > at.order;
}

/** Whether `outer` is a step around `inner`. */
export function isAround(outer: StepPlan, inner: StepPlan): boolean {
  for (let node = inner.node.parent; node; node = node.parent) if (node === outer.node) return true;
  return false;
}

/** Takes over what was dropped of a body: up to the step that comes next, or up to the instant. */
export function complete(state: State, level: Level, next: StepPlan | undefined): void {
  const { record, at, inclusive } = level;
  const frame = record && frameAt(state, level);
  if (!frame) return;
  fill(state, frame, record, (step) => {
    if (next) return step.order < next.order && !isAround(step, next);
    if (at === undefined) return true;
    return step === at ? inclusive : step.order < at.order && !isAround(step, at);
  });
}

/** The bodies around a loop or foreach, outermost first; the instant lies in the step that leads further in. */
export function levelsAround(plan: Plan, loop: string): Level[] {
  const levels: Level[] = [];
  let [address, prefix, number] = ['', '', 0];
  for (const part of loop === '' ? [] : loop.split('/')) {
    const id = /^[^[{]+/.exec(part)?.[0] ?? '';
    levels.push({ address, number, prefix, at: plan.byId.get(id), inclusive: false, record: undefined });
    address = prefix + id;
    number = Number(part.slice(id.length + 1, -1));
    prefix += `${part}/`;
  }
  return levels;
}

/** The bodies on the way to the instant after a step of a cursor's body, or `before` it; outermost first. */
export function levelsOf({ plan }: RunModel, cursor: Cursor, step: StepPlan, before: boolean): Level[] {
  const { address, iteration } = cursor;
  const isItem = plan.byId.get(stepIdOf(address))?.type === 'foreach';
  const own: Level =
    address === ''
      ? { address, number: 0, prefix: '', at: step, inclusive: !before, record: undefined }
      : {
          ...{ address, number: iteration, at: step, inclusive: !before, record: undefined },
          prefix: `${address}${isItem ? `{${iteration}}` : `[${iteration}]`}/`,
        };
  return [...levelsAround(plan, address), own];
}

/** The frame of a level, when the state stands in its iteration. */
export function frameAt(state: State, { address, number }: Level): Frame | undefined {
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
