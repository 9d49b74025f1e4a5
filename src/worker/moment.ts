import { type Frame, locateFrame, type State, status } from '../engine';
import { fillFor } from '../engine/fill-for';
import type { Cursor } from './api';
import type { Entry } from './entry';
import type { IterationRecord } from './iteration-record';
import { pastOf } from './past';

/** A body at an instant: the state it stands in, and the record of its end when it has ended. */
export interface Moment {
  readonly state: State;
  readonly frame: Frame;
  readonly record: IterationRecord | undefined;
}

/**
 * The body of a cursor: just after the cursor's step when that has ended, else as it is now when it is under
 * way, or as it was when its steps had ended; with everything recorded of it stored.
 */
export async function momentOf(
  entry: Entry,
  { address, iteration, stepId }: Cursor,
): Promise<Moment | undefined> {
  await entry.live?.flush();
  const { model, state: live, segments } = entry;
  const open = address === '' ? live.root : locateFrame(live, address, iteration);
  const step = stepId === undefined ? undefined : model.plan.byId.get(stepId);
  const over = open === undefined || (step && (open.status[step.slot] ?? status.none) >= status.done);
  const past = step && over && (await pastOf(model, segments, { address, iteration, stepId: step.id }));
  if (past) return past;
  if (open) return { state: live, frame: open, record: undefined };
  const found = await model.history.before(address, iteration, segments);
  if (!found) return undefined;
  const frame = fillFor(found.state, found.record);
  return frame && { state: found.state, frame, record: found.record };
}
