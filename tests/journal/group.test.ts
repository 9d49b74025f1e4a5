import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../src/engine/records';
import { Group } from '../../src/journal/group';
import { recordsOf } from '../../src/journal/records-of';
import { bodies } from './bodies';
import { attempt, called, item, iteration, step } from './build';

const at = 1000;

function written(records: readonly RunRecord[], bodyOf = bodies()): RunRecord[] {
  const group = new Group();
  for (const record of records) group.add(record, bodyOf(record));
  const { size } = group;
  const taken = group.take();
  const kept = [...recordsOf({ n: 0, first: 0, ...taken })];
  expect(kept.length).toBe(taken.count);
  expect(size).toBe(taken.count);
  return kept;
}

const set: RunRecord = { type: 'set', address: 'loop[0]/note', values: { n: 1 }, ms: 0, at };
const taken: RunRecord = { type: 'taken', address: 'loop[0]/out', by: 'exit', loop: 'loop', ms: 0, at };
const entered: RunRecord = { type: 'entered', address: 'loop[0]/check', branch: 1, at };
const failed: RunRecord = {
  type: 'failed',
  address: 'loop[0]/write',
  error: { code: 'code/error', message: 'no' },
  ms: 1,
  at,
};
const caught: RunRecord = {
  type: 'step',
  address: 'loop[0]/write',
  output: null,
  ms: 1,
  at,
  status: 'continued',
  error: { code: 'code/error', message: 'no' },
};
const innerStarted: RunRecord = { type: 'loop-started', address: 'loop[0]/inner', vars: {}, at };
const innerEnded: RunRecord = {
  type: 'loop-ended',
  address: 'loop[0]/inner',
  iterations: 1,
  stoppedBy: 'until',
  ms: 1,
  at,
};
const end = iteration('loop', 0);

describe('the end of an iteration', () => {
  test.each<[string, RunRecord[], RunRecord[]]>([
    ['drops its steps', [step('loop[0]/a'), step('loop[0]/b'), end], [end]],
    ['drops sets, branches and exits', [set, entered, taken, end], [end]],
    ['keeps what failed', [failed, end], [failed, end]],
    ['keeps a step that failed and was caught', [caught, end], [caught, end]],
    [
      'keeps steps of other iterations',
      [step('loop[1]/a'), step('loop[01]/a'), end],
      [step('loop[1]/a'), step('loop[01]/a'), end],
    ],
    [
      'keeps steps of other loops',
      [step('loops[0]/a'), step('a'), end],
      [step('loops[0]/a'), step('a'), end],
    ],
    ['keeps steps further in', [step('loop[0]/inner[0]/a'), end], [step('loop[0]/inner[0]/a'), end]],
    [
      'keeps loops further in',
      [innerStarted, iteration('loop[0]/inner', 0), innerEnded, end],
      [innerStarted, iteration('loop[0]/inner', 0), innerEnded, end],
    ],
    [
      'drops a call whose attempt is here',
      [called('loop[0]/a'), attempt('loop[0]/a'), end],
      [attempt('loop[0]/a'), end],
    ],
    [
      'keeps a call cut off',
      [called('loop[0]/a'), attempt('loop[0]/a'), called('loop[0]/a', 2), end],
      [attempt('loop[0]/a'), called('loop[0]/a', 2), end],
    ],
    [
      "keeps a call whose attempt was another step's",
      [called('loop[0]/a'), attempt('loop[0]/b'), end],
      [called('loop[0]/a'), attempt('loop[0]/b'), end],
    ],
    ['keeps what comes after it', [end, step('loop[1]/a')], [end, step('loop[1]/a')]],
  ])('%s', (_, records, kept) => expect(written(records)).toEqual(kept));

  test('keeps what it is told to keep', () => {
    const bodyOf = bodies();
    const kept = written([set, entered, end], (record) =>
      record.type === 'set' ? undefined : bodyOf(record),
    );
    expect(kept).toEqual([set, end]);
  });

  test('drops the inner and the outer steps of nested loops', () => {
    const records = [
      step('loop[0]/first'),
      innerStarted,
      step('loop[0]/inner[0]/a'),
      iteration('loop[0]/inner', 0),
      step('loop[0]/inner[1]/a'),
      iteration('loop[0]/inner', 1),
      innerEnded,
      step('loop[0]/last'),
      end,
    ];
    expect(written(records)).toEqual(records.filter(({ type }) => type !== 'step'));
  });

  test('drops steps of items that run side by side', () => {
    const items: RunRecord = { type: 'entered', address: 'each', items: ['x', 'y'], at };
    const records = [
      items,
      step('each{0}/a'),
      step('each{1}/a'),
      item('each', 1),
      step('each{0}/b'),
      item('each', 0),
    ];
    expect(written(records)).toEqual([items, item('each', 1), item('each', 0)]);
  });

  test('drops only what waits in the same group', () => {
    const group = new Group();
    const body = {};
    group.add(step('loop[0]/a'), body);
    expect(group.take()).toEqual({ records: JSON.stringify([step('loop[0]/a')]), count: 1, ranges: [] });
    group.add(step('loop[0]/b'), body);
    group.add(end, body);
    expect(group.take()).toEqual({ records: JSON.stringify([end]), count: 1, ranges: [['loop', 0, 0]] });
    expect(group.take()).toEqual({ records: '[]', count: 0, ranges: [] });
  });
});

