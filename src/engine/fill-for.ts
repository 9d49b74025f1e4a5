import { locate } from './address';
import { fill, itemFrame } from './apply-loops';
import { type Of, setVariables } from './apply-steps';
import type { Frame } from './frame';
import type { State } from './state';

/**
 * Brings a state that stands just before an iteration's record to the instant of its last check: steps
 * whose own records were not kept are taken over from it. Gives the body, undefined when it is not there.
 */
export function fillFor(state: State, record: Of<'iteration'> | Of<'item'>): Frame | undefined {
  const place = locate(state.root, record.address, (each, index) => itemFrame(state, each, index, record.at));
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
