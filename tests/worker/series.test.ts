import { expect, test } from 'vitest';
import { series } from '../../src/worker/series';
import { runChain } from '../engine/harness';
import { lateItems } from './late-items';
import { storedEntry } from './stored-link';

const text = JSON.stringify({
  steps: [
    {
      id: 'count',
      type: 'loop',
      until: 'steps.n.half >= 25',
      maxIterations: 200,
      variables: { sum: 0, word: '' },
      steps: [
        { id: 'n', type: 'compute', value: { half: '{{loop.iteration / 2}}', name: 'x' } },
        { id: 'add', type: 'set', values: { sum: '{{vars.sum + loop.iteration}}' } },
      ],
    },
  ],
});

async function entry(): ReturnType<typeof storedEntry> {
  const [link] = await runChain(text);
  return storedEntry(text, link!, 7);
}

test('gives numbers of outputs and variables by iteration, and what until gave', async () => {
  const names = ['steps.n.half', 'vars.sum', 'steps.n.name'];
  const found = await series(await entry(), { loop: 'count', names, from: 3, count: 4, bucket: 1 });
  expect(found.names).toEqual(['steps.n.half', 'steps.add.sum', 'vars.sum']);
  expect([found.first, found.end, found.whole]).toEqual([0, 51, 7]);
  expect(found.lines.map(({ low }) => low)).toEqual([
    [1.5, 2, 2.5, 3],
    [6, 10, 15, 21],
    [null, null, null, null],
  ]);
  expect(found.verdicts).toEqual(['false', 'false', 'false', 'false']);
});

test('gives the lowest and the highest where several iterations share a point', async () => {
  const found = await series(await entry(), {
    loop: 'count',
    names: ['steps.n.half'],
    from: 0,
    count: 100,
    bucket: 20,
  });
  expect(found.lines).toEqual([{ name: 'steps.n.half', low: [0, 10, 20], high: [9.5, 19.5, 25] }]);
  expect(found.verdicts).toEqual([]);
});

test('names the points in which something failed, also where the run went on', async () => {
  const failing = JSON.stringify({
    steps: [
      {
        id: 'try',
        type: 'loop',
        maxIterations: 6,
        steps: [
          { id: 'n', type: 'compute', value: 1 },
          {
            ...{ id: 'bad', type: 'fail', message: 'no' },
            ...{ skipIf: 'loop.iteration < 2 || loop.iteration == 3', onError: 'continue' },
          },
        ],
      },
    ],
  });
  const [link] = await runChain(failing);
  const stored = await storedEntry(failing, link!, 7);
  const query = { loop: 'try', names: [], from: 0, count: 6 };
  expect((await series(stored, { ...query, bucket: 1 })).failed).toEqual([2, 4, 5]);
  expect((await series(stored, { ...query, bucket: 2 })).failed).toEqual([1, 2]);
});

test('in a link of a chain the first point is the first iteration there is', async () => {
  const chained = JSON.stringify({
    steps: [
      {
        id: 'spin',
        type: 'loop',
        maxIterations: 40,
        continueAsNewEvery: 15,
        steps: [{ id: 'n', type: 'compute', value: '{{loop.iteration}}' }],
      },
    ],
  });
  const [, second] = await runChain(chained);
  const stored = await storedEntry(chained, second!, 7);
  const query = { loop: 'spin', names: ['steps.n'], count: 4, bucket: 1 };
  const found = await series(stored, { ...query, from: 0 });
  expect([found.first, found.end, found.from]).toEqual([15, 30, 15]);
  expect(found.lines[0]?.low).toEqual([15, 16, 17, 18]);
  const later = await series(stored, { ...query, from: 19 });
  expect([later.from, later.lines[0]?.low]).toEqual([19, [19, 20, 21, 22]]);
});

test('says from where on items are missing that end later than others', async () => {
  const parallel = lateItems([1, 3, 1, 1]);
  const [link] = await runChain(parallel);
  const late = link!.records.findIndex((record) => record.type === 'item' && record.index === 1);
  const query = { loop: 'each', names: ['steps.n'], from: 0, count: 9, bucket: 1 };
  const before = await storedEntry(parallel, { ...link!, records: link!.records.slice(0, late) }, 3);
  const page = await series(before, query);
  expect([page.whole, page.lines[0]?.low]).toEqual([1, [0, null, 2, 3]]);
  const after = await series(await storedEntry(parallel, link!, 3), query);
  expect([after.whole, after.lines[0]?.low]).toEqual([4, [0, 1, 2, 3]]);
});
