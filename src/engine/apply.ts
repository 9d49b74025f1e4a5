import type { Json, JsonObject } from '../json/json';
import { type Located, locate } from './address';
import {
  counts,
  Each,
  Frame,
  latchIndex,
  type OpenStep,
  type Scope,
  scopeOf,
  status,
  type Status,
} from './frame';
import { withOutputs } from './loop-result';
import type { FramePlan, StepPlan } from './plan';
import type { RunRecord } from './records';
import { mostSummaries, type State } from './state';

type Of<T extends RunRecord['type']> = Extract<RunRecord, { type: T }>;

/** What a step trace's status says, and back. */
const statusNames = {
  skipped: status.skipped,
  continued: status.continued,
  replaced: status.replaced,
  failed: status.failed,
} as const;

/** Folds one record into the state. Finds the place by the record's address. */
export function apply(state: State, record: RunRecord): void {
  if (!('address' in record)) {
    applyToRun(state, record);
    return;
  }
  const place = locate(state.root, record.address, (each, index) => openItem(state, each, index, record.at));
  // A record whose place is gone was made superfluous by a later one of the same commit.
  if (place) applyAt(state, record, place);
}

/** Folds one record into the state at a place that is known. */
export function applyAt(state: State, record: Extract<RunRecord, { address: string }>, place: Located): void {
  const { frame, step } = place;
  state.records++;
  state.lastAt = Math.max(state.lastAt, 'ms' in record ? endOf(record) : record.at);
  frame.begun = true;
  switch (record.type) {
    case 'entered':
      enter(state, record, place);
      break;
    case 'begun':
      (opened(state, frame, step, record.at).begun ??= new Set()).add(record.index);
      break;
    case 'called':
      called(state, record, place);
      break;
    case 'attempt':
      attempted(state, record, place);
      break;
    case 'step':
      if (record.error) {
        state.counts.failures++;
        frame.errors[step.slot] = record.error;
      }
      ended(
        state,
        frame,
        step,
        record.status ? statusNames[record.status] : status.done,
        stepOutput(frame, step, record),
        record,
      );
      if (step.type === 'loop' || step.type === 'foreach') forget(frame, step);
      break;
    case 'set':
      applySets(scopeOf(frame, step), step, record.values);
      ended(state, frame, step, status.done, record.values, record);
      break;
    case 'failed':
      state.counts.failures++;
      frame.errors[step.slot] = record.error;
      ended(state, frame, step, status.failed, undefined, record);
      break;
    case 'taken':
      frame.taken[step.slot] = { by: record.by, loop: record.loop };
      if (record.by === 'until') latch(scopeOf(frame, step), record.loop);
      else ended(state, frame, step, status.taken, { taken: true }, record);
      break;
    case 'joined':
      join(state, record, place);
      break;
    case 'loop-started':
      startLoop(state, record, place);
      break;
    case 'iteration':
      endIteration(state, record, place);
      break;
    case 'item':
      endItem(state, record, place);
      break;
    case 'loop-ended':
      endLoop(state, record, place);
      break;
  }
}

/** Notes that a loop's `until` was true, in the overlay of the sibling on the way there as with a variable. */
function latch(scope: Scope, loop: string): void {
  let target: Scope | undefined = scope;
  while (target && !(target.frame.plan.kind === 'loop' && target.frame.address === loop)) target = target.up;
  if (target) latchFrame(scope, target.frame.plan);
}

function latchFrame(scope: Scope, plan: FramePlan): void {
  for (let at: Scope | undefined = scope; at; at = at.up) {
    if (at.overlay) {
      at.overlay.vars.set(latchIndex(plan), true);
      return;
    }
    if (at.frame.plan === plan) {
      at.frame.latched = true;
      return;
    }
  }
}

function applyToRun(state: State, record: Exclude<RunRecord, { address: string }>): void {
  state.records++;
  state.lastAt = record.at;
  switch (record.type) {
    case 'run-started':
      state.started = true;
      state.root.startedAt = record.at;
      setVariables(state.root, record.vars);
      break;
    case 'resumed':
      state.idle += record.idle;
      if (record.reload) state.counts.resumes++;
      break;
    case 'run-ended': {
      const { status: how, outputs, error, at } = record;
      state.ending = { status: how, outputs, at, ...(error && { error }) };
      break;
    }
  }
}

