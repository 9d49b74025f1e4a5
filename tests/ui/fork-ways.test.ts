import { expect, test } from 'vitest';
import { type MomentOfFork, seenAt, waysAt } from '../../src/ui/state/fork-ways';
import type { IterationRow, OutlineItem } from '../../src/worker/api';

const row: IterationRow = {
  kind: 'iteration',
  address: 'l',
  loopId: 'l',
  iteration: 2,
  numbers: [2],
  cells: {},
  nested: [],
  children: 0,
  ms: 1,
  open: false,
  failed: false,
  startedAt: 0,
  verdict: { kind: 'false', text: 'false' },
};

const moment: MomentOfFork = {
  cursor: { address: 'l', iteration: 2 },
  next: undefined,
  row,
  head: undefined,
};

test.each<[what: string, moment: MomentOfFork, points: readonly unknown[], places: readonly string[]]>([
  [
    'a step with another one after it',
    {
      ...moment,
      cursor: { address: 'l', iteration: 2, stepId: 'a' },
      next: { address: 'l', iteration: 2, stepId: 'b' },
    },
    [
      { loop: 'l', iteration: 2, step: 'b' },
      { loop: 'l', iteration: 2, step: 'a' },
    ],
    ['after a, iteration 2', 'before a, iteration 2'],
  ],
  [
    'the last step of an iteration',
    { ...moment, cursor: { address: 'l', iteration: 2, stepId: 'b' }, next: { address: 'l', iteration: 2 } },
    [
      { loop: 'l', iteration: 2, check: true },
      { loop: 'l', iteration: 2, step: 'b' },
    ],
    ['after b, iteration 2', 'before b, iteration 2'],
  ],
  [
    'a step before a loop',
    {
      ...moment,
      cursor: { address: 'l', iteration: 2, stepId: 'a' },
      next: { address: 'l[2]/inner', iteration: 0, stepId: 'c' },
    },
    [
      { loop: 'l[2]/inner', iteration: 0 },
      { loop: 'l', iteration: 2, step: 'a' },
    ],
    ['after a, iteration 2', 'before a, iteration 2'],
  ],
  [
    'the step a run stands behind',
    {
      ...moment,
      cursor: { address: 'l', iteration: 2, stepId: 'a' },
      head: { loop: 'l', iteration: 2, step: 'b', head: true },
    },
    [
      { loop: 'l', iteration: 2, step: 'b', head: true },
      { loop: 'l', iteration: 2, step: 'a' },
    ],
    ['after a, iteration 2', 'before a, iteration 2'],
  ],
  [
    'the step in which a run failed',
    { ...moment, cursor: { address: 'l', iteration: 2, stepId: 'a' } },
    [{ loop: 'l', iteration: 2, step: 'a' }],
    ['before a, iteration 2'],
  ],
  [
    'the check of an iteration',
    moment,
    [
      { loop: 'l', iteration: 2, check: true },
      { loop: 'l', iteration: 2 },
    ],
    ['after iteration 2', 'at the start of iteration 2'],
  ],
  [
    'an iteration that was left half done',
    { ...moment, row: { ...row, stop: 'exit' } },
    [{ loop: 'l', iteration: 2 }],
    ['at the start of iteration 2'],
  ],
  [
    'an item of a list',
    { ...moment, row: { ...row, kind: 'item' }, next: { address: 'l', iteration: 3, stepId: 'a' } },
    [
      { loop: 'l', iteration: 3 },
      { loop: 'l', iteration: 2 },
    ],
    ['after item 2', 'at the start of iteration 2'],
  ],
])('the ways on from %s', (_, at, points, places) => {
  const ways = waysAt(at);
  expect(ways.map(({ point }) => point)).toEqual(points);
  expect(ways.map(({ place }) => place)).toEqual(places);
});

// What is read of an outline: the ids of its steps, in order.
const outline = ['l', 'a', 'inner', 'c', 'b'].map((id) => ({ id })) as unknown as readonly OutlineItem[];
const done = { status: 'done', glance: [], ms: 0 } as const;

test.each<[what: string, point: Parameters<typeof seenAt>[0], cells: IterationRow['cells'], seen: unknown]>([
  [
    'a step, after the one before it',
    { loop: 'l', iteration: 2, step: 'b' },
    { a: done, inner: done },
    { address: 'l', iteration: 2, stepId: 'inner' },
  ],
  [
    'a step behind one that was not finished',
    { loop: 'l', iteration: 2, step: 'b' },
    { a: done, inner: { ...done, status: 'running' } },
    { address: 'l', iteration: 2, stepId: 'a' },
  ],
  [
    'a step behind a branch not taken',
    { loop: 'l', iteration: 2, step: 'b' },
    { a: done, b: done },
    { address: 'l', iteration: 2, stepId: 'a' },
  ],
  [
    'the first step, at the end of the iteration before',
    { loop: 'l', iteration: 2, step: 'a' },
    { a: done },
    { address: 'l', iteration: 1 },
  ],
  ['the start of an iteration', { loop: 'l', iteration: 2 }, { a: done }, { address: 'l', iteration: 1 }],
  ['the start of the first one: nobody has seen them', { loop: 'l', iteration: 0 }, {}, undefined],
  ['a check', { loop: 'l', iteration: 2, check: true }, { a: done }, { address: 'l', iteration: 2 }],
  [
    'where the run stands',
    { loop: 'l', iteration: 2, step: 'b', head: true },
    { a: done },
    { address: 'l', iteration: 2 },
  ],
  [
    'a step outside of loops',
    { loop: '', iteration: 0, step: 'b' },
    { a: done },
    { address: '', iteration: 0, stepId: 'a' },
  ],
])('variables that may be changed at %s', (_, point, cells, seen) => {
  expect(seenAt(point, { ...row, cells }, outline)).toEqual(seen);
});
