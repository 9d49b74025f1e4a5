import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../src/engine/records';
import { recordsOf } from '../../src/journal/records-of';
import { textOf } from '../../src/journal/record-text';
import { listIn } from '../../src/journal/records-of';
import { item, iteration, step } from './build';

const whole = (record: RunRecord): string => JSON.stringify(record);
const next = { ...iteration('loop', 1), at: 1000 };

describe('an iteration right behind the one before it', () => {
  test.each<[string, RunRecord[], string]>([
    [
      'says what is different',
      [iteration('loop', 0), iteration('loop', 1)],
      '{"outputs":{"n":1},"at":1001,"steps":{}}',
    ],
    ['says no time that is the same', [iteration('loop', 0), next], '{"outputs":{"n":1},"steps":{}}'],
    ['of a foreach too', [item('each', 4), item('each', 5)], '{"outputs":{},"steps":{}}'],
  ])('%s', (_, records, last) => {
    expect(textOf(records)).toBe(`[${whole(records[0]!)},${last}]`);
    expect(listIn(textOf(records))).toEqual(records);
  });

  test('says nothing of a trace that is the same object', () => {
    const [first, second] = [0, 1].map((k) => ({ ...iteration('loop', k), at: 1000, steps: {} }));
    const same = { ...second!, steps: first!.steps } as RunRecord;
    expect(textOf([first as RunRecord, same])).toBe(`[${whole(first as RunRecord)},{"outputs":{"n":1}}]`);
  });
});

test.each<[string, RunRecord, RunRecord]>([
  ['of another loop', iteration('loop', 0), iteration('other', 1)],
  ['that is not the next one', iteration('loop', 0), iteration('loop', 2)],
  ['behind something else', step('loop[0]/a'), iteration('loop', 1)],
  ['that stopped its loop', iteration('loop', 0), { ...iteration('loop', 1), stop: 'until' } as RunRecord],
  [
    'behind one that was left by `next`',
    { ...iteration('loop', 0), stop: 'next' } as RunRecord,
    iteration('loop', 1),
  ],
  ['that stood still', iteration('loop', 0), { ...iteration('loop', 1), idle: 5 } as RunRecord],
  [
    'whose condition was asked first',
    iteration('loop', 0),
    { ...iteration('loop', 1), verdict: false } as RunRecord,
  ],
  [
    'whose condition was not asked',
    { ...iteration('loop', 0), verdict: null } as RunRecord,
    iteration('loop', 1),
  ],
  ['that has variables first', iteration('loop', 0), { ...iteration('loop', 1), vars: {} } as RunRecord],
  ['that failed', item('each', 0), { ...item('each', 1), outcome: 'failed' } as RunRecord],
  ['out of order', item('each', 1), item('each', 0)],
])('a record %s is written whole', (_, before, record) => {
  expect(textOf([before, record])).toBe(`[${whole(before)},${whole(record)}]`);
});

test.each<[string, string]>([
  ['at the beginning', '[{"outputs":{}}]'],
  ['behind a step', `[${whole(step('a'))},{"outputs":{}}]`],
  ['that is text', `[${whole(iteration('loop', 0))},"outputs"]`],
  ['whose type is not its own', `[${whole(iteration('loop', 0))},{"__proto__":{"type":"item"},"ms":"1"}]`],
])('a row without a type %s is damage', (_, records) => {
  const count = (JSON.parse(records) as unknown[]).length;
  expect(() => recordsOf({ n: 0, first: 0, count, records, ranges: [] })).toThrow(
    expect.objectContaining({ kind: 'corrupt' }),
  );
});

type Member<T extends RunRecord['type']> = Exclude<
  keyof Extract<RunRecord, { readonly type: T }>,
  'type' | 'address' | 'iteration' | 'index'
>;

