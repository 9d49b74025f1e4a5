import { expect, test } from 'vitest';
import type { Journal, JournalError } from '../../src/journal/journal';
import { MemoryJournal } from '../../src/journal/memory';
import { views } from '../../src/worker/answer-views';
import { Late } from '../../src/json/late';
import type { CheckedHead } from '../../src/worker/boot';
import { LateViews } from '../../src/worker/late-views';
import { Service } from '../../src/worker/service';
import { StoredRuns } from '../../src/worker/stored-runs';
import { registryOn } from './registry-on';

const text = JSON.stringify({
  steps: [
    {
      id: 'spin',
      type: 'loop',
      maxIterations: null,
      continueAsNewEvery: 5,
      steps: [{ id: 'count', type: 'compute', value: '{{loop.iteration}}' }],
    },
  ],
});

const head: CheckedHead = { name: 'Spin', semantics: 'playground', seed: 1, inputs: {}, breakpoints: [] };

/** An endless chain of links of five iterations, begun in a worker's service and paused before iteration 62. */
async function chain(iteration = 62) {
  const journal: Journal = new MemoryJournal();
  const told: JournalError[] = [];
  const { registry, until } = registryOn(journal, (error) => told.push(error));
  const late = new LateViews(new Late(() => Promise.resolve(views)));
  const notAsked = (): never => {
    throw new Error('not asked in this test');
  };
  const news = { tellIterations: notAsked };
  const service = new Service(
    journal,
    registry,
    news,
    undefined,
    late,
    new Late(notAsked),
    new Late(notAsked),
  );
  const stands = until(({ status }) => status === 'paused');
  const { runId } = await service.start({ text, pauseAt: { loop: 'spin', iteration } }, head);
  const { row } = await stands;
  const stored = new StoredRuns({
    ...{ journal, registry, tab: 'a', locks: undefined },
  });
  return { service, stored, until, journal, told, first: runId, last: row };
}

test('a page that is links behind pauses, steps and stops the link that goes on', async () => {
  const { service, journal, first, last } = await chain();
  expect(last.generation).toBe(12);
  expect(await journal.getRun(first)).toBeUndefined();
  expect(await service.pause(first)).toMatchObject({ runId: last.id, status: 'paused' });
  await service.setSpeed(first, 2);
  for (const iteration of [63, 64, 65, 66]) {
    const { status, loops, speed } = (await service.stepIteration(first))!;
    expect({ status, iteration: loops[0]?.iteration, speed }).toEqual({
      status: 'paused',
      iteration,
      speed: 2,
    });
  }
  expect((await service.stop(first))?.status).toBe('stopped');
});

test('of a link that is dropped while it is being read nothing is shown, and nothing is damaged', async () => {
  const { service, journal, told, last } = await chain();
  const before = last.continuedFrom!;
  expect((await service.records(before, 0, 10)).records.length).toBeGreaterThan(4);
  const dropped = (await service.open(before))!.continuedFrom!;
  const segment = journal.segment.bind(journal);
  journal.segment = async (id, n) => {
    await journal.deleteRun(id);
    return segment(id, n);
  };
  expect(await service.records(dropped, 0, 10)).toEqual({ records: [], total: 0 });
  expect(await service.explain(dropped, 'spin', 50)).toBeUndefined();
  expect(told).toEqual([]);
});

test('a chain whose last link is pinned keeps all its links, and drops the old ones when it is pinned no more', async () => {
  const { service, stored, until, journal, first, last } = await chain(12);
  const pinned = async () =>
    (await journal.listRuns()).map((row) => [row.generation, row.pinned === true]).reverse();
  const goOn = async (link: string, iteration: number): Promise<string> => {
    const stands = until(({ status, row }) => status === 'paused' && row.id !== link);
    await service.resume(link, { loop: 'spin', iteration });
    return (await stands).row.id;
  };
  expect((await journal.listRuns()).map(({ generation }) => generation)).toEqual([2, 1, 0]);
  // By a page that is links behind: what is pinned is the run, which is its last link.
  await stored.amend(first, { pinned: true, name: 'Mine' });
  const later = await goOn(last.id, 27);
  expect(await pinned()).toEqual([0, 1, 2, 3, 4, 5].map((generation) => [generation, true]));
  expect((await journal.getRun(later))?.name).toBe('Mine');
  await stored.amend(later, { pinned: false });
  await goOn(later, 32);
  expect((await pinned()).map(([generation]) => generation)).toEqual([4, 5, 6]);
});
