import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { openJournal } from '../../src/journal/open';
import { nothingCounted } from '../../src/worker/new-run';
import { StoredRuns } from '../../src/worker/stored-runs';
import { newRun } from '../journal/build';
import { registryOn } from './registry-on';
import { forkEngine } from './stored';

let databases = 0;

/** Two tabs on one database: what each has open, and what it lets a person do with stored runs. */
async function twoTabs() {
  databases += 1;
  const name = `two-tabs-${databases}`;
  const tab = async (id: string) => {
    const { journal } = await openJournal({ name });
    const { registry, until } = registryOn(journal);
    const stored = new StoredRuns({
      ...{ journal, registry, engine: forkEngine, tab: id, ready: () => Promise.resolve() },
      locks: undefined,
    });
    return { journal, registry, until, stored };
  };
  return { here: await tab('here'), there: await tab('there') };
}

const body = [{ id: 'a', type: 'compute', value: 1 }];

test('what is decided in one tab of a run stays when the tab that carries it out writes on', async () => {
  const { here, there } = await twoTabs();
  const text = JSON.stringify({ steps: [{ id: 'spin', type: 'loop', maxIterations: 9, steps: body }] });
  const creating = here.journal.createRun(newRun('a', { text, counts: nothingCounted }));
  const paused = here.until(({ live }) => live?.status === 'paused');
  await here.registry.begin(creating, text, false, { loop: 'spin', iteration: 4 }, []);
  const { live } = await paused;
  await live?.save();
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
  await here.registry.begin(creating, text, false, { loop: 'spin', iteration: 2 }, []);
  const first = await paused;
  await there.stored.amend('a', { name: 'Mine', pinned: true });
  const later = here.until(({ status, row }) => status === 'paused' && row.id !== 'a');
  await first.live?.resume({ loop: 'spin', iteration: 27 });
  await (await later).live?.save();
  expect((await there.stored.list()).map((row) => [row.generation, row.name, row.pinned]).reverse()).toEqual(
    [0, 1, 2, 3, 4, 5].map((generation) => [generation, 'Mine', true]),
  );
});
