import { describe, expect, test } from 'vitest';
import { headOf, hereText, levelsOf, loopAt, numbersOf, rowUpTo, stepsOf } from '../../src/ui/moment';
import type { Cursor, IterationRow, LoopView } from '../../src/worker/api';
import { partOf, scaleOf } from '../../src/ui/run/scale';
import { momentAt, trackOf } from '../../src/ui/run/track';
import { checkText } from './fake-outline';
import { FakeWorker } from './fake-worker';
import { poemText, scenes } from './scenes';

const poem = checkText(poemText).outline;
const chapters = checkText(scenes['nested']!.text).outline;

describe('levels of a cursor', () => {
  test.each([
    [{ address: '', iteration: 0 }, []],
    [{ address: 'refine', iteration: 3 }, ['refine refine 3']],
    [{ address: 'chapters[1]/refine', iteration: 2 }, ['chapters chapters 1', 'refine chapters[1]/refine 2']],
    [{ address: 'each{4}/inner', iteration: 0 }, ['each each 4', 'inner each{4}/inner 0']],
  ])('%j', (cursor, expected) => {
    expect(levelsOf(cursor).map((level) => `${level.id} ${level.address} ${level.iteration}`)).toEqual(
      expected,
    );
  });

  test('numbers are those of the levels', () => {
    expect(numbersOf({ address: 'a[12]/b{3}/c', iteration: 0 })).toEqual([12, 3, 0]);
  });
});

describe('a moment in words', () => {
  const items = JSON.stringify({
    name: 'Lists',
    steps: [
      { id: 'each', type: 'foreach', items: [1, 2], steps: [{ id: 'say', type: 'set', values: { a: 1 } }] },
      { id: 'twice', type: 'loop', maxIterations: 2, steps: [{ id: 'do', type: 'set', values: { a: 2 } }] },
    ],
  });
  const lists = checkText(items).outline;
  test.each<[outline: typeof poem, cursor: Cursor, words: string]>([
    [poem, { address: 'refine', iteration: 2, stepId: 'write' }, 'iteration 2, after `write`'],
    [poem, { address: 'refine', iteration: 2 }, 'iteration 2, after `until`'],
    [chapters, { address: 'chapters[1]/refine', iteration: 2 }, 'iteration 1 / 2, after `until`'],
    [lists, { address: 'each', iteration: 1, stepId: 'say' }, 'item 1, after `say`'],
    [lists, { address: 'each', iteration: 1 }, 'the end of item 1'],
    [lists, { address: 'twice', iteration: 0 }, 'the end of iteration 0'],
  ])('%#', (outline, cursor, words) => {
    expect(hereText(cursor, levelsOf(cursor), outline)).toBe(words);
  });
});

describe('a moment that is looked back at', () => {
  const loop: LoopView = {
    ...{ address: 'refine', id: 'refine', kind: 'loop', iteration: 5, begun: 6, finished: 6, limit: 7 },
    stoppedBy: 'until',
  };
  test.each<[cursor: Cursor, tallies: object]>([
    [
      { address: 'refine', iteration: 1 },
      { iteration: 1, begun: 2, finished: 2, stoppedBy: undefined },
    ],
    [
      { address: 'refine', iteration: 1, stepId: 'write' },
      { begun: 2, finished: 1, stoppedBy: undefined },
    ],
    [
      { address: 'refine[1]/inner', iteration: 0 },
      { begun: 2, finished: 1, stoppedBy: undefined },
    ],
    [
      { address: 'refine', iteration: 5 },
      { begun: 6, finished: 6, stoppedBy: 'until' },
    ],
    [
      { address: 'refine', iteration: 5, stepId: 'write' },
      { begun: 6, finished: 5, stoppedBy: undefined },
    ],
    [{ address: 'other', iteration: 0 }, loop],
  ])('has the tallies of then: %j', (cursor, tallies) => {
    expect({ stoppedBy: undefined, ...loopAt(loop, cursor) }).toMatchObject(tallies);
  });

  test('has no values of later steps', () => {
    const cells = { write: 1, review: 2, keep: 3 };
    // Only the names of the cells matter.
    const row = { cells } as unknown as IterationRow;
    expect(rowUpTo(row, 'review', poem).cells).toEqual({ write: 1, review: 2 });
    expect(rowUpTo(row, undefined, poem).cells).toEqual(cells);
  });
});

