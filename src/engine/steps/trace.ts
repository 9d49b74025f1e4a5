import { type Frame, status, type Status } from '../frame';
import type { StepTrace } from '../records';
import { elapsed } from './end-step';

const names: Readonly<Partial<Record<Status, StepTrace['status']>>> = {
  [status.skipped]: 'skipped',
  [status.continued]: 'continued',
  [status.replaced]: 'replaced',
  [status.failed]: 'failed',
};

/**
 * How each step of the body went that has ended in this iteration. When all went as in the iteration told before, which
 * at full speed is nearly always so, it is the same object.
 */
export function traceOf(frame: Frame): Readonly<Record<string, StepTrace>> {
  const { told } = frame;
  if (told !== undefined && isToldBy(told.bySlot, frame)) return told.traces;
  const traces: Record<string, StepTrace> = {};
  const bySlot = frame.plan.slots.map(({ id, slot }) => {
    const trace = traceAt(frame, slot);
    if (trace !== undefined) traces[id] = trace;
    return trace;
  });
  frame.told = { traces, bySlot };
  return traces;
}

function traceAt(frame: Frame, slot: number): StepTrace | undefined {
  const how = frame.status[slot] ?? status.none;
  if (how < status.done) return undefined;
  const name = names[how];
  const attempts = frame.attempts[slot] ?? 0;
  return {
    at: elapsed(frame.startedAt, frame.began[slot] ?? 0),
    ms: frame.ms[slot] ?? 0,
    ...(name && { status: name }),
    ...(attempts > 1 && { attempts }),
  };
}

function isToldBy(before: readonly (StepTrace | undefined)[], frame: Frame): boolean {
  for (let slot = 0; slot < before.length; slot++) {
    const trace = before[slot];
    const how = frame.status[slot] ?? status.none;
    if (trace === undefined) {
      if (how >= status.done) return false;
    } else if (
      how < status.done ||
      trace.ms !== frame.ms[slot] ||
      trace.at !== elapsed(frame.startedAt, frame.began[slot] ?? 0) ||
      trace.status !== names[how] ||
      (trace.attempts ?? 1) !== Math.max(1, frame.attempts[slot] ?? 0)
    ) {
      return false;
    }
  }
  return true;
}
