import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordsOf } from '../../src/journal/records-of';
import { newRun, iteration, step } from './build';
import { openDesk, settled, type Desk } from './desk';

const loop = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => iteration('loop', from + index));

async function isPending(promise: Promise<unknown> | undefined): Promise<boolean> {
  let pending = true;
  void promise?.then(
    () => (pending = false),
    () => (pending = false),
  );
  await settled();
  return pending;
}

describe('a group', () => {
  test('is written when it is full', async () => {
    const desk = await openDesk(true, { groupSize: 4 });
    desk.add(...loop(0, 3));
    expect(desk.held).toEqual([]);
    desk.add(...loop(3, 1));
    expect(desk.held[0]?.segment).toMatchObject({ n: 0, first: 0, count: 4, ranges: [['loop', 0, 3]] });
    desk.wait();
    expect(desk.timers).toEqual([]);
    expect(desk.held.length).toBe(1);
  });

  test('that began after the timer of the one before is given a whole time of its own', async () => {
    const desk = await openDesk(true, { groupSize: 4 });
    desk.add(...loop(0, 5));
    expect(desk.timers.length).toBe(1);
    desk.wait();
    expect(desk.held.map(({ segment }) => segment?.count)).toEqual([4]);
    expect(desk.timers.map(({ ms }) => ms)).toEqual([16]);
    desk.wait();
    expect(desk.held.map(({ segment }) => segment?.count)).toEqual([4, 1]);
    expect(desk.timers).toEqual([]);
  });

  test('is written when its time has come', async () => {
    const desk = await openDesk(false);
    desk.add(...loop(0, 2));
    expect(desk.timers.map(({ ms }) => ms)).toEqual([16]);
    desk.wait();
    await settled();
    expect(await desk.stored()).toEqual(loop(0, 2));
    desk.wait();
    expect(await desk.journal.directory('a')).toHaveLength(1);
  });

  test('does not count what it drops', async () => {
    const desk = await openDesk(true, { groupSize: 3 });
    desk.add(step('loop[0]/a'), step('loop[0]/b'));
    desk.add(...loop(0, 1));
    expect(desk.held).toEqual([]);
    desk.add(step('loop[1]/a'), ...loop(1, 1), ...loop(2, 1));
    expect(desk.held.map(({ segment }) => segment?.count)).toEqual([3]);
  });

  test('holds the state after its last record', async () => {
    const desk = await openDesk(true, { groupSize: 2 });
    desk.add(...loop(0, 2));
    desk.add(...loop(2, 1));
    expect(desk.held[0]?.segment?.checkpoint).toBe('{"records":2}');
    expect(desk.held[0]?.row).toMatchObject({ segments: 1, counts: { iterations: 2 } });
    expect(desk.held[0]?.row.bytes).toBe(desk.held[0]!.segment!.records.length + 13);
  });
});

test('two groups are in flight at most, then the engine waits', async () => {
  const desk = await openDesk(true, { groupSize: 2 });
  desk.add(...loop(0, 5));
  expect(desk.held.length).toBe(2);
  expect(desk.writer.full).toBeUndefined();
  desk.add(...loop(5, 1));
  const full = desk.writer.full;
  expect(await isPending(full)).toBe(true);
  await desk.held[0]!.land();
  expect(await isPending(full)).toBe(false);
  expect(desk.writer.full).toBeUndefined();
  expect(desk.held.map(({ segment }) => segment?.n)).toEqual([1, 2]);
});

test('a group whose time has come while two are in flight is written when there is room', async () => {
  const desk = await openDesk(true, { groupSize: 2 });
  desk.add(...loop(0, 5));
  desk.wait();
  desk.wait();
  expect(desk.held.length).toBe(2);
  await desk.held[0]!.land();
  expect(desk.held.map(({ segment }) => segment?.count)).toEqual([2, 1]);
});

