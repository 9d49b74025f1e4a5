import { isObject, type Json, type JsonObject, own } from '../json/json';
import type { Located } from './address';
import { applySets } from './apply-variables';
import { endOf, ended, type Of, ranAt, setVariables, statusNames } from './apply-steps';
import { counts, type Each, Frame, scopeOf, status } from './frame';
import { withOutputs } from './loop-result';
import type { StepPlan } from './plan';
import { mostSummaries, type State } from './state';

/** A loop was entered. */
export function startLoop(state: State, record: Of<'loop-started'>, { frame, step }: Located): void {
  if (step.type !== 'loop') return;
  const loop = new Frame(step.inner, record.address, scopeOf(frame, step), record.at);
  loop.ran = ranAt(state, record.at);
  loop.idleBefore = state.idle;
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
 * Takes over the steps whose own records were not kept, in document order: all of them, or the `wanted` ones.
 * What a `set` among them wrote is written again.
 */
export function fill(
  state: State,
  frame: Frame,
  record: Of<'iteration'> | Of<'item'>,
  wanted?: (step: StepPlan) => boolean,
): void {
  for (const step of frame.plan.slots) {
    if ((frame.status[step.slot] ?? status.none) >= status.done) continue;
    if (wanted && !wanted(step)) continue;
    const trace = own(record.steps, step.id);
    if (trace === undefined) continue;
    const output = own(record.outputs, step.id);
    if (wanted && step.type === 'set' && trace.status === undefined && isObject(output)) {
      applySets(scopeOf(frame, step), step, output);
    }
    const inner = frame.inner[step.slot];
    const hidden = inner?.kind === 'frame' && inner.plan.keepsOutputs && trace.status === undefined;
    const value = output !== undefined && hidden ? withOutputs(output, inner.outputs) : output;
    const leaves = step.type === 'exit' || step.type === 'next';
    const how = trace.status
      ? statusNames[trace.status]
      : leaves && isTaken(output)
        ? status.taken
        : status.done;
    ended(state, frame, step, how, value, record.at + trace.at, trace.ms);
  }
}

function isTaken(output: Json | undefined): boolean {
  return typeof output === 'object' && output !== null && 'taken' in output && output.taken === true;
}

/** Keeps what is looked up of the body, and gives its outputs: the record's own, unless loops inside keep lists. */
function commit(frame: Frame, recorded: JsonObject): JsonObject {
  for (const slot of frame.plan.counted) {
    if (counts(frame.status[slot] ?? status.none)) frame.latest[slot] = frame.values[slot];
  }
  return frame.plan.hidesLists ? frame.outputsNow() : recorded;
}

/** An iteration has ended; the next one, if any, stands ready. */
export function endIteration(state: State, record: Of<'iteration'>, { frame: outer, step }: Located): void {
  const frame = outer.inner[step.slot];
  if (frame?.kind !== 'frame') return;
  fill(state, frame, record);
  if (record.vars) setVariables(frame, record.vars);
  const outputs = commit(frame, record.outputs);
  frame.history = outputs;
  if (frame.plan.keepsOutputs) frame.outputs.push(outputs);
  frame.finished = record.iteration + 1;
  frame.begun = false;
  state.counts.iterations++;
  const entry = state.loops.get(record.address);
  if (entry) entry.iterations = frame.finished;
  if (record.stop === undefined || record.stop === 'next') {
    frame.nextIteration(record.iteration + 1, endOf(record.at, record.ms, record.idle));
    frame.idleBefore = state.idle;
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
  frame.idleBefore = state.idle;
  each.frames[index] = frame;
  return frame;
}

/** The frame of an item, made when it begins. */
export function itemFrame(state: State, each: Each, index: number, at: number): Frame {
  return each.frames[index] ?? openItem(state, each, index, at);
}

/** An item has ended. */
export function endItem(state: State, record: Of<'item'>, { frame: outer, step }: Located): void {
  const each = outer.inner[step.slot];
  if (each?.kind !== 'each') return;
  const frame = itemFrame(state, each, record.index, record.at);
  fill(state, frame, record);
  const outputs = commit(frame, record.outputs);
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

/** A loop has ended, by itself or left or failed. */
export function endLoop(state: State, record: Of<'loop-ended'>, { frame: outer, step }: Located): void {
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
