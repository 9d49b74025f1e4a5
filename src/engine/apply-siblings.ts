import type { Located } from './address';
import type { Of } from './apply-steps';
import { latchFrame, write } from './apply-variables';
import { type Each, type Frame, latchIndex, type Scope, scopeOf } from './frame';
import type { State } from './state';

/** All siblings have ended: what they set and counted becomes visible, in document (item) order. */
export function join(state: State, { left, error, owner }: Of<'joined'>, { frame, step }: Located): void {
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
