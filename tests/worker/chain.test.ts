import { expect, test } from 'vitest';
import type { Journal, JournalError } from '../../src/journal/journal';
import { MemoryJournal } from '../../src/journal/memory';
import { views } from '../../src/worker/answer-views';
import type { CheckedHead } from '../../src/worker/boot';
import { LateViews } from '../../src/worker/late-views';
import { Service } from '../../src/worker/service';
import { registryOn } from './registry-on';
import { forkEngine } from './stored';

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
async function chain() {
  const journal: Journal = new MemoryJournal();
  const told: JournalError[] = [];
  const { registry, until } = registryOn(journal, (error) => told.push(error));
  const late = new LateViews({ get: () => views, load: () => Promise.resolve(views) }, forkEngine);
  const notAsked = (): never => {
    throw new Error('not asked in this test');
  };
  const news = { tellIterations: notAsked };
  const comparisons = { books: notAsked, runs: notAsked };
  const service = new Service(journal, registry, news, undefined, late, comparisons, notAsked);
  const stands = until(({ status }) => status === 'paused');
  const { runId } = await service.start({ text, pauseAt: { loop: 'spin', iteration: 62 } }, head);
  const { row } = await stands;
  return { service, journal, told, first: runId, last: row };
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