/** When what a record tells of ended; in tenths of a millisecond, as adding fractions leaves dust. */
function endOf({ at, ms }: { readonly at: number; readonly ms: number }): number {
  return Math.round((at + ms) * 10) / 10;
}

function setVariables(frame: Frame, values: JsonObject): void {
  frame.vars = frame.plan.vars.map(({ name }) => values[name] ?? null);
}

/** Notes that a step has ended; every way through which that becomes known comes by here once. */
function ended(
  state: State,
  frame: Frame,
  step: StepPlan,
  how: Status,
  output: Json | undefined,
  time: { readonly at: number; readonly ms: number },
): void {
  const { slot } = step;
  frame.status[slot] = how;
  frame.values[slot] = output;
  frame.began[slot] = time.at;
  frame.ms[slot] = time.ms;
  frame.open[slot] = undefined;
  state.counts.steps++;
  if (output === undefined || !step.visible) return;
  state.setRecent(frame, step.order, output);
  if (!counts(how) || !frame.plan.counted.includes(slot)) return;
  frame.committed[slot] = (frame.committed[slot] ?? 0) + 1;
  if (frame.plan.listed.has(slot)) (frame.lists[slot] ??= []).push(output);
}

function stepOutput(frame: Frame, step: StepPlan, record: Of<'step'>): Json {
  const inner = frame.inner[step.slot];
  const plain = record.status !== undefined || inner?.kind !== 'frame' || !inner.plan.keepsOutputs;
  return plain ? record.output : withOutputs(record.output, inner.outputs);
}

/** Drops what an ended loop or foreach leaves behind, unless something looks into it. */
function forget(frame: Frame, step: StepPlan): void {
  const inner = frame.inner[step.slot];
  if (inner && !inner.plan.lookedInto && !inner.plan.keepsOutputs) frame.inner[step.slot] = undefined;
}

/** The running time of the run at an instant: epoch ms less what it stood still. */
function ranAt(state: State, at: number): number {
  return at - state.idle;
}

function opened(state: State, frame: Frame, step: StepPlan, at: number): OpenStep {
  let open = frame.open[step.slot];
  if (open === undefined) {
    open = { at, ran: ranAt(state, at), attempts: 0 };
    frame.open[step.slot] = open;
    if (frame.status[step.slot] === status.none) frame.status[step.slot] = status.open;
  }
  return open;
}

function enter(state: State, record: Of<'entered'>, { frame, step }: Located): void {
  const open = opened(state, frame, step, record.at);
  if (record.branch !== undefined) open.branch = record.branch;
  if (record.request !== undefined) open.request = record.request;
  if (record.wakeAt !== undefined) open.wakeAt = record.wakeAt;
  if (step.type === 'parallel') {
    const { overlay, up } = scopeOf(frame, step);
    open.branches = step.steps.map(() => ({ frame, overlay: { vars: new Map(), parent: overlay }, up }));
  }
  if (step.type === 'foreach' && record.items) {
    frame.inner[step.slot] = new Each(step.inner, record.address, record.items, scopeOf(frame, step));
  }
}

function called(state: State, record: Of<'called'>, { frame, step }: Located): void {
  const open = opened(state, frame, step, record.at);
  open.asked = { attempt: record.attempt, call: record.call };
  delete open.wakeAt;
  if (record.call === undefined) return;
  state.counts.calls++;
  state.setCallsIn(frame.apart, step.order, state.callsIn(frame.apart, step.order) + 1);
  const { address, attempt, prompt } = record;
  state.calls.push({ stepId: step.id, address, attempt, ...(prompt !== undefined && { prompt }) });
  if (state.calls.length >= 2 * mostSummaries) state.calls = state.calls.slice(-mostSummaries);
}

