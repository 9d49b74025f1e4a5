import { expect, test } from 'vitest';
import { MemoryJournal } from '../../src/journal/memory';
import { RemovedRuns } from '../../src/worker/removed';
import { newRun } from '../journal/build';

/** Locks of one browser: each name is held by one at a time, until `leave` is called. */
function browser() {
  const held = new Set<string>();
  return {
    leave: (tab: string) => held.delete(`loop-playground/run/removed by ${tab}`),
    request: async (name: string, _: unknown, use: (lock: Lock | null) => Promise<void> | undefined) => {
      if (held.has(name)) return use(null);
      held.add(name);
      await use({ name, mode: 'exclusive' });
      held.delete(name);
    },
    // Of the lock manager only what is used above.
  } as unknown as Pick<LockManager, 'request' | 'query'> & { leave(tab: string): void };
}

test('a second tab leaves alone what the first can still bring back, and takes away what is left', async () => {
  const journal = new MemoryJournal();
  for (const id of ['a', 'b', 'c']) await journal.createRun(newRun(id));
  const locks = browser();
  const stored = async () => (await journal.listRuns()).map(({ id, removed }) => id + (removed ?? ''));

  const first = new RemovedRuns(journal, locks, '1');
  await first.remove(['a', 'b']);
  const second = new RemovedRuns(journal, locks, '2');
  await second.bringBack([]);
  expect(await stored()).toEqual(['c', 'b1', 'a1']);
  await first.bringBack(['b']);
  expect(await stored()).toEqual(['c', 'b', 'a1']);

  locks.leave('1');
  await new RemovedRuns(journal, locks, '3').bringBack([]);
  expect(await stored()).toEqual(['c', 'b']);
});

test('the next deletion makes the last one good', async () => {
  const journal = new MemoryJournal();
  for (const id of ['a', 'b']) await journal.createRun(newRun(id));
  const removed = new RemovedRuns(journal, browser(), '1');
  await removed.remove(['a']);
  await removed.remove(['b']);
  expect((await journal.listRuns()).map(({ id }) => id)).toEqual(['b']);
});
