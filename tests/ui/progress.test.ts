import { expect, test } from 'vitest';
import { partDone, progressText, shortProgress } from '../../src/ui/run/progress';
import { blankRun } from '../../src/ui/state/blank-run';
import type { LoopView, RunSnapshot } from '../../src/worker/api';

const counts = { iterations: 400, steps: 800, calls: 0, failures: 0, resumes: 0 };
const loop: LoopView = {
  ...{ address: 'l', id: 'l', kind: 'loop', iteration: 400, begun: 401, finished: 400 },
  limit: 1200,
};
const run: RunSnapshot = {
  ...blankRun('r', 'A run'),
  ...{ status: 'running', startedAt: 1000, bytes: 20_480, counts, loops: [loop] },
};

/** 100 iterations had been made before it went on. */
const since = { at: 1000, counts: { ...counts, iterations: 100 }, loops: [{ ...loop, finished: 100 }] };

test('tells how far a run has come, how fast it goes, and how long it can still take', () => {
  expect(progressText(run, since, 4000)).toBe(
    '400 of at most 1,200, 100 a second, 8.0 s to the limit at most, 20 KB',
  );
  expect(shortProgress(run)).toBe('400/1,200');
});

test('tells no end where there is none, and nothing of a run that is young or over', () => {
  const endless = { ...run, loops: [{ ...loop, limit: null }] };
  expect(progressText(endless, since, 101_000)).toBe('400 iterations, 3.0 a second, 20 KB');
  expect(shortProgress(endless)).toBe('400');
  expect(progressText(run, since, 2000)).toBe('');
  expect(progressText({ ...run, status: 'completed' }, since, 5000)).toBe('');
  expect(shortProgress({ ...run, status: 'completed' })).toBe('');
});

test('tells which part of the way to a limit is done, while there is one ahead', () => {
  expect(partDone(run)).toBe(1 / 3);
  expect(partDone({ ...run, status: 'paused' })).toBe(1 / 3);
  expect(partDone({ ...run, loops: [{ ...loop, limit: null }] })).toBeUndefined();
  expect(partDone({ ...run, loops: [{ ...loop, stoppedBy: 'until' }] })).toBeUndefined();
  expect(partDone({ ...run, status: 'completed' })).toBeUndefined();
});
