import type { IterationRow, LoopView } from '../../worker/api';

/** What is known of a run at the moment that is looked at: for each loop one start of it and one of its iterations. */
export interface Picture {
  /** By the id of a loop or foreach; under the empty id the document itself. */
  readonly rows: ReadonlyMap<string, IterationRow>;
  readonly loops: ReadonlyMap<string, LoopView>;
  /** Where the moment is: in a step, or, without one, at the check of a loop. */
  readonly at: { readonly stepId?: string; readonly loopId?: string } | undefined;
  /** The run goes on, or can. */
  readonly active: boolean;
  /** The moment is the run's own place, not one looked back at. */
  readonly follows: boolean;
}

/** A picture of nothing: no run, or one of another document. */
export const blankPicture: Picture = {
  rows: new Map(),
  loops: new Map(),
  at: undefined,
  active: false,
  follows: true,
};

/** What stopped a loop, when it was stopped in the iteration that is shown. */
export function stoppedHere(picture: Picture, loopId: string): LoopView['stoppedBy'] {
  const loop = picture.loops.get(loopId);
  if (!loop?.stoppedBy) return undefined;
  const shown = picture.rows.get(loopId)?.iteration ?? loop.iteration;
  return shown >= loop.begun - 1 ? loop.stoppedBy : undefined;
}