function attempted(state: State, record: Of<'attempt'>, place: Located): void {
  const open = opened(state, place.frame, place.step, record.at);
  if (open.asked?.attempt !== record.attempt) called(state, { ...record, type: 'called' }, place);
  delete open.asked;
  open.attempts = record.attempt;
  place.frame.attempts[place.step.slot] = record.attempt;
  if (record.wakeAt !== undefined) open.wakeAt = record.wakeAt;
  if (record.error) open.error = record.error;
  else open.answer = record.answer ?? null;
}

/** Writes variables where they are declared, or into the overlay of the sibling on the way there. */
function write(scope: Scope, target: FramePlan, slot: number, index: number, value: Json): void {
  for (let at: Scope | undefined = scope; at; at = at.up) {
    if (at.overlay) {
      at.overlay.vars.set(index, value);
      return;
    }
    if (at.frame.plan === target) {
      at.frame.vars[slot] = value;
      return;
    }
  }
}

function applySets(scope: Scope, step: StepPlan, values: JsonObject): void {
  if (step.type !== 'set') return;
  for (const { name, variable, frame } of step.values) {
    write(scope, frame, variable.slot, variable.index, values[name] ?? null);
  }
}

/** All siblings have ended: what they set and counted becomes visible, in document (item) order. */
function join(state: State, { left, error, owner }: Of<'joined'>, { frame, step }: Located): void {
  const around = scopeOf(frame, step);
  const inner = frame.inner[step.slot];
  if (inner?.kind === 'each') {
    joinCalls(state, inner);
    for (const item of inner.frames) if (item) joinItem(state, around, item);
    inner.joined = true;
  }
  const open = frame.open[step.slot];
  for (const branch of open?.branches ?? []) writeAll(state, around, branch);
  if (open)
    open.joined = { ...(left && { left }), ...(error && { error }), ...(owner !== undefined && { owner }) };
}

/** After the items the numbering goes on behind the highest number any of them used. */
function joinCalls(state: State, { frames }: Each): void {
  const next = new Map<number, number>();
  for (const item of frames) {
    const { apart } = item ?? {};
    if (!apart) continue;
    for (const [order, count] of apart.calls) {
      const start = state.callsIn(apart.around, order);
      const last = start + (count - 1) * apart.items + apart.index;
      next.set(order, Math.max(next.get(order) ?? 0, last + 1));
    }
  }
  const around = frames.find((item) => item !== undefined)?.apart?.around;
  for (const [order, count] of next) state.setCallsIn(around, order, count);
}

function joinItem(state: State, around: Scope, item: Frame): void {
  writeAll(state, around, item.scope);
  const { apart } = item;
  if (!apart) return;
  for (const [order, output] of apart.recent) {
    if (apart.around) apart.around.recent.set(order, output);
    else state.recent[order] = output;
  }
  apart.recent.clear();
}

function writeAll(state: State, around: Scope, { overlay }: Scope): void {
  for (const [index, value] of overlay?.vars ?? []) {
    for (const plan of state.plan.frames) {
      if (index === latchIndex(plan)) latchFrame(around, plan);
      const variable = plan.vars.find((known) => known.index === index);
      if (variable) write(around, plan, variable.slot, index, value);
    }
  }
}

function startLoop(state: State, record: Of<'loop-started'>, { frame, step }: Located): void {
  if (step.type !== 'loop') return;
  const loop = new Frame(step.inner, record.address, scopeOf(frame, step), record.at);
  loop.ran = ranAt(state, record.at);
  setVariables(loop, record.vars);
  frame.inner[step.slot] = loop;
  frame.status[step.slot] = status.open;
  if (state.loops.size < mostSummaries) {
    const { address } = record;
    state.loops.set(address, {
      address,
      id: step.id,
      order: step.order,
      iterations: 0,
      stoppedBy: undefined,
    });
  }
}

/**
 * Brings a state that stands just before an iteration's record to the instant of its last check: steps
 * whose own records were not kept are taken over from it. Gives the body, undefined when it is not there.
 */
export function fillFor(state: State, record: Of<'iteration'> | Of<'item'>): Frame | undefined {
  const place = locate(state.root, record.address, (each, index) => openItem(state, each, index, record.at));
  const inner = place?.frame.inner[place.step.slot];
  const frame =
    inner?.kind === 'each' && record.type === 'item'
      ? itemFrame(state, inner, record.index, record.at)
      : inner;
  if (frame?.kind !== 'frame') return undefined;
  fill(state, frame, record);
  if (record.type === 'iteration' && record.vars) setVariables(frame, record.vars);
  return frame;
}

