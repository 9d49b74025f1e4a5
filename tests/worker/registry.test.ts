import { expect, test } from 'vitest';
import { MemoryJournal } from '../../src/journal/memory';
import { type Journal, JournalError, type RunRow } from '../../src/journal/journal';
import type { Entry } from '../../src/worker/entry';
import { nothingCounted } from '../../src/worker/new-run';
import { newRun } from '../journal/build';
import { registryOn } from './registry-on';
import { readProgram } from '../../src/workflow/read-program';

const text = JSON.stringify({
  steps: [
    {
      id: 'first',
      type: 'loop',
      until: 'loop.iteration >= 2',
      maxIterations: 9,
      steps: [{ id: 'a', type: 'compute', value: 1 }],
    },
    {
      id: 'second',
      type: 'loop',
      until: 'loop.iteration >= 3',
      maxIterations: 9,
      steps: [{ id: 'b', type: 'compute', value: 2 }],
    },
  ],
});

/** A run that stands before step `b` of the second loop, as another page left it. */
async function pausedRun(journal: Journal): Promise<RunRow> {
  await pausedEntry(journal);
  return (await journal.getRun('a'))!;
}

/** The same as the page has it that carries it out. */
async function pausedEntry(journal: Journal): Promise<Entry> {
  const { registry, until } = registryOn(journal);
  const creating = journal.createRun(newRun('a', { text, counts: nothingCounted }));
  const paused = until((entry) => entry.live?.status === 'paused');
  const entry = await registry.begin(
    creating,
    readProgram(text)!,
    false,
    { loop: 'second', iteration: 1 },
    [],
  );
  await paused;
  await entry.live?.save();
  return entry;
}

test('a run goes on before its rows are read, and no snapshot lacks any', async () => {
  const journal = new MemoryJournal();
  await pausedRun(journal);
  let letRead: () => void = () => undefined;
  const mayRead = new Promise<void>((resolve) => (letRead = resolve));
  const directory = journal.directory.bind(journal);
  journal.directory = async (runId) => {
    await mayRead;
    return directory(runId);
  };
  const { registry, told, until } = registryOn(journal);
  const ended = until((entry) => entry.row.status === 'completed');
  const entry = (await registry.revive('a', false))!;
  await expect.poll(() => entry.state.ending?.status).toBe('completed');
  expect(told).toEqual([]);
  letRead();
  expect((await ended).snapshot().rows).toBe(7);
  expect(told.every(({ isIndexed, rows }) => isIndexed && rows === 7)).toBe(true);
});

test('whoever asks for the same run at once gets the one that is carried out', async () => {
  const journal = new MemoryJournal();
  await pausedRun(journal);
  const { registry, until } = registryOn(journal);
  const ended = until((entry) => entry.row.status === 'completed');
  const [one, other] = await Promise.all([registry.revive('a', true), registry.revive('a', true)]);
  expect(one).toBe(other);
  expect(one?.readOnly).toBe(false);
  await one?.live?.resume();
  const { state } = await ended;
  expect([...state.loops.values()].map(({ id, iterations }) => [id, iterations])).toEqual([
    ['first', 3],
    ['second', 4],
  ]);
});

test('a speed chosen before the run is carried out here counts once it is', async () => {
  const journal = new MemoryJournal();
  const { speed } = await pausedRun(journal);
  const { registry } = registryOn(journal);
  const looked = (await registry.open('a'))!;
  looked.setSpeed(1);
  const entry = (await registry.revive('a', true))!;
  expect([speed, entry.snapshot().speed]).toEqual([4, 1]);
});

test('of a run that is not stored nothing is brought back', async () => {
  const { registry } = registryOn(new MemoryJournal());
  expect(await registry.revive('x', false)).toBeUndefined();
  expect(await registry.open('x')).toBeUndefined();
});

/** A run whose last records storage refuses until `allow` is called, at the moment it has ended. */
async function refusedEnd() {
  const journal = new MemoryJournal();
  await pausedRun(journal);
  const { registry, until } = registryOn(journal, () => undefined);
  const entry = (await registry.revive('a', true))!;
  let full = true;
  const commit = journal.commit.bind(journal);
  journal.commit = (row, segment) =>
    full && entry.state.ending
      ? Promise.reject(new JournalError('quota', 'There is no space.'))
      : commit(row, segment);
  const live = entry.live!;
  const held = until(({ status, state }) => status === 'paused' && state.ending !== undefined);
  await live.resume();
  await held;
  return { journal, entry, live, until, allow: () => (full = false) };
}

test('a run whose end cannot be stored is paused until it can be', async () => {
  const { journal, entry, live, until, allow } = await refusedEnd();
  expect(entry.snapshot().why).toBe('at its end, which is not stored yet');
  await live.resume();
  expect(entry.status).toBe('paused');
  // On a slow machine a group was written meanwhile, as that of a running run.
  expect((await journal.getRun('a'))?.status).toMatch(/^(paused|running)$/);
  allow();
  const ended = until(({ status }) => status === 'completed');
  await live.step();
  await ended;
  await expect.poll(async () => (await journal.getRun('a'))?.status).toBe('completed');
});

test('or until it is stopped: then it has ended, but not in the journal', async () => {
  const { journal, entry, live } = await refusedEnd();
  await live.stop();
  expect(entry.status).toBe('completed');
  // On a slow machine a group was written meanwhile, as that of a running run.
  expect((await journal.getRun('a'))?.status).toMatch(/^(paused|running)$/);
});

test('the row of a run that goes on says how much of it is stored', async () => {
  const journal = new MemoryJournal();
  const entry = await pausedEntry(journal);
  const { bytes, segments } = (await journal.getRun('a'))!;
  expect(bytes).toBeGreaterThan(0);
  expect(entry.live?.row()).toMatchObject({ bytes, segments });
});
