import { expect, test } from 'vitest';
import type { Commit } from '../../src/journal/commit';
import { Lane } from '../../src/journal/lane';
import { storedRun } from '../../src/journal/rows';
import { newRun, segmentOf } from './build';
import { settled } from './desk';

const row = storedRun({ ...newRun('a'), number: 1, segments: 0, bytes: 0 });
const more = async (): Promise<void> => undefined;

/** A lane whose transactions end when the test says so. */
function openLane() {
  const transactions: { readonly segments: (number | undefined)[]; readonly first: boolean }[] = [];
  const ends: { readonly land: () => void; readonly fail: () => void }[] = [];
  const lane = new Lane((commits, first) => {
    transactions.push({ segments: commits.map(({ segment }) => segment?.n), first });
    return new Promise((land, fail) => ends.push({ land, fail: () => fail(new Error('full')) }));
  });
  const outcomes: string[] = [];
  const push = (n?: number, rest: Partial<Commit> = {}): void => {
    const index = outcomes.push('waits') - 1;
    void lane.push({ row, segment: n === undefined ? undefined : segmentOf(n), ...rest }).then(
      () => (outcomes[index] = 'stored'),
      (error: unknown) => (outcomes[index] = (error as Error).message),
    );
  };
  return { push, transactions, ends, outcomes };
}

test('writes together what came while a transaction was under way', async () => {
  const { push, transactions, ends, outcomes } = openLane();
  for (const n of [0, 1, undefined, 2]) push(n);
  expect(transactions).toEqual([{ segments: [0], first: true }]);
  ends[0]!.land();
  await settled();
  expect(transactions[1]).toEqual({ segments: [1, undefined, 2], first: false });
  expect(outcomes).toEqual(['stored', 'waits', 'waits', 'waits']);
  ends[1]!.land();
  await settled();
  push(3);
  expect(transactions[2]).toEqual({ segments: [3], first: false });
});

test('takes along what is handed in on the news that the last is stored', async () => {
  const written: number[] = [];
  const lane = new Lane(async (commits) => void written.push(commits.length));
  const first = lane.push({ row, segment: segmentOf(0) });
  const second = lane.push({ row, segment: segmentOf(1) });
  const third = first.then(() => lane.push({ row, segment: segmentOf(2) }));
  await Promise.all([second, third]);
  expect(written).toEqual([1, 2]);
});

test('writes apart what does not follow, and nothing together with what follows a successor', async () => {
  const { push, transactions, ends } = openLane();
  push(0);
  push(2);
  push(3, { more });
  push(4);
  for (const at of [0, 1, 2]) {
    ends[at]!.land();
    await settled();
  }
  expect(transactions.map(({ segments }) => segments)).toEqual([[0], [2, 3], [4]]);
});

test('fails everything that waited behind a failure, and starts over after it', async () => {
  const { push, transactions, ends, outcomes } = openLane();
  for (const n of [0, 1, 2]) push(n);
  ends[0]!.fail();
  await settled();
  expect(outcomes).toEqual([
    'full',
    expect.stringContaining('not stored'),
    expect.stringContaining('not stored'),
  ]);
  push(0);
  expect(transactions).toEqual([
    { segments: [0], first: true },
    { segments: [0], first: true },
  ]);
});
