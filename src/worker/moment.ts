import { fillFor, type Frame, locateFrame, type State } from '../engine';
import type { IterationRecord } from './history';
import type { RunModel } from './run-model';

/** A body at an instant: the state it stands in, and the record of its end when it has ended. */
export interface Moment {
  readonly state: State;
  readonly frame: Frame;
  readonly record: IterationRecord | undefined;
}

/** The body of an iteration: as it is now when it is under way, else as it was when its steps had ended. */
export async function momentOf(
  model: RunModel,
  live: State,
  segments: number,
  address: string,
  iteration: number,
): Promise<Moment | undefined> {
  if (address === '') return { state: live, frame: live.root, record: undefined };
  const open = locateFrame(live, address, iteration);
  if (open) return { state: live, frame: open, record: undefined };
  const found = await model.history.before(address, iteration, segments);
  if (!found) return undefined;
  const frame = fillFor(found.state, found.record);
  return frame && { state: found.state, frame, record: found.record };
}