// A member that records get one day has to be given here, or this does not compile.
const both: Record<Member<'iteration'> & Member<'item'>, unknown> = {
  ...{ at: 1005, ms: 7, idle: 0, outputs: { n: 9 }, steps: { a: { at: 0, ms: 1 } } },
  ...{ left: { by: 'exit', loop: 'loop' }, error: { code: 'a/b', message: 'no' } },
};
const ofIterations: Record<Exclude<Member<'iteration'>, keyof typeof both>, unknown> = {
  ...{ vars: { n: 1 }, verdict: false, stop: 'next' },
};
const ofItems: Record<Exclude<Member<'item'>, keyof typeof both>, unknown> = { outcome: 'failed' };

test.each([
  ...Object.entries({ ...both, ...ofIterations }).map(([name, value]) => ['iteration', name, value]),
  ...Object.entries({ ...both, ...ofItems }).map(([name, value]) => ['item', name, value]),
])('of an %s, %s is read back whether the one before has it or not', (type, name, value) => {
  const [first, second] = [0, 1].map((k) => (type === 'item' ? item('each', k) : iteration('loop', k)));
  const [with1, with2] = [first, second].map((record) => ({ ...record, [String(name)]: value }));
  for (const pair of [
    [with1, second],
    [first, with2],
    [with1, with2],
  ])
    // What a type does not have here is one of its own members.
    expect(listIn(textOf(pair as RunRecord[]))).toEqual(pair);
});

const traces = [{}, { a: { at: 0, ms: 1 } }, { a: { at: 0, ms: 2, status: 'skipped' } }] as const;
const few = <T>(value: T): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constant(value) });
const ends = fc
  .record({
    type: fc.constantFrom('iteration' as const, 'item' as const),
    address: fc.constantFrom('loop', 'loop[0]/inner'),
    at: fc.constantFrom(1000, 1001),
    ms: fc.constantFrom(0, 1.5),
    number: fc.nat(3),
    outputs: fc.dictionary(fc.constantFrom('a', '__proto__', 'type'), fc.jsonValue(), { maxKeys: 2 }),
    steps: fc.constantFrom(...traces),
    vars: fc.option(fc.constantFrom({ n: 1 }, { n: 2 }), { nil: undefined }),
    verdict: fc.constantFrom(undefined, false, true, null, { all: false }),
    stop: few('next' as const),
    error: few({ code: 'a/b', message: 'no' }),
    idle: few(3),
  })
  .map(({ type, number, vars, verdict, stop, ...rest }) => {
    const iterationOnly = {
      ...(vars && { vars }),
      ...(verdict !== undefined && { verdict }),
      ...(stop && { stop }),
    };
    // Members that are `undefined` are no members once it is text.
    return (type === 'item'
      ? { type, index: number, ...rest }
      : { type, iteration: number, ...rest, ...iterationOnly }) as unknown as RunRecord;
  });

/** Ends of iterations, most of them right behind the one before: numbered anew from where the last stood. */
const lists = fc.array(fc.tuple(ends, fc.integer({ min: 0, max: 4 }))).map((drawn) => {
  const records: RunRecord[] = [];
  for (const [record, break_] of drawn) {
    const before = records.at(-1);
    if (break_ > 0 && before?.type === 'iteration' && record.type === 'iteration')
      records.push({ ...record, address: before.address, iteration: before.iteration + 1 });
    else if (break_ > 0 && before?.type === 'item' && record.type === 'item')
      records.push({ ...record, address: before.address, index: before.index + 1 });
    else records.push(break_ === 4 ? step('loop[0]/a') : record);
  }
  return records;
});

test('whatever is written is read back as it was', () => {
  let short = 0;
  fc.assert(
    fc.property(lists, (records) => {
      const text = textOf(records);
      expect(JSON.stringify(sorted(listIn(text)))).toBe(
        JSON.stringify(sorted(JSON.parse(JSON.stringify(records)))),
      );
      if (text.length < JSON.stringify(records).length) short += 1;
    }),
    { numRuns: 500 },
  );
  expect(short).toBeGreaterThan(50);
});

/** With the members of each object in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => [key, sorted(member)]);
}