test('steps of a loop are its own, a nested loop counts as one', () => {
  expect(stepsOf(poem, 'refine').map((step) => step.id)).toEqual(['write', 'review', 'keep']);
  expect(stepsOf(chapters, 'chapters').map((step) => step.id)).toEqual(['plan', 'refine']);
});

describe('the head', () => {
  test.each([
    [
      { position: 13, status: 'paused' },
      { address: 'refine', iteration: 3, stepId: 'review' },
    ],
    [
      { position: 15, status: 'paused' },
      { address: 'refine', iteration: 3, stepId: 'keep' },
    ],
    [
      { position: 24, status: 'completed' },
      { address: 'refine', iteration: 5 },
    ],
  ] as const)('%j', (at, expected) => {
    const worker = new FakeWorker({ poem: at });
    expect(headOf(worker.snapshot(worker.runs[0]!), poem)).toEqual(expected);
  });
});

describe('the scale', () => {
  test('has a slot for each iteration up to forty', () => {
    expect(scaleOf(3, 7, 700)).toMatchObject({ length: 7, slots: true });
    expect(scaleOf(3, 40, 700)).toMatchObject({ length: 40, slots: true });
  });
  test('counts in round numbers above', () => {
    const scale = scaleOf(68_412, 100_000, 700);
    expect(scale).toMatchObject({ length: 100_000, slots: false });
    expect(scale.ticks.map((tick) => tick.text)).toEqual([
      '0',
      '20,000',
      '40,000',
      '60,000',
      '80,000',
      '100,000',
    ]);
  });
  test('is open without a limit, and leaves room to go on', () => {
    expect(scaleOf(0, null, 700).length).toBe(8);
    expect(scaleOf(20, null, 700).length).toBe(22);
    expect(scaleOf(1000, null, 700)).toMatchObject({ length: 1100, slots: false });
  });
  test('an iteration is shared by its steps and the check', () => {
    expect(partOf(1, 3, 'before')).toBe(0.25);
    expect(partOf(1, 3, 'after')).toBe(0.5);
    expect(partOf(1, 3, 'in')).toBe(0.375);
    expect(partOf(0, 3, 'check')).toBe(0.75);
  });
});

describe('the track', () => {
  const worker = new FakeWorker({ poem: { position: 13, status: 'paused' } });
  const snapshot = worker.snapshot(worker.runs[0]!);
  const at = (iteration: number, stepId?: string): ReturnType<typeof trackOf> => {
    const cursor = { address: 'refine', iteration, ...(stepId === undefined ? {} : { stepId }) };
    return trackOf(levelsOf(cursor)[0]!, cursor, snapshot, poem, snapshot.loops[0]);
  };

  test('shows the head before its step and the cursor after its own', () => {
    expect(at(3, 'review').head).toBe(3.25);
    expect(at(1, 'review').cursor).toBe(1.5);
    expect(at(1).cursor).toBe(2);
  });
  test.each([
    [0.3, { address: 'refine', iteration: 0, stepId: 'write' }],
    [1.52, { address: 'refine', iteration: 1, stepId: 'review' }],
    [1.98, { address: 'refine', iteration: 1 }],
    [2.02, { address: 'refine', iteration: 1 }],
    [6.5, { address: 'refine', iteration: 3, stepId: 'write' }],
  ])('a place at %d is a moment', (position, expected) => {
    expect(momentAt(at(3, 'review'), position)).toEqual(expected);
  });
});