test.each<[string, RunRecord[], unknown]>([
  ['one loop', [3, 4, 5].map((k) => iteration('loop', k)), [['loop', 3, 5]]],
  [
    'nested loops, in order of appearance',
    [
      iteration('out[0]/in', 0),
      iteration('out[0]/in', 1),
      iteration('out', 0),
      iteration('out[1]/in', 0),
      iteration('out', 1),
    ],
    [
      ['out[0]/in', 0, 1],
      ['out', 0, 1],
      ['out[1]/in', 0, 0],
    ],
  ],
  [
    'items out of order',
    [2, 0, 1, 6, 4].map((k) => item('each', k)),
    [
      ['each', 0, 2],
      ['each', 4, 4],
      ['each', 6, 6],
    ],
  ],
  [
    'items and iterations',
    [item('each', 0), iteration('loop', 0), item('each', 1)],
    [
      ['each', 0, 1],
      ['loop', 0, 0],
    ],
  ],
])('ranges of %s', (_, records, ranges) => {
  const group = new Group();
  for (const record of records) group.add(record, undefined);
  expect(group.take().ranges).toEqual(ranges);
});

/** The rule read off its sentence, without any positions kept. */
function keptBySentence(records: readonly RunRecord[]): RunRecord[] {
  let kept: RunRecord[] = [];
  for (const record of records) {
    if (record.type === 'iteration' || record.type === 'item') {
      const place = record.type === 'iteration' ? `[${record.iteration}]` : `{${record.index}}`;
      const inside = new RegExp(`^${(record.address + place).replace(/[[\]{}]/g, '\\$&')}/[^/]+$`);
      kept = kept.filter((earlier) => {
        if (!('address' in earlier) || !inside.test(earlier.address)) return true;
        if (earlier.type === 'called') {
          return !kept.some(
            (other) =>
              other.type === 'attempt' &&
              other.address === earlier.address &&
              other.attempt === earlier.attempt,
          );
        }
        if (earlier.type === 'step') return earlier.error !== undefined;
        return !['set', 'taken', 'entered'].includes(earlier.type);
      });
    }
    kept.push(record);
  }
  return kept;
}

/** Runs of nested loops and foreaches with steps of every kind, siblings interleaved at random. */
const runs: fc.Arbitrary<RunRecord[]> = fc
  .array(fc.tuple(fc.nat(2), fc.nat(9), fc.integer({ min: 0, max: 3 })), { maxLength: 80 })
  .map((moves) => {
    const lanes = ['loop', 'each', 'loop[0]/inner'].map((address) => ({ address, number: 0 }));
    return moves.flatMap(([which, kind, id]) => {
      const lane = lanes[which]!;
      const isItem = lane.address === 'each';
      // Items end in any order: the lane stands for two of them.
      const number = isItem ? lane.number + (id % 2) : lane.number;
      const address = `${lane.address}${isItem ? `{${number}}` : `[${number}]`}/s${id}`;
      switch (kind) {
        case 0:
          lane.number += 1;
          return isItem ? [item('each', number)] : [iteration(lane.address, number)];
        case 1:
          return [called(address, 1 + (id % 2))];
        case 2:
          return [called(address), attempt(address)];
        case 3:
          return [{ ...set, address }];
        case 4:
          return [{ ...entered, address }];
        case 5:
          return [{ ...caught, address }];
        case 6:
          return [{ ...taken, address }];
        default:
          return [step(address)];
      }
    });
  });

test('drops exactly what the rule says', () => {
  fc.assert(
    fc.property(runs, (records) => {
      // An attempt always follows its call; an earlier one of the same number belongs to another call.
      fc.pre(records.every((record, index) => record.type !== 'called' || !repeats(records, record, index)));
      expect(written(records)).toEqual(keptBySentence(records));
    }),
    { numRuns: 500 },
  );
});

function repeats(
  records: readonly RunRecord[],
  call: RunRecord & { type: 'called' },
  index: number,
): boolean {
  return records.some(
    (other, before) => before < index && other.type === 'attempt' && other.address === call.address,
  );
}
