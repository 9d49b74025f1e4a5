import { expect, test } from 'vitest';
import type { Journal } from '../../src/journal/journal';
import { newRun, segmentOf, withSegment } from './build';

/** What every journal does. `open` gives an empty one. */
export function keepsTheContract(open: () => Promise<Journal>): void {
  test('numbers runs from 1 and never gives a number twice', async () => {
    const journal = await open();
    expect(await journal.createRun(newRun('a'))).toEqual({
      ...newRun('a'),
      number: 1,
      segments: 0,
      bytes: 0,
    });
    await journal.createRun(newRun('b'));
    await journal.deleteRun('b');
    expect((await journal.createRun(newRun('c'))).number).toBe(3);
    expect((await journal.listRuns()).map(({ id }) => id)).toEqual(['c', 'a']);
  });

  test('refuses a run whose id is taken and keeps the first', async () => {
    const journal = await open();
    await journal.createRun(newRun('a'));
    await expect(journal.createRun(newRun('a', { name: 'Other' }))).rejects.toMatchObject({
      kind: 'unknown',
    });
    expect(await journal.getRun('a')).toMatchObject({ name: 'Review', number: 1 });
    expect((await journal.createRun(newRun('b'))).number).toBe(2);
  });

  test('gives back what was committed', async () => {
    const journal = await open();
    const answers = { review: ['no', 'yes'] };
    const row = await journal.createRun(newRun('a', { answers }));
    await journal.commit({ ...row, segments: 1, status: 'paused', why: 'before `write`' }, segmentOf(0));
    expect(await journal.segment('a', 0)).toEqual(segmentOf(0));
    expect(await journal.getRun('a')).toEqual({
      ...row,
      segments: 1,
      status: 'paused',
      why: 'before `write`',
      answers,
    });
  });

  test('keeps text, inputs and answers as they were when the run began', async () => {
    const journal = await open();
    const row = await journal.createRun(newRun('a'));
    await journal.commit({ ...row, text: 'other', inputs: {}, answers: { a: 1 }, speed: 1 });
    expect(await journal.getRun('a')).toEqual({ ...row, speed: 1 });
  });

  test('begins a run with segments of another, some with other states, and its own', async () => {
    const journal = await open();
    const row = await journal.createRun(newRun('a'));
    for (let n = 0; n < 70; n += 1)
      await journal.commit(withSegment(row, n), segmentOf(n, { checkpoint: n % 2 === 0 }));
    const checkpoints = new Map([[2, '{"other":2}']]);
    const last = segmentOf(66, { checkpoint: true });
    const begun = await journal.createFrom(newRun('b'), [last], { runId: 'a', count: 66, checkpoints });
    expect(begun).toMatchObject({ id: 'b', number: 2, segments: 67 });
    expect(await journal.getRun('b')).toEqual(begun);
    expect(await journal.segment('b', 2)).toEqual({ ...segmentOf(2), checkpoint: '{"other":2}' });
    expect(await journal.segment('b', 65)).toEqual(segmentOf(65));
    expect(await journal.checkpointBefore('b')).toEqual(last);
    expect((await journal.directory('b')).map(({ n }) => n)).toEqual(Array.from({ length: 67 }, (_, n) => n));
    await journal.deleteRun('a');
    expect((await journal.segments('b', 0, 99)).length).toBe(67);
    expect(begun.bytes).toBe(
      (await journal.segments('b', 0, 99)).reduce(
        (sum, { records, checkpoint = '' }) => sum + records.length + checkpoint.length,
        0,
      ),
    );
  });

  test('begins no run with segments that are not all there', async () => {
    const journal = await open();
    await journal.createRun(newRun('a'));
    const copied = { runId: 'a', count: 1, checkpoints: new Map<number, string>() };
    await expect(journal.createFrom(newRun('b'), [], copied)).rejects.toMatchObject({ kind: 'missing' });
    expect(await journal.getRun('b')).toBeUndefined();
  });

  test('changes what a person decides, and lists runs without their documents', async () => {
    const journal = await open();
    const row = await journal.createRun(newRun('a', { answers: { s: [1] } }));
    await journal.amendRuns(['a', 'nobody'], { name: 'Mine', pinned: true, removed: 'tab' });
    const [listed] = await journal.listRuns();
    expect(listed).toMatchObject({ id: 'a', name: 'Mine', pinned: true, removed: 'tab' });
    for (const part of ['text', 'inputs', 'answers']) expect(listed).not.toHaveProperty(part);
    await journal.amendRuns(['a'], { name: 'Review', pinned: false, removed: null });
    expect(await journal.getRun('a')).toEqual({ ...row, pinned: false });
  });

  test('leaves what a person decided as it is, whoever writes the run', async () => {
    const journal = await open();
    const row = await journal.createRun(newRun('a', { pinned: true }));
    await journal.amendRuns(['a'], { name: 'Mine', pinned: false });
    await journal.commit({ ...withSegment(row, 0), why: 'goes on' }, segmentOf(0));
    expect(await journal.getRun('a')).toMatchObject({ name: 'Mine', pinned: false, why: 'goes on' });
    await journal.amendRuns(['a'], { name: 'Yours' });
    await journal.commit({ ...withSegment(row, 1), why: 'went on' }, segmentOf(1));
    await journal.commit({ ...row, segments: 2, why: 'paused' });
    expect(await journal.getRun('a')).toMatchObject({ name: 'Yours', pinned: false, why: 'paused' });
  });

  test('hands what a person decided on to the successor, and keeps every link of a pinned run', async () => {
    const journal = await open();
    let row = await journal.createRun(newRun('g0'));
    await journal.amendRuns(['g0'], { name: 'Mine', pinned: true });
    for (let generation = 1; generation <= 3; generation += 1) {
      const successor = newRun(`g${generation}`, { generation, chain: 'g0', continuedFrom: row.id });
      row = await journal.continueAs({ ...row, name: 'Review' }, undefined, successor, '{}', 1);
      expect(row).toMatchObject({ id: successor.id, name: 'Mine', pinned: true });
      expect(await journal.getRun(row.id)).toEqual(row);
    }
    expect((await journal.listRuns()).map(({ id, name }) => [id, name])).toEqual(
      ['g3', 'g2', 'g1', 'g0'].map((id) => [id, 'Mine']),
    );
  });

  test('has nothing of runs it does not know', async () => {
    const journal = await open();
    expect(await journal.getRun('x')).toBeUndefined();
    expect(await journal.tail('x')).toBeUndefined();
    expect(await journal.directory('x')).toEqual([]);
    expect(await journal.segment('x', 0)).toBeUndefined();
    expect(await journal.segments('x', 0, 9)).toEqual([]);
    expect(await journal.checkpointBefore('x')).toBeUndefined();
    expect(await journal.getDraft('x')).toBeUndefined();
    expect(await journal.getSetting('x')).toBeUndefined();
    await journal.deleteRun('x');
  });

  test.each([
    ['a run that is not stored', 'b', 0, 'missing'],
    ['a gap', 'a', 2, 'missing'],
    ['a segment that is there already', 'a', 0, 'unknown'],
  ])('refuses %s and changes nothing', async (_, id, n, kind) => {
    const journal = await open();
    const row = await journal.createRun(newRun('a'));
    await journal.commit(withSegment(row, 0), segmentOf(0));
    const before = await journal.getRun('a');
    await expect(journal.commit({ ...row, id, why: 'new' }, segmentOf(n))).rejects.toMatchObject({ kind });
    expect(await journal.getRun('a')).toEqual(before);
    expect((await journal.directory('a')).length).toBe(1);
    expect(await journal.segment('a', 0)).toEqual(segmentOf(0));
  });

  test('aborts what follows a failed commit, though it was begun before the failure', async () => {
    const journal = await open();
    const row = await journal.createRun(newRun('a'));
    const all = await Promise.allSettled([
      journal.commit(withSegment(row, 0), segmentOf(0)),
      journal.commit(withSegment(row, 1), segmentOf(1)),
      journal.commit(withSegment(row, 3), segmentOf(3)),
      journal.commit(withSegment(row, 4), segmentOf(4)),
    ]);
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
    expect((await journal.directory('a')).map(({ n }) => n)).toEqual([0, 1]);
    expect(await journal.getRun('a')).toMatchObject({ segments: 2 });
    await journal.commit(withSegment(row, 2), segmentOf(2));
    expect((await journal.directory('a')).length).toBe(3);
  });

  test('rejects what cannot be stored, whole', async () => {
    const journal = await open();
    const row = await journal.createRun(newRun('a'));
    const bad = { ...segmentOf(0), ranges: [() => 1] as never };
    await expect(journal.commit({ ...row, why: 'new' }, bad)).rejects.toMatchObject({
      name: 'JournalError',
      kind: 'unknown',
    });
    expect(await journal.getRun('a')).toEqual(row);
    await expect(journal.putSetting('s', (() => 1) as never)).rejects.toMatchObject({ kind: 'unknown' });
  });

  test('holds on to no object it was given or gave', async () => {
    const journal = await open();
    const values = { list: [1] };
    await journal.putSetting('s', values);
    values.list.push(2);
    const given = await journal.getSetting('s');
    expect(given).toEqual({ list: [1] });
    (given as typeof values).list.push(3);
    expect(await journal.getSetting('s')).toEqual({ list: [1] });
  });

  test('stores a row as it was when it was committed, though it has to wait', async () => {
    const journal = await open();
    const row = await journal.createRun(newRun('a'));
    const counts = { ...row.counts };
    const commits = [0, 1, 2].map((n) => {
      counts.iterations = n;
      return journal.commit({ ...withSegment(row, n), counts }, segmentOf(n));
    });
    counts.iterations = 99;
    await Promise.all(commits);
    expect((await journal.getRun('a'))?.counts.iterations).toBe(2);
  });

  test('lists more segments than one directory row holds', async () => {
    const journal = await open();
    const row = await journal.createRun(newRun('a'));
    for (let n = 0; n < 200; n += 1) await journal.commit(withSegment(row, n), segmentOf(n));
    const entries = await journal.directory('a');
    expect(entries.map(({ n }) => n)).toEqual(Array.from({ length: 200 }, (_, n) => n));
    expect(entries[130]).toEqual({ n: 130, first: 520, count: 4, ranges: [['loop', 520, 523]] });
    for (const from of [1, 63, 64, 130, 199, 200, 300]) {
      expect(await journal.directory('a', from)).toEqual(entries.slice(from));
    }
  });

  test('finds the last checkpoint at or before a segment', async () => {
    const journal = await open();
    const row = await journal.createRun(newRun('a'));
    for (let n = 0; n < 8; n += 1) {
      await journal.commit(withSegment(row, n), segmentOf(n, { checkpoint: n % 3 === 1 }));
    }
    const found = await Promise.all(
      [undefined, 7, 6, 4, 3, 1, 0, 99].map((n) => journal.checkpointBefore('a', n)),
    );
    expect(found.map((segment) => segment?.n)).toEqual([7, 7, 4, 4, 1, 1, undefined, 7]);
    expect(found[0]?.checkpoint).toBe('{"after":7}');
  });

  test.each([
    ['with the last checkpoint', 8, [1, 4, 7], [7]],
    ['what follows the last checkpoint', 7, [1, 4], [4, 5, 6]],
    ['the beginning when there is no checkpoint', 3, [], [0, 1, 2]],
    ['a checkpoint far back', 40, [2], Array.from({ length: 38 }, (_, i) => i + 2)],
    ['more segments than one directory row holds', 130, [128], [128, 129]],
  ])('gives %s as the tail of a run', async (_, count, checkpoints, expected) => {
    const journal = await open();
    const row = await journal.createRun(newRun('a'));
    await journal.createRun(newRun('ab'));
    for (let n = 0; n < count; n += 1) {
      await journal.commit(withSegment(row, n), segmentOf(n, { checkpoint: checkpoints.includes(n) }));
    }
    const tail = (await journal.tail('a'))!;
    expect(tail.row).toEqual(await journal.getRun('a'));
    expect(tail.row.segments).toBe(count);
    expect(tail.segments.map(({ n }) => n)).toEqual(expected);
    expect(tail.segments.at(-1)).toEqual(await journal.segment('a', count - 1));
    expect(await journal.tail('ab')).toMatchObject({ row: { id: 'ab', segments: 0 }, segments: [] });
  });

  test('reads segments up to, not with, the end', async () => {
    const journal = await open();
    const row = await journal.createRun(newRun('a'));
    for (let n = 0; n < 4; n += 1) await journal.commit(withSegment(row, n), segmentOf(n));
    const numbers = async (from: number, to: number): Promise<number[]> =>
      (await journal.segments('a', from, to)).map(({ n }) => n);
    expect(await numbers(1, 3)).toEqual([1, 2]);
    expect(await numbers(2, 99)).toEqual([2, 3]);
    expect(await numbers(2, 2)).toEqual([]);
    expect(await numbers(3, 1)).toEqual([]);
  });

  test('deletes all of a run and nothing of another', async () => {
    const journal = await open();
    for (const id of ['a', 'ab']) {
      const row = await journal.createRun(newRun(id));
      await journal.commit(withSegment(row, 0), segmentOf(0, { checkpoint: true }));
    }
    await journal.deleteRun('a');
    expect(await journal.getRun('a')).toBeUndefined();
    expect(await journal.segment('a', 0)).toBeUndefined();
    expect(await journal.directory('a')).toEqual([]);
    expect(await journal.segment('ab', 0)).toEqual(segmentOf(0, { checkpoint: true }));
    await expect(journal.commit({ ...newRun('a'), number: 1, segments: 1, bytes: 0 })).rejects.toMatchObject({
      kind: 'missing',
    });
  });

  test('goes on as a successor with the state and keeps the last generations', async () => {
    const journal = await open();
    let row = await journal.createRun(newRun('g0'));
    for (let generation = 1; generation <= 5; generation += 1) {
      await journal.commit(withSegment(row, row.segments), segmentOf(row.segments));
      const id = `g${generation}`;
      const closing = segmentOf(row.segments + 1);
      row = await journal.continueAs(
        { ...row, status: 'continued', successor: id, segments: row.segments + 2 },
        closing,
        newRun(id, { generation, chain: 'g0', continuedFrom: row.id }),
        '{"carried":1}',
        3,
      );
      expect(row).toMatchObject({ id, number: generation + 1, segments: 1, bytes: 15 });
    }
    expect((await journal.listRuns()).map(({ id, status }) => [id, status])).toEqual([
      ['g5', 'running'],
      ['g4', 'continued'],
      ['g3', 'continued'],
    ]);
    expect(await journal.directory('g2')).toEqual([]);
    expect(await journal.checkpointBefore('g5')).toEqual({
      n: 0,
      records: '[]',
      count: 0,
      first: 0,
      checkpoint: '{"carried":1}',
      ranges: [],
    });
    expect((await journal.directory('g4')).length).toBe(3);
  });

  test('begins no successor when the closing part cannot be written, and closes nothing without it', async () => {
    const journal = await open();
    const row = await journal.createRun(newRun('a'));
    await journal.createRun(newRun('taken'));
    const closing = { ...row, status: 'continued' as const };
    const next = newRun('b', { generation: 1, chain: 'a', continuedFrom: 'a' });
    await expect(journal.continueAs(closing, segmentOf(1), next, '{}', 3)).rejects.toMatchObject({
      kind: 'missing',
    });
    await expect(
      journal.continueAs(closing, segmentOf(0), { ...next, id: 'taken' }, '{}', 3),
    ).rejects.toMatchObject({ kind: 'unknown' });
    expect(await journal.getRun('a')).toEqual(row);
    expect(await journal.getRun('b')).toBeUndefined();
    expect(await journal.directory('a')).toEqual([]);
    expect((await journal.createRun(newRun('c'))).number).toBe(3);
  });

  test('keeps drafts and settings, the last one of each', async () => {
    const journal = await open();
    const draft = { id: 'd', text: '{', updatedAt: 5, origins: ['https://api.example'], view: { line: 3 } };
    await journal.putDraft({ ...draft, text: '' });
    await journal.putDraft(draft);
    await journal.putSetting('theme', 'dark');
    await journal.putSetting('theme', { name: 'light' });
    expect(await journal.getDraft('d')).toEqual(draft);
    expect(await journal.getSetting('theme')).toEqual({ name: 'light' });
  });

  test('rejects every call once closed', async () => {
    const journal = await open();
    await journal.createRun(newRun('a'));
    journal.close();
    const calls = [journal.listRuns(), journal.createRun(newRun('b')), journal.directory('a')];
    for (const call of await Promise.allSettled(calls))
      expect(call).toMatchObject({ reason: { name: 'JournalError', kind: 'closed' } });
  });
}
