import { afterEach, describe, expect, test, vi } from 'vitest';
import { IndexedDbJournal } from '../../src/journal/indexeddb';
import type { RunRecord } from '../../src/engine/records';
import type { JournalError } from '../../src/journal/journal';
import { recordsOf } from '../../src/journal/records-of';
import { lockRun, whenFree } from '../../src/journal/lock';
import { openJournal } from '../../src/journal/open';
import { openDatabase, UPGRADES, type Upgrade } from '../../src/journal/schema';
import { createWriter } from '../../src/journal/writer';
import { iteration, newRun, segmentOf, withSegment } from './build';
import version1 from './fixtures/version-1.json';
import version2 from './fixtures/version-2.json';
import { build, describe as contentsOf, type Stores } from './stores';

let named = 0;
const nameOf = (): string => `storage-${(named += 1)}`;

/** What the next version might be: a new store, and a change to every run. */
const toNext: Upgrade = async (database, transaction) => {
  database.createObjectStore('extra' as never);
  const runs = transaction.objectStore('runs');
  for (const run of await runs.getAll()) await runs.put({ ...run, name: `${run.name} (2)` });
};

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('every write is strict, and nothing else is open meanwhile', async () => {
  const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction');
  const { journal } = await openJournal({ name: nameOf() });
  const row = await journal.createRun(newRun('a'));
  await journal.commit(withSegment(row, 0), segmentOf(0));
  await journal.continueAs(row, undefined, newRun('b', { generation: 1 }), '{}', 3);
  await journal.deleteRun('a');
  await journal.putSetting('theme', 'dark');
  const writes = transactions.mock.results
    .map(({ value }) => value as IDBTransaction)
    .filter(({ mode }) => mode === 'readwrite');
  expect(writes.map(({ durability }) => durability)).toEqual([
    'strict',
    'strict',
    'strict',
    'strict',
    'strict',
  ]);
  expect([...writes[1]!.objectStoreNames]).toEqual(['directory', 'runs', 'segments']);
});

describe('versions', () => {
  test('what version 1 stored can be read and gone on with', async () => {
    const name = nameOf();
    await build(name, version1);
    const { journal } = await openJournal({ name });
    expect(await journal.listRuns()).toMatchObject([
      { id: 'second', number: 2, continuedFrom: 'first' },
      { id: 'first', number: 1, status: 'continued', successor: 'second' },
    ]);
    expect(await journal.getRun('second')).toMatchObject({ text: '{"steps":[]}', inputs: { topic: 'sea' } });
    expect(await journal.getRun('first')).toMatchObject({ answers: { review: ['yes'] } });
    expect((await journal.directory('first')).length).toBe(66);
    expect(await journal.segment('first', 1)).toEqual(segmentOf(1, { count: 1 }));
    expect((await journal.checkpointBefore('first'))?.n).toBe(60);
    expect((await journal.checkpointBefore('second'))?.checkpoint).toBe('{"carried":1}');
    expect(await journal.getDraft('d')).toMatchObject({ text: '{', origins: ['https://api.example'] });
    expect(await journal.getSetting('theme')).toBe('dark');
    const row = (await journal.getRun('second'))!;
    await journal.commit(withSegment(row, 1), segmentOf(1));
    expect((await journal.createRun(newRun('third'))).number).toBe(3);
  });

  test('what version 2 stored can be read and gone on with', async () => {
    const name = nameOf();
    await build(name, version2);
    const { journal } = await openJournal({ name });
    const row = (await journal.getRun('second'))!;
    expect(row).toMatchObject({ continuedFrom: 'first', segments: 2 });
    const segment = (await journal.segment('second', 1))!;
    expect(recordsOf(segment)).toEqual([3, 4, 5].map((k) => iteration('loop', k)));
    expect((await journal.checkpointBefore('second'))?.n).toBe(1);
    await journal.commit(withSegment(row, 2), segmentOf(2));
    expect(await journal.segment('second', 2)).toEqual(segmentOf(2));
  });

  test('version 2 is still written as it is described', async () => {
    const name = nameOf();
    const { journal } = await openJournal({ name });
    await fillAsReleased(journal);
    const second = (await journal.getRun('second'))!;
    const segment = { ...segmentOf(1, { count: 3, checkpoint: true }), first: 0 };
    await journal.commit(withSegment(second, 1), segment);
    journal.close();
    expect(JSON.parse(JSON.stringify(await contentsOf(name)))).toEqual(version2);
  });

  test('an upgrade changes what is there, in the older page too, which gives way and says so', async () => {
    const name = nameOf();
    const closed: JournalError[] = [];
    const { journal: older } = await openJournal({ name, onClosed: (reason) => closed.push(reason) });
    const row = await older.createRun(newRun('a'));
    const underWay = older.commit(withSegment(row, 0), segmentOf(0));
    const newer = new IndexedDbJournal(await openDatabase(name, {}, [...UPGRADES, toNext]));
    await underWay;
    expect(await newer.getRun('a')).toMatchObject({ name: 'Review (2)' });
    expect(await newer.segment('a', 0)).toEqual(segmentOf(0));
    expect(closed.map(({ kind }) => kind)).toEqual(['closed']);
    await expect(older.listRuns()).rejects.toBe(closed[0]);
    newer.close();
  });

  test('an older page says that a newer one wrote the runs', async () => {
    const name = nameOf();
    (await openDatabase(name, {}, [...UPGRADES, toNext])).close();
    await expect(openJournal({ name })).rejects.toMatchObject({
      kind: 'closed',
      message: expect.stringContaining('newer version'),
    });
  });

  test('an upgrade that fails leaves the older version as it was', async () => {
    const name = nameOf();
    const { journal } = await openJournal({ name });
    await journal.createRun(newRun('a'));
    journal.close();
    const failing: Upgrade = async (database, transaction) => {
      await toNext(database, transaction);
      throw new Error('not this time');
    };
    await expect(openDatabase(name, {}, [...UPGRADES, failing])).rejects.toThrow();
    const { journal: again } = await openJournal({ name });
    expect(await again.getRun('a')).toMatchObject({ name: 'Review' });
  });

  test('opening waits for a tab that does not give way, and says so', async () => {
    const name = nameOf();
    await build(name, { ...(version1 as Stores), version: 1 });
    const stubborn = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
    });
    const blocked = vi.fn();
    const opening = openDatabase(name, { onBlocked: blocked }, [...UPGRADES, toNext]);
    await vi.waitFor(() => expect(blocked).toHaveBeenCalledTimes(1));
    stubborn.close();
    const database = await opening;
    expect(database.version).toBe(3);
    database.close();
  });

  test('a deletion underneath is told, and later calls say the same', async () => {
    const name = nameOf();
    const closed: JournalError[] = [];
    const { journal } = await openJournal({ name, onClosed: (reason) => closed.push(reason) });
    await new Promise((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve));
    expect(closed[0]?.message).toContain('deleted');
    await expect(journal.createRun(newRun('a'))).rejects.toBe(closed[0]);
  });
});

