import type { Json, JsonObject } from '../json/json';
import type { Located } from './address';
import { counts, Each, type Frame, type OpenStep, scopeOf, status, type Status } from './frame';
import { withOutputs } from './loop-result';
import type { StepPlan } from './plan';
import type { RunRecord } from './records';
import { mostSummaries, type State } from './state';

/** Records of one type. */
export type Of<T extends RunRecord['type']> = Extract<RunRecord, { type: T }>;

/** What a step trace's status says, and back. */
export const statusNames = {
  skipped: status.skipped,
  continued: status.continued,
  replaced: status.replaced,
  failed: status.failed,
} as const;

/** When what a record tells of ended; in tenths of a millisecond, as adding fractions leaves dust. */
export function endOf(at: number, ms: number, idle = 0): number {
  return Math.round((at + ms + idle) * 10) / 10;
}

/** Takes over the variables of a frame, by name. */
export function setVariables(frame: Frame, values: JsonObject): void {
  const { vars } = frame.plan;
  // While a run is carried out they are mostly there already.
  if (vars.length === frame.vars.length && vars.every(({ name, slot }) => frame.vars[slot] === values[name]))
    return;
  frame.vars = vars.map(({ name }) => values[name] ?? null);
}

/** Notes that a step has ended; every way through which that becomes known comes by here once. */
export function ended(
  state: State,
  frame: Frame,
  step: StepPlan,
  how: Status,
  output: Json | undefined,
  at: number,
  ms: number,
): void {
  const { slot } = step;
  frame.status[slot] = how;
  frame.values[slot] = output;
  frame.began[slot] = at;
  frame.ms[slot] = ms;
  frame.open[slot] = undefined;
  state.counts.steps++;
  if (output === undefined || !step.visible) return;
  state.setRecent(frame, step.order, output);
  if (!counts(how) || !frame.plan.counted.includes(slot)) return;
  frame.committed[slot] = (frame.committed[slot] ?? 0) + 1;
  if (frame.plan.listed.has(slot)) (frame.lists[slot] ??= []).push(output);
}

/** The output of a step as the state keeps it: a loop's with its hidden list. */
export function stepOutput(frame: Frame, step: StepPlan, record: Of<'step'>): Json {
  const inner = frame.inner[step.slot];
  const plain = record.status !== undefined || inner?.kind !== 'frame' || !inner.plan.keepsOutputs;
  return plain ? record.output : withOutputs(record.output, inner.outputs);
}

/** Drops what an ended loop or foreach leaves behind, unless something looks into it. */
export function forget(frame: Frame, step: StepPlan): void {
  const inner = frame.inner[step.slot];
  if (inner && !inner.plan.lookedInto && !inner.plan.keepsOutputs) frame.inner[step.slot] = undefined;
}

/** The running time of the run at an instant: epoch ms less what it stood still. */
export function ranAt(state: State, at: number): number {
  return at - state.idle;
}

/** What is known of a step under way, begun here when nothing is. */
export function opened(state: State, frame: Frame, step: StepPlan, at: number): OpenStep {
  let open = frame.open[step.slot];
  if (open === undefined) {
    open = { at, ran: ranAt(state, at), attempts: 0 };
    frame.open[step.slot] = open;
    if (frame.status[step.slot] === status.none) frame.status[step.slot] = status.open;
  }
  return open;
}

/** What was decided at the entry of a step. */
export function enter(state: State, record: Of<'entered'>, { frame, step }: Located): void {
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

/** An attempt was asked for. */
export function called(state: State, record: Of<'called'>, { frame, step }: Located): void {
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

/** An attempt has ended. */
export function attempted(state: State, record: Of<'attempt'>, place: Located): void {
  const open = opened(state, place.frame, place.step, record.at);
  if (open.asked?.attempt !== record.attempt) called(state, { ...record, type: 'called' }, place);
  delete open.asked;
  open.attempts = record.attempt;
  place.frame.attempts[place.step.slot] = record.attempt;
  if (record.wakeAt !== undefined) open.wakeAt = record.wakeAt;
  if (record.error) open.error = record.error;
  else open.answer = record.answer ?? null;
}
