import { expect, test } from 'vitest';
import { profiles } from '../../src/workflow/profiles';

const { playground, smithers, dify, conductor } = profiles;
const all = [playground, smithers, dify, conductor];

test.each([
  ['check', ['after', 'each-step', 'before-and-after', 'after']],
  ['latched', [false, true, false, false]],
  ['untilRequired', [false, true, false, true]],
  ['stopsOn', ['true', 'true-like', 'true', 'true']],
  ['notBoolean', ['fail', 'go-on', 'fail', 'warn']],
  ['maxIterationsOmitted', [5, 5, 'error', 'error']],
  ['maxIterationsLargest', [null, null, 100, 100]],
  ['atLimit', ['onMaxReached', 'onMaxReached', 'ends-normally', 'ends-normally']],
  ['directNesting', ['allowed', 'error', 'note', 'error']],
  ['exit', ['offered', 'note', 'note', 'note']],
] as const)('%s', (row, cells) => {
  expect(all.map((profile) => profile[row])).toEqual(cells);
});

test('what follows an error in until', () => {
  expect(all.map(({ untilThrows }) => [untilThrows.before, untilThrows.after])).toEqual([
    ['fail', 'fail'],
    ['fail', 'fail'],
    ['go-on', 'fail'],
    ['warn', 'warn'],
  ]);
});

test('attempts of a failing step', () => {
  expect(all.map(({ retry }) => [retry.maxAttempts, retry.delayMs, retry.backoff])).toEqual([
    [1, 0, 1],
    [10, 1000, 2],
    [1, 0, 1],
    [2, 1000, 1],
  ]);
  expect(conductor.retryWithSchema).toEqual({ maxAttempts: 3, delayMs: 0, backoff: 1 });
  for (const { retry, retryWithSchema } of [playground, smithers, dify])
    expect(retryWithSchema).toEqual(retry);
});

test('every cell that needs a note has one, naming engine and version', () => {
  for (const { name, exit, directNesting, notes } of all) {
    if (exit === 'note') expect(notes.exit, name).toBeDefined();
    if (directNesting === 'note') expect(notes.nesting, name).toBeDefined();
    for (const note of Object.values(notes))
      expect(note).toMatch(/smithers-orchestrator 0\.32\.0|graphon 0\.7\.0|tombee\/conductor 4fc79b9/);
  }
});
