import { expect, test } from 'vitest';
import type { Journal } from '../../src/journal/journal';
import { recordsOf } from '../../src/journal/records-of';
import { openJournal } from '../../src/journal/open';
import { newRun, segmentOf, withSegment } from './build';
import { tamper } from './stores';

/** What a stored journal answers after something in it was lost or spoilt. */
export function standsDamage(): void {
  test('stops at a lost segment and goes on from there', async () => {
    const { name, journal } = await filled(70);
    await tamper(name, 'segments', (rows) => rows.delete(['a', 5]));
    expect((await journal.directory('a')).map(({ n }) => n)).toEqual([0, 1, 2, 3, 4]);
    expect((await journal.checkpointBefore('a'))?.n).toBe(4);
    await expect(journal.tail('a')).rejects.toMatchObject({ kind: 'missing' });
    await expect(journal.segments('a', 0, 9)).rejects.toMatchObject({ kind: 'missing' });
    journal.close();

    // A later page, which has not written this run yet, resumes at the gap: leftovers behind it go.
    const { journal: later } = await openJournal({ name });
    const row = (await later.getRun('a'))!;
    await later.commit({ ...row, segments: 5 });
    await later.commit(withSegment(row, 5), segmentOf(5, { count: 1 }));
    expect((await later.directory('a')).map(({ n, count }) => [n, count]).at(-1)).toEqual([5, 1]);
    await later.commit(withSegment(row, 6), segmentOf(6));
    expect((await later.segments('a', 0, 99)).length).toBe(7);
    expect((await later.directory('a')).length).toBe(7);
  });

  test('deletes nothing of a run that another page is writing', async () => {
    const { name, journal } = await filled(3);
    const { journal: other } = await openJournal({ name });
    const row = (await journal.getRun('a'))!;
    await journal.commit(withSegment(row, 3), segmentOf(3));
    await journal.commit(withSegment(row, 4), segmentOf(4));
    await expect(other.commit(withSegment(row, 3), segmentOf(3))).rejects.toMatchObject({ kind: 'unknown' });
    expect((await other.directory('a')).length).toBe(5);
  });

  test.each([
    ['one', 5, [3]],
    ['one that holds many', 130, [64]],
    ['all', 70, [0, 64, 65, 66, 67, 68, 69]],
  ])('makes lost directory rows anew from the segments: %s', async (_, segments, lost) => {
    const { name, journal } = await filled(segments);
    const before = await journal.directory('a');
    await tamper(name, 'directory', (rows) => {
      for (const n of lost) rows.delete(['a', n]);
    });
    expect(await journal.directory('a')).toEqual(before);
    expect(await journal.directory('a', 4)).toEqual(before.slice(4));
    expect((await journal.tail('a'))?.row.segments).toBe(segments);
    await tamper(name, 'segments', (rows) => rows.delete(['a', 2]));
    expect((await journal.directory('a')).map(({ n }) => n)).toEqual([0, 1]);
  });

  test('gives no tail when a segment is lost, also the first or the last', async () => {
    for (const n of [0, 4]) {
      const { name, journal } = await filled(5);
      await tamper(name, 'segments', (rows) => rows.delete(['a', n]));
      await expect(journal.tail('a')).rejects.toMatchObject({ kind: 'missing' });
    }
  });

  test('goes on before a segment that cannot be read once that is cut off', async () => {
    const { name, journal } = await filled(70);
    await tamper(name, 'segments', (rows) => rows.put({ broken: true }, ['a', 5]));
    await journal.cut('a', 5);
    const row = (await journal.getRun('a'))!;
    await journal.commit({ ...withSegment(row, 5), why: 'again' }, segmentOf(5, { count: 1 }));
    expect((await journal.directory('a')).map(({ n, count }) => [n, count])).toEqual([
      ...[0, 1, 2, 3, 4].map((n) => [n, 4]),
      [5, 1],
    ]);
    expect((await journal.segments('a', 0, 99)).length).toBe(6);
  });

  test.each([
    ['no text', { ...segmentOf(1), records: 7 }],
    ['no count', { n: 1, records: '[]', ranges: [] }],
    ['another number', segmentOf(2)],
  ])('reports a segment with %s', async (_, value) => {
    const { name, journal } = await filled(3);
    await tamper(name, 'segments', (rows) => rows.put(value, ['a', 1]));
    await expect(journal.segment('a', 1)).rejects.toMatchObject({ name: 'JournalError' });
    await expect(journal.segments('a', 0, 3)).rejects.toMatchObject({ name: 'JournalError' });
    expect(await journal.tail('a')).toMatchObject({ segments: [{ n: 2 }] });
    await tamper(name, 'segments', (rows) => rows.put({ ...segmentOf(2), records: 7 }, ['a', 2]));
    await expect(journal.tail('a')).rejects.toMatchObject({ name: 'JournalError' });
    expect(await journal.segment('a', 0)).toEqual(segmentOf(0, { checkpoint: true }));
  });

  test.each([
    ['cut short', segmentOf(1).records.slice(0, -3)],
    ['with a record too few', JSON.stringify(recordsOf(segmentOf(1)).slice(1))],
    ['that is no list', '{}'],
  ])('reports a text %s', async (_, records) => {
    const { name, journal } = await filled(3);
    await tamper(name, 'segments', (rows) => rows.put({ ...segmentOf(1), records }, ['a', 1]));
    const segment = (await journal.segment('a', 1))!;
    expect(() => recordsOf(segment)).toThrow(expect.objectContaining({ kind: 'corrupt' }));
  });
}

let made = 0;

async function filled(segments: number): Promise<{ readonly name: string; readonly journal: Journal }> {
  made += 1;
  const name = `damage-${made}`;
  const { journal } = await openJournal({ name });
  const row = await journal.createRun(newRun('a'));
  for (let n = 0; n < segments; n += 1) {
    await journal.commit(withSegment(row, n), segmentOf(n, { checkpoint: n % 2 === 0 }));
  }
  return { name, journal };
}