describe('flush', () => {
  test('settles when everything added so far is durable', async () => {
    const desk = await openDesk(true, { groupSize: 2 });
    desk.add(...loop(0, 5));
    const flushed = desk.writer.flush();
    await desk.held[0]!.land();
    await desk.held[0]!.land();
    desk.add(...loop(5, 1));
    expect(await isPending(flushed)).toBe(true);
    expect(desk.held.map(({ segment }) => segment?.count)).toEqual([1]);
    await desk.held[0]!.land();
    expect(await isPending(flushed)).toBe(false);
    expect(await desk.stored()).toEqual(loop(0, 5));
  });

  test('writes nothing when nothing waits', async () => {
    const desk = await openDesk(true);
    await desk.writer.flush();
    expect(desk.held).toEqual([]);
  });

  test('writes state and row when asked, the state once', async () => {
    const desk = await openDesk(false);
    await desk.writer.flush({ checkpoint: true });
    expect(await desk.journal.segments('a', 0, 9)).toMatchObject([{ count: 0, checkpoint: '{"records":0}' }]);
    await desk.writer.flush({ checkpoint: true });
    expect(await desk.journal.directory('a')).toHaveLength(1);
    desk.add(...loop(0, 1));
    await desk.writer.flush({ checkpoint: true });
    expect((await desk.journal.segment('a', 1))?.checkpoint).toBe('{"records":1}');
    expect(await desk.journal.getRun('a')).toMatchObject({ segments: 2, counts: { iterations: 1 } });
  });

  test('writes the row alone when the state is there', async () => {
    let why = 'running';
    const desk = await openDesk(false, { rowNow: () => ({ why }) });
    desk.add(...loop(0, 1));
    await desk.writer.flush();
    why = 'paused';
    await desk.writer.flush({ checkpoint: true });
    expect(await desk.journal.getRun('a')).toMatchObject({ why: 'paused', segments: 1 });
  });

  test('asked for a checkpoint without room, writes it with the next group', async () => {
    const desk = await openDesk(true, { groupSize: 1, checkpoint: () => 'x'.repeat(10_000) });
    desk.add(...loop(0, 2));
    const flushed = desk.writer.flush({ checkpoint: true });
    await desk.held[0]!.land();
    expect(desk.held[1]?.segment).toMatchObject({ n: 2, count: 0, checkpoint: 'x'.repeat(10_000) });
    await desk.held[0]!.land();
    await desk.held[0]!.land();
    await flushed;
  });
});

test('a checkpoint is written when the records since outweigh the last, or half of it and fill 16 segments', async () => {
  const size = JSON.stringify(loop(0, 1)).length;
  const weighty = await openDesk(false, { groupSize: 1, checkpoint: () => 'x'.repeat(size * 3) });
  const heavy = await openDesk(false, { groupSize: 1, checkpoint: () => 'x'.repeat(size * 20) });
  const vast = await openDesk(false, { groupSize: 1, checkpoint: () => 'x'.repeat(size * 60) });
  for (const desk of [weighty, heavy, vast]) {
    for (let k = 0; k < 40; k += 1) {
      desk.add(...loop(k % 10, 1));
      await settled();
    }
  }
  const withCheckpoint = async (desk: Desk): Promise<number[]> =>
    (await desk.journal.segments('a', 0, 99)).flatMap(({ n, checkpoint }) =>
      checkpoint === undefined ? [] : [n],
    );
  expect(await withCheckpoint(weighty)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33, 36, 39]);
  expect(await withCheckpoint(heavy)).toEqual([0, 16, 32]);
  expect(await withCheckpoint(vast)).toEqual([0, 30]);
});

test('a resumed run goes on where it stopped', async () => {
  const first = await openDesk(false);
  first.add(...loop(0, 3));
  await first.writer.close();
  const row = (await first.journal.getRun('a'))!;
  const desk = await openDesk(true, { row, records: 3 });
  desk.add(...loop(3, 1));
  desk.wait();
  expect(desk.held[0]?.segment).toMatchObject({ n: 1, first: 3, count: 1 });
  expect(desk.held[0]!.row.bytes).toBeGreaterThan(row.bytes);
});

describe('when storage fails', () => {
  test('nothing more is written, it is said once, and a retry writes everything', async () => {
    const desk = await openDesk(true, { groupSize: 2 });
    desk.add(...loop(0, 4));
    const flushed = desk.writer.flush();
    const refused = expect(flushed).rejects.toMatchObject({ kind: 'quota' });
    await desk.held[0]!.fail('quota');
    await desk.held[0]!.fail('missing');
    await refused;
    desk.add(...loop(4, 3));
    desk.wait();
    expect(desk.held).toEqual([]);
    const full = desk.writer.full;
    expect(await isPending(full)).toBe(true);
    await expect(desk.writer.flush()).rejects.toMatchObject({ kind: 'quota' });
    expect(desk.errors.map(({ kind }) => kind)).toEqual(['quota']);

    const retried = desk.writer.retry();
    while (desk.held.length > 0) await desk.held[0]!.land();
    await retried;
    expect(await isPending(full)).toBe(false);
    expect(await desk.stored()).toEqual(loop(0, 7));
  });

  test('a retry asked for while a later group is still failing waits for that', async () => {
    const desk = await openDesk(true, { groupSize: 2 });
    desk.add(...loop(0, 4));
    await desk.held[0]!.fail('quota');
    const retried = desk.writer.retry();
    expect(desk.held.length).toBe(1);
    await desk.held[0]!.fail('missing');
    while (desk.held.length > 0) await desk.held[0]!.land();
    await retried;
    expect(await desk.stored()).toEqual(loop(0, 4));
    expect(desk.errors.length).toBe(1);
  });

  test('a retry that fails says so again', async () => {
    const desk = await openDesk(true, { groupSize: 1 });
    desk.add(...loop(0, 1));
    await desk.held[0]!.fail('quota');
    const retried = desk.writer.retry();
    const refused = expect(retried).rejects.toMatchObject({ kind: 'quota' });
    await desk.held[0]!.fail('quota');
    await refused;
    expect(desk.errors.length).toBe(2);
  });

  test('closing lets go of what is not written and of whoever waits for room', async () => {
    const desk = await openDesk(true, { groupSize: 1 });
    desk.add(...loop(0, 3));
    const full = desk.writer.full;
    await desk.held[0]!.fail('closed');
    await expect(desk.writer.close()).rejects.toMatchObject({ kind: 'closed' });
    expect(await isPending(full)).toBe(false);
    expect(() => desk.writer.add(loop(3, 1)[0]!)).toThrow('closed writer');
  });
});

