import type { DirectoryEntry, Segment } from './journal';
import { unawaited, type Writing } from './connection';

/** Entries gathered into one row: a million iterations are some 4,000 segments, read as about 120 rows. */
export const SPAN = 64;

/** All keys of a run in `segments` or `directory`: an array sorts after every number. */
export function keysOf(runId: string, from = 0): IDBKeyRange {
  return IDBKeyRange.bound([runId, from], [runId, []]);
}

/**
 * Adds the entries of segments that follow each other; settled, it has asked all it asks of the transaction. What is
 * written together is one row, and rows are gathered when 64 entries are complete: rewriting a growing row would
 * write each entry 32 times over.
 */
export async function addEntries(
  transaction: Writing<'directory'>,
  runId: string,
  segments: readonly Segment[],
): Promise<void> {
  const store = transaction.objectStore('directory');
  for (let rest = segments, [begin] = rest; begin !== undefined; [begin] = rest) {
    const from = begin.n - (begin.n % SPAN);
    const entries = rest.slice(0, from + SPAN - begin.n).map(entryOf);
    rest = rest.slice(entries.length);
    if (begin.n + entries.length < from + SPAN) {
      unawaited(store.put(entries, [runId, begin.n]));
      continue;
    }
    const covered = IDBKeyRange.bound([runId, from], [runId, begin.n]);
    const rows = await store.getAll(covered);
    unawaited(store.delete(covered));
    unawaited(store.put([...rows.flat(), ...entries], [runId, from]));
  }
}

function entryOf({ n, first, count, ranges }: Segment): DirectoryEntry {
  return { n, first, count, ranges };
}

/** Removes what lies behind a gap, so that a run can go on at `n`; an existing segment `n` is left alone. */
export async function clearBehind(
  transaction: Writing<'segments' | 'directory'>,
  runId: string,
  n: number,
): Promise<void> {
  const directory = transaction.objectStore('directory');
  const [cursor] = await Promise.all([
    directory.openCursor(IDBKeyRange.bound([runId, 0], [runId, n], false, true), 'prev'),
    directory.delete(keysOf(runId, n)),
    transaction.objectStore('segments').delete(IDBKeyRange.bound([runId, n], [runId, []], true)),
  ]);
  if (cursor === null) return;
  const before = cursor.value.filter((entry) => entry.n < n);
  if (before.length < cursor.value.length) await cursor.update(before);
}
