import { expect, test } from 'vitest';
import { nextOf } from '../../src/ui/state/run-to';
import { hitsOn, trackOf } from '../../src/ui/run/track';
import type { RunSnapshot } from '../../src/worker/api';
import { checkText } from '../../src/worker/check-text';
import { FakeWorker } from './fake-worker';

/** A loop of which some steps stand in others that are no part of its iterations. */
const { outline } = checkText(
  JSON.stringify({
    steps: [
      {
        id: 'refine',
        type: 'loop',
        until: 'vars.done',
        maxIterations: 5,
        variables: { done: false },
        steps: [
          { id: 'write', type: 'compute', value: 1 },
          {
            id: 'sort',
            type: 'if',
            when: 'true',
            then: [{ id: 'good', type: 'compute', value: 1 }],
            else: [{ id: 'bad', type: 'compute', value: 2 }],
          },
          { id: 'both', type: 'parallel', steps: [{ id: 'left', type: 'compute', value: 1 }] },
          { id: 'keep', type: 'set', values: { done: true } },
          { id: 'rest', type: 'sequence', steps: [] },
        ],
      },
    ],
  }),
);

const loops = [{ id: 'refine', address: 'refine', iteration: 2 }];
const place = (stepId: string): NonNullable<RunSnapshot['place']> => ({
  stepId,
  address: `refine[2]/${stepId}`,
  phase: 'before',
  loops,
});

test.each([
  ['write', 'keep', 2],
  ['write', 'sort', 2],
  ['write', 'both', 2],
  ['sort', 'good', 2],
  ['sort', 'keep', 2],
  ['both', 'keep', 2],
  ['good', 'sort', 3],
  ['both', 'sort', 3],
  ['keep', 'write', 3],
  ['keep', 'keep', 3],
])('from before %s the next %s is in iteration %i', (at, goal, iteration) => {
  const item = outline.find(({ id }) => id === goal)!;
  expect(nextOf(item, outline, place(at))).toEqual({ loop: 'refine', iteration, step: goal });
});

test('without a run, or outside of its loop, it is in the first iteration', () => {
  const keep = outline.find(({ id }) => id === 'keep')!;
  expect(nextOf(keep, outline, undefined)).toEqual({ loop: 'refine', iteration: 0, step: 'keep' });
  const loop = outline.find(({ id }) => id === 'refine')!;
  expect(nextOf(loop, outline, place('keep'))).toEqual({ loop: '', iteration: 0, step: 'refine' });
});

test('on the track a step around others lies where the first step in it begins', () => {
  const worker = new FakeWorker({ poem: { position: 9, status: 'paused' } });
  const standing = (stepId: string, phase: 'before' | 'after' = 'before'): ReturnType<typeof trackOf> => {
    const snapshot = { ...worker.snapshot(worker.runs[0]!), place: { ...place(stepId), phase } };
    const level = { ...loops[0]!, iteration: 2 };
    return trackOf(level, { address: 'refine', iteration: 2, stepId }, snapshot, outline, snapshot.loops[0]);
  };
  // write, good, bad, left and keep have a sixth each, the check the last one.
  const part = (n: number): number => 2 + n / 6;
  expect(['write', 'sort', 'both', 'keep'].map((id) => standing(id).head)).toEqual([0, 1, 3, 4].map(part));
  expect(['sort', 'both'].map((id) => standing(id, 'after').head)).toEqual([3, 4].map(part));
  const hit = (stepId?: string): { address: string; iteration: number; stepId?: string } => ({
    ...{ address: 'refine', iteration: 2 },
    ...(stepId !== undefined && { stepId }),
  });
  const hits = [hit('sort'), hit('good'), hit('both'), hit('left'), hit('rest'), hit()];
  expect(hitsOn(standing('keep'), hits)).toEqual([part(1), part(3), part(5)]);
});
