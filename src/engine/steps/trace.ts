import { type Frame, status, type Status } from '../frame';
import type { StepTrace } from '../records';
import { elapsed } from './end-step';

const names: Readonly<Partial<Record<Status, StepTrace['status']>>> = {
  [status.skipped]: 'skipped',
  [status.continued]: 'continued',
  [status.replaced]: 'replaced',
  [status.failed]: 'failed',
};

/** How each step of the body went that has ended in this iteration. */
export function traceOf(frame: Frame): Record<string, StepTrace> {
  const traces: Record<string, StepTrace> = {};
  for (const { id, slot } of frame.plan.slots) {
    const how = frame.status[slot] ?? status.none;
    if (how < status.done) continue;
    const name = names[how];
    const attempts = frame.attempts[slot] ?? 0;
    const at = elapsed(frame.startedAt, frame.began[slot] ?? 0);
    const ms = frame.ms[slot] ?? 0;
    // Almost always there is no more to tell, and a spread is slow.
    traces[id] =
      name === undefined && attempts <= 1
        ? { at, ms }
        : { at, ms, ...(name && { status: name }), ...(attempts > 1 && { attempts }) };
  }
  return traces;
}
