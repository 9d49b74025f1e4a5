import { expect, test } from 'vitest';
import { tableOf } from '../../src/ui/views/iteration-table';
import { type Measure, Sifter } from '../../src/ui/views/sifted';
import type { MeasuredRow } from '../../src/worker/api';

const sifting = { run: 'a', loop: 'each', filter: 'even', sort: '' };

/** A loop whose ended iterations are those in `ended`; every other one is let through. */
function loopOf(ended: number[], first: number): { measure: Measure; asked: (readonly [number, number])[] } {
  const asked: (readonly [number, number])[] = [];
  const measure: Measure = (_run, { from, count }, sources) => {
    const some = ended.filter((n) => n >= from && n < from + count).sort((a, b) => a - b);
    asked.push([from, some.length]);
    const rows = some.map((iteration): MeasuredRow => {
      const value = iteration % 2 === 0;
      const cells = sources.map(() => ({ kind: 'value' as const, text: String(value), value }));
      return { iteration, ms: 1.4, cells };
    });
    return Promise.resolve({ first, end: Math.max(...ended) + 1, rows });
  };
  return { measure, asked };
}

const numbersOf = (found: { readonly rows: readonly MeasuredRow[] } | undefined): readonly number[] =>
  found?.rows.map(({ iteration }) => iteration) ?? [];

test('of a run that goes on only what has ended since is looked at', async () => {
  const ended = [0, 1, 2, 4];
  const { measure, asked } = loopOf(ended, 0);
  const sifter = new Sifter(measure);
  expect(numbersOf(await sifter.read(sifting, () => true))).toEqual([0, 2, 4]);
  ended.push(3, 5, 6);
  const found = await sifter.read(sifting, () => true);
  expect([numbersOf(found), found?.seen]).toEqual([[0, 2, 4, 6], 7]);
  // From the first gap on: items end in any order.
  expect(asked).toEqual([
    [0, 4],
    [3, 4],
  ]);
  expect(numbersOf(await sifter.read({ ...sifting, loop: 'other' }, () => true))).toEqual([0, 2, 4, 6]);
  expect(asked.at(-1)).toEqual([0, 7]);
});

test('a link of a chain is read from its first iteration on', async () => {
  const ended = Array.from({ length: 30 }, (_, n) => 50_000 + n);
  const { measure, asked } = loopOf(ended, 50_000);
  const sifter = new Sifter(measure);
  expect(numbersOf(await sifter.read(sifting, () => true))).toHaveLength(15);
  expect(asked.map(([from]) => from)).toEqual([0, 50_000]);
  await sifter.read(sifting, () => true);
  expect(asked.at(-1)).toEqual([50_030, 0]);
  const rows = await tableOf(measure, 'a', 'each', ['x'], undefined);
  expect(rows?.map(({ iteration }) => iteration)).toEqual(ended);
  expect(asked.slice(3).map(([from]) => from)).toEqual([0, 50_000]);
});

test('nothing is given that is not wanted any more, or that was answered by half', async () => {
  const { measure } = loopOf([0, 1, 2], 0);
  expect(await new Sifter(measure).read(sifting, () => false)).toBeUndefined();
  const problem: Measure = () => Promise.resolve({ problem: 'no such step' });
  expect(await new Sifter(problem).read(sifting, () => true)).toMatchObject({ problem: 'no such step' });
  const long = loopOf(
    Array.from({ length: 2500 }, (_, n) => n),
    0,
  ).measure;
  const broken: Measure = (run, query, sources) =>
    query.from > 1000 ? Promise.resolve(undefined) : long(run, query, sources);
  expect(await tableOf(broken, 'a', 'each', ['x'], undefined)).toBeUndefined();
  expect(await tableOf(broken, 'a', 'each', ['x'], [1500, 3])).toBeUndefined();
  expect((await tableOf(broken, 'a', 'each', ['x'], [7, 3]))?.map(({ iteration }) => iteration)).toEqual([
    7, 3,
  ]);
});
