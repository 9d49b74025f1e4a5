import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { lockRun, type Locks } from '../../src/journal/lock';
import { openJournal } from '../../src/journal/open';
import type { LiveRun } from '../../src/worker/live-run';
import { nothingCounted } from '../../src/worker/new-run';
import { StoredRuns } from '../../src/worker/stored-runs';
import { newRun } from '../journal/build';
import { registryOn } from './registry-on';
import { readProgram } from '../../src/workflow/read-program';

let databases = 0;

type Tab = Awaited<ReturnType<typeof twoTabs>>['here'];

/** Two tabs on one database: what each has open, and what it lets a person do with stored runs. */
async function twoTabs(locks?: Locks) {
  databases += 1;
  const name = `two-tabs-${databases}`;
  const tab = async (id: string) => {
    const { journal } = await openJournal({ name });
    const { registry, until } = registryOn(journal, undefined, locks);
    const stored = new StoredRuns({
      ...{ journal, registry, tab: id },
      locks,
    });
    return { journal, registry, until, stored };
  };
  return { here: await tab('here'), there: await tab('there') };
}

const body = [{ id: 'a', type: 'compute', value: 1 }];

/** A run of nine iterations that a tab has begun and holds in the middle. */
async function pausedRun({ journal, registry, until }: Tab): Promise<LiveRun | undefined> {
  const text = JSON.stringify({ steps: [{ id: 'spin', type: 'loop', maxIterations: 9, steps: body }] });
  const creating = journal.createRun(newRun('a', { text, counts: nothingCounted }));
  const paused = until(({ live }) => live?.status === 'paused');
  await registry.begin(creating, readProgram(text)!, false, { loop: 'spin', iteration: 4 }, []);
  const { live } = await paused;
  await live?.save();
  return live;
}

test('what is decided in one tab of a run stays when the tab that carries it out writes on', async () => {
  const { here, there } = await twoTabs();
  const live = await pausedRun(here);
  await there.stored.amend('a', { name: 'Mine', pinned: true });
  expect(await here.stored.list()).toMatchObject([{ name: 'Mine', pinned: true, status: 'paused' }]);
  const ended = here.until(({ row, live: going }) => row.status === 'completed' && !going);
  await live?.resume();
  await ended;
  for (const { stored } of [here, there])
    expect(await stored.list()).toMatchObject([{ name: 'Mine', pinned: true, status: 'completed' }]);
  await there.stored.amend('a', { pinned: false });
  const [row] = await here.stored.list();
  expect(row).not.toHaveProperty('pinned');
});

test('a chain that is pinned in one tab keeps its links in the other', async () => {
  const { here, there } = await twoTabs();
  const loop = { id: 'spin', type: 'loop', maxIterations: null, continueAsNewEvery: 5, steps: body };
  const text = JSON.stringify({ steps: [loop] });
  const creating = here.journal.createRun(newRun('a', { text, counts: nothingCounted }));
  const paused = here.until(({ status }) => status === 'paused');
  await here.registry.begin(creating, readProgram(text)!, false, { loop: 'spin', iteration: 2 }, []);
  const first = await paused;
  await there.stored.amend('a', { name: 'Mine', pinned: true });
  const later = here.until(({ status, row }) => status === 'paused' && row.id !== 'a');
  await first.live?.resume({ loop: 'spin', iteration: 27 });
  await (await later).live?.save();
  expect((await there.stored.list()).map((row) => [row.generation, row.name, row.pinned]).reverse()).toEqual(
    [0, 1, 2, 3, 4, 5].map((generation) => [generation, 'Mine', true]),
  );
});

/** Locks of a browser, held until they are released. */
function browserLocks(): Locks {
  const held = new Map<string, Promise<void>>();
  const request = async (
    name: string,
    { ifAvailable }: LockOptions,
    use: (lock: Lock | null) => Promise<void> | undefined,
  ) => {
    for (let holder = held.get(name); holder; holder = held.get(name)) {
      if (ifAvailable === true) return use(null);
      await holder;
    }
    const using = Promise.resolve(use({ name, mode: 'exclusive' }));
    held.set(name, using);
    await using;
    held.delete(name);
  };
  const query = () => Promise.resolve({ held: [...held.keys()].map((name) => ({ name })) });
  // Of the lock manager only what the journal uses.
  return { request, query } as unknown as Locks;
}

test('a run that another tab carries out is not deleted, nor others with it', async () => {
  const locks = browserLocks();
  const { here, there } = await twoTabs(locks);
  await here.journal.createRun(newRun('going'));
  await here.journal.createRun(newRun('over', { status: 'completed' }));
  const lock = await lockRun('going', locks);
  expect(await there.stored.remove(['over', 'going'])).toBe(1);
  expect((await there.stored.list()).map(({ id }) => id).sort()).toEqual(['going', 'over']);
  lock?.release();
  // Nobody carries it out any more.
  await expect.poll(() => there.stored.remove(['over', 'going'])).toBeUndefined();
  expect(await there.stored.list()).toEqual([]);
});

test('the tab that followed a run may go on with it although storage fails as the other one leaves it', async () => {
  const { here, there } = await twoTabs(browserLocks());
  const live = await pausedRun(here);
  const followed = await there.registry.look('a');
  expect(followed?.readOnly).toBe(true);
  const left = there.until((entry) => entry === followed && !entry.readOnly);
  for (const ask of ['getRun', 'tail'] as const)
    vi.spyOn(there.journal, ask).mockRejectedValue(new Error('The disk is gone.'));
  await live?.resume();
  expect((await left).live).toBeUndefined();
  vi.restoreAllMocks();
});
