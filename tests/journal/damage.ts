import { expect, test } from 'vitest';
import { recordsOf, type Journal } from '../../src/journal/journal';
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

  test('stops at a lost directory row', async () => {
    const { name, journal } = await filled(5);
    await tamper(name, 'directory', (rows) => rows.delete(['a', 3]));
    expect((await journal.directory('a')).map(({ n }) => n)).toEqual([0, 1, 2]);
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