describe('going on as another run', () => {
  const successor = newRun('b', { generation: 1, chain: 'a', continuedFrom: 'a' });

  test('closes this one with its last records', async () => {
    const desk = await openDesk(false);
    desk.add(...loop(0, 2));
    const row = await desk.writer.continueAs(successor, '{"carried":1}', 3);
    expect(row).toMatchObject({ id: 'b', number: 2, segments: 1 });
    expect(await desk.journal.getRun('a')).toMatchObject({
      status: 'continued',
      successor: 'b',
      segments: 1,
    });
    expect(await desk.stored()).toEqual(loop(0, 2));
    expect((await desk.journal.checkpointBefore('b'))?.checkpoint).toBe('{"carried":1}');
    await desk.writer.close({ checkpoint: true });
    expect(await desk.journal.getRun('a')).toMatchObject({ status: 'continued', segments: 1 });
    expect(desk.timers).toEqual([]);
  });

  test('waits for a retry when storage fails', async () => {
    const desk = await openDesk(true, { groupSize: 1 });
    desk.add(...loop(0, 1));
    const going = desk.writer.continueAs(successor, '{}', 3);
    await desk.held[0]!.fail('quota');
    await desk.held[0]!.fail('missing');
    expect(await isPending(going)).toBe(true);
    const retried = desk.writer.retry();
    while (desk.held.length > 0) await desk.held[0]!.land();
    await retried;
    expect((await going).id).toBe('b');
  });

  test('rejects when it is closed instead', async () => {
    const desk = await openDesk(true);
    const going = desk.writer.continueAs(successor, '{}', 3);
    const refused = expect(going).rejects.toMatchObject({ kind: 'quota' });
    await desk.held[0]!.fail('quota');
    await expect(desk.writer.close()).rejects.toMatchObject({ kind: 'quota' });
    await refused;
  });
});

test('whatever fails and whenever, a prefix of whole segments is kept, and after a retry everything', async () => {
  const moves = fc.array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({ do: fc.constant('add' as const), count: fc.integer({ min: 1, max: 6 }) }),
      },
      fc.constantFrom(
        { do: 'wait' as const },
        { do: 'flush' as const },
        { do: 'checkpoint' as const },
        { do: 'retry' as const },
      ),
      { weight: 4, arbitrary: fc.constant({ do: 'land' as const }) },
      { weight: 2, arbitrary: fc.constant({ do: 'fail' as const }) },
    ),
    { maxLength: 60 },
  );
  await fc.assert(
    fc.asyncProperty(moves, async (sequence) => {
      const desk = await openDesk(true, { groupSize: 4 });
      const asked: { readonly promise: Promise<void>; readonly added: number }[] = [];
      const ask = (promise: Promise<void>): void => {
        promise.catch(() => undefined);
        asked.push({ promise, added: desk.state.length });
      };
      for (const move of sequence) {
        if (move.do === 'add') desk.add(...loop(desk.state.length, move.count));
        if (move.do === 'wait') desk.wait();
        if (move.do === 'flush') ask(desk.writer.flush());
        if (move.do === 'checkpoint') ask(desk.writer.flush({ checkpoint: true }));
        if (move.do === 'retry') ask(desk.writer.retry());
        // Landing goes through the journal, which refuses what has nothing before it.
        if (move.do === 'land') await desk.held[0]?.land();
        if (move.do === 'fail') await desk.held[0]?.fail('quota');
        await settled();
        expect(desk.held.length).toBeLessThanOrEqual(2);
        const stored = await desk.stored();
        expect(stored).toEqual(loop(0, stored.length));
        for (const segment of await desk.journal.segments('a', 0, Infinity)) {
          expect(recordsOf(segment).length).toBe(segment.count);
          if (segment.checkpoint !== undefined) {
            expect(segment.checkpoint).toBe(JSON.stringify({ records: segment.first + segment.count }));
          }
        }
        for (const { promise, added } of asked) {
          const durable = await Promise.race([
            promise.then(
              () => true,
              () => false,
            ),
            settled().then(() => false),
          ]);
          if (durable) expect(stored.length).toBeGreaterThanOrEqual(added);
        }
      }
      const over = desk.writer.retry();
      over.catch(() => undefined);
      await settled();
      while (desk.held.length > 0) await desk.held[0]!.land();
      await desk.writer.close().catch(() => desk.writer.retry());
      while (desk.held.length > 0) await desk.held[0]!.land();
      expect(await desk.stored()).toEqual(loop(0, desk.state.length));
    }),
    { numRuns: 150 },
  );
});