/** Takes over the steps whose own records were not kept. */
function fill(state: State, frame: Frame, record: Of<'iteration'> | Of<'item'>): void {
  for (const step of frame.plan.slots) {
    const trace = record.steps[step.id];
    if (trace === undefined || (frame.status[step.slot] ?? status.none) >= status.done) continue;
    const output = record.outputs[step.id];
    const inner = frame.inner[step.slot];
    const hidden = inner?.kind === 'frame' && inner.plan.keepsOutputs && trace.status === undefined;
    const value = output !== undefined && hidden ? withOutputs(output, inner.outputs) : output;
    const leaves = step.type === 'exit' || step.type === 'next';
    const how = trace.status
      ? statusNames[trace.status]
      : leaves && isTaken(output)
        ? status.taken
        : status.done;
    ended(state, frame, step, how, value, { at: record.at + trace.at, ms: trace.ms });
  }
}

function isTaken(output: Json | undefined): boolean {
  return typeof output === 'object' && output !== null && 'taken' in output && output.taken === true;
}

function commit(frame: Frame): JsonObject {
  for (const slot of frame.plan.counted) {
    if (counts(frame.status[slot] ?? status.none)) frame.latest[slot] = frame.values[slot];
  }
  return frame.outputsNow();
}

function endIteration(state: State, record: Of<'iteration'>, { frame: outer, step }: Located): void {
  const frame = outer.inner[step.slot];
  if (frame?.kind !== 'frame') return;
  fill(state, frame, record);
  if (record.vars) setVariables(frame, record.vars);
  const outputs = commit(frame);
  frame.history = outputs;
  if (frame.plan.keepsOutputs) frame.outputs.push(outputs);
  frame.finished = record.iteration + 1;
  frame.begun = false;
  state.counts.iterations++;
  const entry = state.loops.get(record.address);
  if (entry) entry.iterations = frame.finished;
  if (record.stop === undefined || record.stop === 'next') {
    frame.nextIteration(record.iteration + 1, endOf(record));
  } else {
    frame.stop = record.stop;
    frame.stopError = record.error;
    frame.left = record.left;
  }
}

function openItem(state: State, each: Each, index: number, at: number): Frame {
  const foreach = each.plan.owner;
  const apart = foreach?.type === 'foreach' && foreach.parallel > 0;
  const frame = new Frame(each.plan, each.address, each.up, at, { each, index, apart });
  frame.ran = ranAt(state, at);
  each.frames[index] = frame;
  return frame;
}

/** The frame of an item, made when it begins. */
export function itemFrame(state: State, each: Each, index: number, at: number): Frame {
  return each.frames[index] ?? openItem(state, each, index, at);
}

function endItem(state: State, record: Of<'item'>, { frame: outer, step }: Located): void {
  const each = outer.inner[step.slot];
  if (each?.kind !== 'each') return;
  const frame = itemFrame(state, each, record.index, record.at);
  fill(state, frame, record);
  const outputs = commit(frame);
  const { outcome, error, left } = record;
  each.ended[record.index] = {
    outputs,
    ...(outcome && { outcome }),
    ...(error && { error }),
    ...(left && { left }),
  };
  state.counts.iterations++;
  if (frame.scope.overlay === undefined && !each.plan.lookedInto) each.frames[record.index] = undefined;
}

function endLoop(state: State, record: Of<'loop-ended'>, { frame: outer, step }: Located): void {
  const entry = state.loops.get(record.address);
  if (entry) {
    entry.stoppedBy = record.stoppedBy;
    entry.iterations = record.iterations;
  }
  const frame = outer.inner[step.slot];
  if (frame?.kind !== 'frame') return;
  frame.ended = true;
  frame.stop = record.stoppedBy;
  frame.stopError = record.error;
  if (!frame.begun && frame.innerBefore && frame.finished === frame.iteration)
    frame.inner = frame.innerBefore;
  frame.innerBefore = undefined;
}