test('two pages see each other’s runs, and number them together', async () => {
  const name = nameOf();
  const [{ journal: one }, { journal: other }] = await Promise.all([
    openJournal({ name }),
    openJournal({ name }),
  ]);
  const rows = await Promise.all([one.createRun(newRun('a')), other.createRun(newRun('b'))]);
  expect(rows.map(({ number }) => number).sort()).toEqual([1, 2]);
  await one.commit(withSegment(rows[0], 0), segmentOf(0));
  expect(await other.segment('a', 0)).toEqual(segmentOf(0));
  await other.deleteRun('a');
  await expect(one.commit(withSegment(rows[0], 1), segmentOf(1))).rejects.toMatchObject({ kind: 'missing' });
});

test.each([
  ['a proxy, as state of the page is', new Proxy({ a: 1 }, {})],
  ['a function deep inside', { list: [{ run: () => 1 }] }],
  ['a symbol', { a: Symbol('a') }],
])('refuses %s, whole', async (_, value) => {
  const { journal } = await openJournal({ name: nameOf() });
  const row = await journal.createRun(newRun('a'));
  await expect(journal.putSetting('s', value as never)).rejects.toMatchObject({ kind: 'unknown' });
  const bad = { ...segmentOf(0), ranges: value as never };
  await expect(journal.commit({ ...row, why: 'x' }, bad)).rejects.toMatchObject({ kind: 'unknown' });
  expect(await journal.getRun('a')).toEqual(row);
});

describe('where nothing can be stored', () => {
  test.each([
    ['SecurityError', /does not let/],
    ['InvalidStateError', /could not open/],
    ['UnknownError', /could not open/],
  ])('after %s runs are kept in memory, and that is said', async (error, words) => {
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
      throw new DOMException('No.', error);
    });
    const { journal, notice } = await openJournal({ name: nameOf() });
    expect(journal.kind).toBe('memory');
    expect(notice).toMatch(words);
    expect(notice).toMatch(/not survive a reload/);
    expect((await journal.createRun(newRun('a'))).number).toBe(1);
  });

  test('storage that cannot be opened at first is tried again', async () => {
    const name = nameOf();
    const { journal: before } = await openJournal({ name });
    await before.createRun(newRun('a'));
    before.close();
    const open = vi.spyOn(IDBFactory.prototype, 'open');
    for (let failure = 0; failure < 2; failure += 1) {
      open.mockImplementationOnce(() => {
        throw new DOMException('Internal error opening backing store.', 'UnknownError');
      });
    }
    const { journal, notice } = await openJournal({ name });
    expect([journal.kind, notice]).toEqual(['indexeddb', undefined]);
    expect(await journal.listRuns()).toMatchObject([{ id: 'a' }]);
    expect(open).toHaveBeenCalledTimes(3);
  });

  test('so too where there is no IndexedDB at all', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const { journal, notice } = await openJournal({ name: nameOf() });
    expect(journal.kind).toBe('memory');
    expect(notice).toMatch(/not survive a reload/);
  });
});

