import type { Frame } from './frame';
import { readCheckpoint } from './read-checkpoint';
import type { State } from './state';
import { writeCheckpoint } from './write-checkpoint';

/**
 * The state a successor starts from: everything goes on, only the outputs of the loop that continues, and
 * the run's own lists and counts, start anew.
 */
export function successorCheckpoint(state: State): string {
  const next = readCheckpoint(state.plan, writeCheckpoint(state));
  next.records = 0;
  next.ending = undefined;
  next.calls = [];
  Object.assign(next.counts, { iterations: 0, steps: 0, calls: 0, failures: 0, resumes: 0 });
  for (const [address, entry] of next.loops) if (entry.stoppedBy !== undefined) next.loops.delete(address);
  const continuing = continuingLoop(next.root);
  if (continuing) {
    continuing.link = continuing.finished;
    continuing.outputs = [];
  }
  return writeCheckpoint(next);
}

/** The innermost running loop that has done its share of iterations in this run. */
function continuingLoop(frame: Frame): Frame | undefined {
  for (const step of frame.plan.slots) {
    const inner = frame.inner[step.slot];
    const loops = inner?.kind === 'each' ? inner.frames : inner ? [inner] : [];
    for (const loop of loops) {
      if (!loop || loop.ended) continue;
      const deeper = continuingLoop(loop);
      if (deeper) return deeper;
      if (
        step.type === 'loop' &&
        step.continueAsNewEvery !== undefined &&
        loop.finished - loop.link >= step.continueAsNewEvery
      )
        return loop;
    }
  }
  return undefined;
}
