import { expect, test } from 'vitest';
import { readExpression } from '../../src/expression/read';
import { readWatches } from '../../src/worker/breakpoint';
import { measure } from '../../src/worker/measure';
import { runChain } from '../engine/harness';
import { lateItems } from './late-items';
import { storedEntry } from './stored-link';

const text = JSON.stringify({
  variables: { total: 0 },
  steps: [
    {
      id: 'count',
      type: 'loop',
      until: 'steps.n.half >= 3',
      maxIterations: 20,
      steps: [
        { id: 'n', type: 'compute', value: { half: '{{loop.iteration / 2}}', name: 'x' } },
        { id: 'add', type: 'set', values: { total: '{{vars.total + loop.iteration}}' } },
      ],
    },
  ],
});

test('gives what expressions are at the end of iterations, outer variables included', async () => {
  const [link] = await runChain(text);
  const entry = await storedEntry(text, link!, 3);
  const trees = ['vars.total * 2', 'steps.n.half < 1', 'steps.n', 'steps.n.name.half.x', '1 / 0'].map(
    (source) => {
      const read = readExpression(source);
      if (!read.ok) throw new Error(source);
      return read.tree;
    },
  );
  const found = await measure(entry, { loop: 'count', from: 1, count: 2 }, trees);
  expect([found.first, found.end]).toEqual([0, 7]);
  expect(found.rows.map(({ iteration, verdict }) => [iteration, verdict])).toEqual([
    [1, false],
    [2, false],
  ]);
  expect(
    found.rows.map(({ cells }) => cells.slice(0, 3).map(({ value, text: said }) => value ?? said)),
  ).toEqual([
    [2, true, '{"half":0.5,"name":"x"}'],
    [6, false, '{"half":1,"name":"x"}'],
  ]);
  expect(found.rows[0]?.cells.slice(3).map(({ kind }) => kind)).toEqual(['value', 'error']);
  const whole = await measure(entry, { loop: 'count', from: 6, count: 5, whole: true }, trees.slice(2, 3));
  expect(whole.rows).toMatchObject([
    { iteration: 6, stop: 'until', cells: [{ value: { half: 3, name: 'x' } }] },
  ]);
});

test('items that end in any order are all told', async () => {
  const apart = lateItems([5, 3, 1, 4, 2]);
  const [link] = await runChain(apart);
  const ended = link!.records.flatMap((record) => (record.type === 'item' ? record.index : []));
  expect(ended).not.toEqual([0, 1, 2, 3, 4]);
  const entry = await storedEntry(apart, link!, 3);
  const read = readExpression('steps.n');
  if (!read.ok) throw new Error('steps.n');
  const numbersOf = async (from: number, count: number) =>
    (await measure(entry, { loop: 'each', from, count }, [read.tree])).rows.map(({ iteration, cells }) => [
      iteration,
      cells[0]?.value,
    ]);
  expect(await numbersOf(0, 10)).toEqual([0, 1, 2, 3, 4].map((n) => [n, n]));
  expect(await numbersOf(1, 3)).toEqual([1, 2, 3].map((n) => [n, n]));
});

test.each([
  ['steps.n.half', undefined],
  ['vars.gone', undefined],
  ['half > 1', 'Nothing here is called `half`.'],
  ['item', '`item` is only known inside a `foreach`.'],
  ['vars', '`vars` can only be read by member'],
])('says of %s in a loop whether it names something', (source, problem) => {
  const read = readWatches(['true', source], text, 'count');
  expect('problem' in read ? read.problem : '').toContain(problem ?? '');
  expect('problem' in read).toBe(problem !== undefined);
});
