import { type Json, type JsonObject, own } from '../json/json';
import type { EachData, FrameData, OpenData, StateData, StepData } from './checkpoint-data';
import { Each, Frame, type OpenStep, type Scope, scopeOf } from './frame';
import { decodeHidden } from './hidden-json';
import type { FramePlan, Plan, StepPlan } from './plan';
import { State } from './state';

/** The state a checkpoint was written from. Throws when the text is not one of this plan's checkpoints. */
export function readCheckpoint(plan: Plan, text: string): State {
  // Written by writeCheckpoint for the same document; a text that is something else fails below.
  const data = JSON.parse(text) as Omit<StateData, 'version'> & { readonly version: number };
  if (data.version !== 1) throw new Error(`a checkpoint of version ${String(data.version)} cannot be read`);
  const state = new State(plan);
  const show = (value: Json): Json => (plan.hiddenOutputs ? decodeHidden(value) : value);
  const order = (id: string): number => {
    const step = plan.byId.get(id);
    if (!step) throw new Error(`a checkpoint names the step ${id}, which is not in the document`);
    return step.order;
  };

  const fill = (frame: Frame, from: FrameData): void => {
    const {
      iteration,
      startedAt,
      idleBefore = data.idle,
      loopStartedAt,
      ran,
      begun,
      finished,
      link,
      latched,
      ended,
      vars,
      stop,
      stopError,
      left,
    } = from;
    Object.assign(frame, {
      iteration,
      startedAt,
      idleBefore,
      loopStartedAt,
      ran,
      begun,
      finished,
      link,
      latched,
      ended,
      stop,
      stopError,
      left,
    });
    frame.vars = [...vars];
    if (frame.plan.kind === 'loop') frame.prefix = `${frame.address}[${iteration}]/`;
    // These were objects and lists of objects when they were written.
    if (from.history !== undefined) frame.history = show(from.history) as JsonObject;
    // So were these.
    if (from.outputs !== undefined) frame.outputs = [...(show(from.outputs) as readonly JsonObject[])];
    for (const [index, value] of from.overlay ?? []) frame.scope.overlay?.vars.set(index, value);
    if (frame.apart && from.calls) {
      for (const [id, count] of Object.entries(from.calls)) frame.apart.calls.set(order(id), count);
      for (const [id, output] of Object.entries(from.recent ?? {})) frame.apart.recent.set(order(id), output);
    }
    for (const step of frame.plan.slots) {
      const known = own(from.steps, step.id);
      if (known) fillStep(frame, step, known);
    }
  };

  const fillStep = (frame: Frame, step: StepPlan, known: StepData): void => {
    const { slot } = step;
    frame.status[slot] = known.status;
    frame.began[slot] = known.at;
    frame.ms[slot] = known.ms;
    frame.attempts[slot] = known.attempts ?? 0;
    frame.errors[slot] = known.error;
    frame.taken[slot] = known.taken;
    if (known.value !== undefined) frame.values[slot] = show(known.value);
    if (known.count !== undefined) frame.committed[slot] = known.count;
    if (known.latest !== undefined) frame.latest[slot] = show(known.latest);
    // A list when it was written.
    if (known.list !== undefined) frame.lists[slot] = [...(show(known.list) as readonly Json[])];
    if (known.open) frame.open[slot] = opened(frame, step, known.open);
    if (!('inner' in step)) return;
    const around = scopeOf(frame, step);
    const address = frame.prefix + step.id;
    if (known.inner) frame.inner[slot] = inside(step.inner, address, around, known.inner);
    if (known.innerBefore) {
      frame.innerBefore ??= [];
      frame.innerBefore[slot] = inside(step.inner, address, around, known.innerBefore);
    }
  };

  const opened = (frame: Frame, step: StepPlan, { branches, begun, ...open }: OpenData): OpenStep => {
    const { overlay: parent, up } = scopeOf(frame, step);
    const scopes = branches?.map((sets): Scope => ({ frame, overlay: { vars: new Map(sets), parent }, up }));
    return { ...open, ...(scopes && { branches: scopes }), ...(begun && { begun: new Set(begun) }) };
  };

  const inside = (inner: FramePlan, address: string, up: Scope, from: FrameData | EachData): Frame | Each => {
    if ('items' in from) {
      const each = new Each(inner, address, from.items, up);
      from.ended.forEach((item, index) => (each.ended[index] = item ?? undefined));
      each.joined = from.joined;
      const apart = inner.owner?.type === 'foreach' && inner.owner.parallel > 0;
      for (const [index, known] of from.frames) {
        const item = new Frame(inner, address, up, known.startedAt, { each, index, apart });
        each.frames[index] = item;
        fill(item, known);
      }
      return each;
    }
    const frame = new Frame(inner, from.address, up, from.startedAt);
    fill(frame, from);
    return frame;
  };

  const { started, lastAt, idle, records } = data;
  Object.assign(state, { started, lastAt, idle, records });
  Object.assign(state.counts, data.counts);
  state.calls = [...data.calls];
  for (const entry of data.loops) state.loops.set(entry.address, { ...entry, order: order(entry.id) });
  for (const [id, count] of Object.entries(data.callNumbers)) state.callNumbers.set(order(id), count);
  for (const [id, output] of Object.entries(data.recent)) state.recent[order(id)] = output;
  fill(state.root, data.root);
  state.ending = data.ending;
  return state;
}
