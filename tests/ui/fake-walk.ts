import type { Cursor, WorkerApi } from '../../src/worker/api';

type Fakes = Pick<WorkerApi, 'neighbour' | 'momentAt' | 'getSetting' | 'putSetting' | 'conditionProblem'>;

/** Moments of the poem's run, of which `position` says how far it is; settings are forgotten. */
export function fakeWalk(position: (runId: string) => number): Fakes {
  return {
    neighbour: (id, from, unit, back) => Promise.resolve(neighbourOf(position(id), from, unit, back)),
    momentAt: (_id, address, iteration, stepId) =>
      Promise.resolve({ address, iteration, ...(stepId === undefined ? {} : { stepId }) }),
    conditionProblem: () => Promise.resolve(undefined),
    getSetting: () => Promise.resolve(undefined),
    putSetting: () => Promise.resolve(),
  };
}

/** The moment beside another: the poem has three steps and a check in each iteration, which are counted through. */
function neighbourOf(
  end: number,
  from: Cursor,
  unit: 'step' | 'iteration',
  back: boolean,
): Cursor | undefined {
  const ids = ['write', 'review', 'keep'];
  const at = from.iteration * 4 + (from.stepId === undefined ? 3 : ids.indexOf(from.stepId));
  const on = back ? from.iteration - 1 : from.iteration + (from.stepId === undefined ? 1 : 0);
  const to = unit === 'step' ? at + (back ? -1 : 1) : on * 4 + 3;
  if (to < 0 || to >= end) return undefined;
  const stepId = ids[to % 4];
  return { address: from.address, iteration: Math.floor(to / 4), ...(stepId ? { stepId } : {}) };
}