describe('space', () => {
  test('is told', async () => {
    const { journal } = await openJournal({ name: nameOf() });
    const usage = (await journal.usage())!;
    expect(usage.quota).toBeGreaterThan(usage.used);
  });

  test('used up in the middle: the run stops with nothing lost, and goes on when there is space', async () => {
    const space = await limitSpace(3_000_000);
    const { journal } = await openJournal({ name: nameOf() });
    const old = await journal.createRun(newRun('old'));
    for (let n = 0; n < 4; n += 1) {
      const records = JSON.stringify([incompressible(300_000)]);
      await journal.commit(withSegment(old, n), { ...segmentOf(n), count: 1, records });
    }
    const row = await journal.createRun(newRun('a'));
    const errors: JournalError[] = [];
    let added = 0;
    const writer = createWriter({
      journal,
      row,
      groupSize: 4,
      timer: () => () => undefined,
      checkpoint: () => JSON.stringify({ added }),
      rowNow: () => ({}),
      onError: (error) => errors.push(error),
    });
    while (errors.length === 0) {
      added += 1;
      writer.add({ ...iteration('loop', added - 1), outputs: { text: incompressible(20_000) } } as RunRecord);
      await writer.flush().catch((error: unknown) => expect(error).toBe(errors[0]));
    }
    expect(errors.map(({ kind }) => kind)).toEqual(['quota']);
    const kept = await journal.directory('a');
    expect(kept.map(({ n }) => n)).toEqual(kept.map((_, n) => n));
    expect(await journal.getRun('a')).toMatchObject({ segments: kept.length });
    expect(kept.reduce((sum, { count }) => sum + count, 0)).toBe(added - 1);
    expect((await journal.getRun('old'))?.segments).toBe(4);

    await journal.deleteRun('old');
    await writer.retry();
    const segments = await journal.segments('a', 0, Infinity);
    expect(segments.flatMap(recordsOf).length).toBe(added);
    await writer.close();
    journal.close();
    await space.restore();
  });
});

describe('the lock of a run', () => {
  test('is held by one at a time', async () => {
    const first = (await lockRun('a', navigator.locks))!;
    expect(first.enforced).toBe(true);
    expect(await lockRun('a', navigator.locks)).toBeUndefined();
    const other = await lockRun('b', navigator.locks);
    expect(other?.enforced).toBe(true);
    other?.release();
    const waiting = whenFree('a', navigator.locks);
    first.release();
    const second = (await waiting)!;
    expect(await lockRun('a', navigator.locks)).toBeUndefined();
    second.release();
    await vi.waitUntil(async () => {
      const lock = await lockRun('a', navigator.locks);
      lock?.release();
      return lock !== undefined;
    });
  });

  test('need not be waited for any longer', async () => {
    const first = (await lockRun('c', navigator.locks))!;
    const abort = new AbortController();
    const waiting = whenFree('c', navigator.locks, abort.signal);
    abort.abort();
    expect(await waiting).toBeUndefined();
    first.release();
  });
});

/** Text that takes its length on disk too: the browser compresses what it can. */
function incompressible(length: number): string {
  return Array.from({ length }, () => String.fromCharCode(32 + Math.floor(Math.random() * 90))).join('');
}

/** Puts IndexedDB into a bucket of its own that holds so many bytes. */
async function limitSpace(quota: number): Promise<{ restore(): Promise<void> }> {
  const { storageBuckets } = navigator as unknown as {
    readonly storageBuckets: {
      open(name: string, options: { quota: number }): Promise<{ readonly indexedDB: IDBFactory }>;
      delete(name: string): Promise<void>;
    };
  };
  const bucket = await storageBuckets.open('small', { quota });
  vi.stubGlobal('indexedDB', bucket.indexedDB);
  return {
    async restore() {
      vi.unstubAllGlobals();
      await storageBuckets.delete('small');
    },
  };
}

/** What the fixtures of both versions hold. */
async function fillAsReleased(journal: Awaited<ReturnType<typeof openJournal>>['journal']): Promise<void> {
  const row = await journal.createRun(newRun('first', { answers: { review: ['yes'] } }));
  for (let n = 0; n < 65; n += 1) {
    await journal.commit(withSegment(row, n), segmentOf(n, { count: 1, checkpoint: n % 10 === 0 }));
  }
  await journal.continueAs(
    { ...withSegment(row, 65), status: 'continued', successor: 'second' },
    segmentOf(65, { count: 1 }),
    newRun('second', { generation: 1, chain: 'first', continuedFrom: 'first' }),
    '{"carried":1}',
    3,
  );
  await journal.putDraft({
    id: 'd',
    text: '{',
    updatedAt: 5,
    origins: ['https://api.example'],
    view: { line: 3 },
  });
  await journal.putSetting('theme', 'dark');
}
