import { expect, test } from 'vitest';
import { type MomentOfFork, waysAt } from '../../src/ui/state/fork-ways';
import type { IterationRow } from '../../src/worker/api';

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
