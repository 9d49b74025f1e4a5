import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Journal, RunRow } from '../../src/journal/journal';
import { MemoryJournal } from '../../src/journal/memory';
import { openJournal } from '../../src/journal/open';
import { newRun, segmentOf, withSegment } from './build';

type Call = (journal: Journal) => Promise<unknown>;

const ids = fc.constantFrom('a', 'b', 'c');

function rowOf(id: string, changes: Partial<RunRow> = {}): RunRow {
  return { ...newRun(id), number: 1, segments: 0, bytes: 0, ...changes };
}

const calls: fc.Arbitrary<Call> = fc.oneof(
  ids.map(
    (id): Call =>
      (journal) =>
        journal.createRun(newRun(id)),
  ),
  {
    weight: 5,
    arbitrary: fc.tuple(ids, fc.nat(4), fc.boolean()).map(
      ([id, n, checkpoint]): Call =>
        (journal) =>
          journal.commit(withSegment(rowOf(id), n), segmentOf(n, { checkpoint })),
    ),
  },
  {
    weight: 5,
    // What a writer does: it goes on at the end.
    arbitrary: fc.tuple(ids, fc.boolean()).map(([id, checkpoint]): Call => async (journal) => {
      const n = (await journal.directory(id)).length;
      await journal.commit(withSegment(rowOf(id), n), segmentOf(n, { checkpoint }));
    }),
  },
  ids.map(
    (id): Call =>
      (journal) =>
        journal.commit(rowOf(id, { why: 'paused' })),
  ),
  fc.tuple(ids, ids, fc.nat(3), fc.nat(2), fc.integer({ min: 1, max: 3 })).map(
    ([id, next, n, generation, keep]): Call =>
      (journal) =>
        journal.continueAs(
          rowOf(id, { generation, successor: next }),
          n === 3 ? undefined : segmentOf(n),
          newRun(next, { generation: generation + 1, continuedFrom: id }),
          '{"carried":1}',
          keep,
        ),
  ),
  fc.tuple(ids, fc.constantFrom('Mine', 'Yours'), fc.boolean()).map(
    ([id, name, pinned]): Call =>
      (journal) =>
        journal.amendRuns([id], { name, pinned }),
  ),
  ids.map(
    (id): Call =>
      (journal) =>
        journal.deleteRun(id),
  ),
  fc.tuple(ids, fc.option(fc.nat(5), { nil: undefined })).map(
    ([id, n]): Call =>
      (journal) =>
        journal.checkpointBefore(id, n),
  ),
  fc.tuple(ids, fc.nat(5), fc.nat(5)).map(
    ([id, from, to]): Call =>
      (journal) =>
        journal.segments(id, from, to),
  ),
);

/** What a call gave: its value, or the kind of its error. */
async function answer(call: Call, journal: Journal): Promise<unknown> {
  try {
    return { value: await call(journal) };
  } catch (error) {
    return { kind: (error as { kind?: string }).kind };
  }
}

async function everything(journal: Journal): Promise<unknown> {
  const perRun = ['a', 'b', 'c'].map(async (id) => ({
    row: await journal.getRun(id),
    directory: await journal.directory(id),
    segments: await journal.segments(id, 0, 99),
    checkpoint: await journal.checkpointBefore(id),
  }));
  return { runs: await journal.listRuns(), perRun: await Promise.all(perRun) };
}

test('memory and IndexedDB answer alike, and keep the same', async () => {
  let opened = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(calls, { maxLength: 30 }), fc.boolean(), async (sequence, atOnce) => {
      opened += 1;
      const { journal } = await openJournal({ name: `twin-${opened}` });
      const twins: readonly Journal[] = [journal, new MemoryJournal()];
      const answers = await Promise.all(
        twins.map(async (twin) => {
          if (atOnce) return Promise.all(sequence.map((call) => answer(call, twin)));
          const given: unknown[] = [];
          for (const call of sequence) given.push(await answer(call, twin));
          return given;
        }),
      );
      // Begun all at once, calls of several transactions may interleave; one by one they may not.
      if (!atOnce) expect(answers[0]).toEqual(answers[1]);
      if (!atOnce) expect(await everything(journal)).toEqual(await everything(twins[1]!));
      for (const twin of twins) {
        for (const id of ['a', 'b', 'c']) {
          const kept = await twin.segments(id, 0, 99);
          expect(kept.map(({ n }) => n)).toEqual(kept.map((_, index) => index));
          expect((await twin.directory(id)).length).toBe(kept.length);
        }
      }
      journal.close();
    }),
    { numRuns: 60 },
  );
}, 60_000);
