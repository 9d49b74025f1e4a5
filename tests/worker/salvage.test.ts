import { expect, test } from 'vitest';
import { writeCheckpoint } from '../../src/engine';
import { JournalError, type RunRow, type Segment } from '../../src/journal/journal';
import { salvage } from '../../src/worker/salvage';
import { fold, planFor, runDocument } from '../engine/harness';
import { newRun } from '../journal/build';

const document = JSON.stringify({
  steps: [
    {
      id: 'outer',
      type: 'loop',
      maxIterations: 4,
      steps: [
        {
          id: 'inner',
          type: 'loop',
          maxIterations: 3,
          steps: [{ id: 'n', type: 'compute', value: '{{loop.iteration}}' }],
        },
      ],
    },
  ],
});

const size = 5;
const checkpoints = [2, 5];

/** A run's records in segments of five; the third and the sixth have a checkpoint. */
async function stored(): Promise<{ segments: Segment[]; after: (segments: number) => string }> {
  const { records } = await runDocument(document);
  const plan = planFor(document);
  const after = (n: number): string => writeCheckpoint(fold(plan, records.slice(0, n * size)));
  const segments = Array.from({ length: Math.ceil(records.length / size) }, (_, n): Segment => {
    const own = records.slice(n * size, (n + 1) * size);
    return {
      ...{ n, first: n * size, count: own.length, records: JSON.stringify(own), ranges: [] },
      ...(checkpoints.includes(n) && { checkpoint: after(n + 1) }),
    };
  });
  // The run is still going on: there are more.
  return { segments: segments.slice(0, 8), after };
}

const row = (changes: Partial<RunRow> = {}): RunRow => ({
  ...newRun('run', changes),
  ...{ number: 1, segments: 8, bytes: 0 },
});

const journalOf = (segments: readonly Segment[]) => ({
  directory: () =>
    Promise.resolve(segments.map(({ n, first, count, ranges }) => ({ n, first, count, ranges }))),
  segment: (_id: string, n: number) => Promise.resolve(segments[n]),
});

const cut = (text: string | undefined): string => (text ?? '').slice(3);

test.each([
  ['nothing', [], [], 8],
  ['a segment before the last checkpoint, which nobody needs', [1], [], 8],
  ['the last checkpoint', [], [5], 8],
  ['every checkpoint', [], [2, 5], 8],
  ['a segment after the last checkpoint', [6], [], 6],
  ['a segment, and the checkpoints after it', [3], [5], 3],
  ['the first segment, and every checkpoint', [0], [2, 5], 0],
])('with %s damaged, all that can be told is', async (_, broken, unreadable, whole) => {
  const { segments, after } = await stored();
  const damaged = segments.map((segment) => ({
    ...segment,
    ...(broken.includes(segment.n) && { records: cut(segment.records) }),
    ...(unreadable.includes(segment.n) && { checkpoint: cut(segment.checkpoint) }),
  }));
  const found = await salvage(journalOf(damaged), row(), planFor(document));
  expect(found.row.segments).toBe(whole);
  expect(found.stored).toBe(whole * size);
  expect(found.damage !== undefined).toBe(whole < 8);
  expect(writeCheckpoint(found.state)).toBe(after(whole));
});

test('a segment that the journal says is broken is damaged, one that it cannot give now is not', async () => {
  const { segments } = await stored();
  const refusing = (kind: JournalError['kind']) => ({
    ...journalOf(segments),
    segment: (_id: string, n: number) =>
      n === 6 ? Promise.reject(new JournalError(kind, kind)) : Promise.resolve(segments[n]),
  });
  const plan = planFor(document);
  expect((await salvage(refusing('corrupt'), row(), plan)).row.segments).toBe(6);
  for (const kind of ['closed', 'quota', 'unknown'] as const)
    await expect(salvage(refusing(kind), row(), plan)).rejects.toMatchObject({ kind });
});

test('of a run that began with the state of another one nothing is left without that state', async () => {
  const { segments } = await stored();
  const bare = segments.map(({ checkpoint, ...segment }) => ({ ...segment, records: cut(checkpoint) }));
  const began = row({ continuedFrom: 'before' });
  await expect(salvage(journalOf(bare), began, planFor(document))).rejects.toMatchObject({
    kind: 'corrupt',
  });
});
