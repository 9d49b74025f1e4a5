import type { DirectoryEntry, Segment } from './journal';
import { unawaited, type Reading, type Writing } from './connection';

/** Entries gathered into one row: a million iterations are some 4,000 segments, read as about 120 rows. */
const SPAN = 64;

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

/**
 * The entries of a run from number `from` up to the first gap in its segments. An entry that is lost is made anew from its segment,
 * which holds all that it says.
 */
export async function entriesOf(
  transaction: Reading<'segments' | 'directory'>,
  runId: string,
  from: number,
): Promise<readonly DirectoryEntry[]> {
  const [rows, keys] = await Promise.all([
    // No row covers entries on both sides of a multiple of 64.
    transaction.objectStore('directory').getAll(keysOf(runId, from - (from % SPAN))),
    transaction.objectStore('segments').getAllKeys(keysOf(runId, from)),
  ]);
  const stored = rows.flat();
  const begin = stored.findIndex((entry) => isEntry(entry, from));
  const entries = begin < 0 ? [] : stored.slice(begin);
  const follows = (at: number): boolean => keys[at]?.[1] === from + at;
  let whole = 0;
  while (whole < entries.length && isEntry(entries[whole], from + whole) && follows(whole)) whole += 1;
  return follows(whole) ? mended(transaction, runId, from, stored, keys) : entries.slice(0, whole);
}

/** The same when an entry is missing where a segment is not. */
async function mended(
  transaction: Reading<'segments'>,
  runId: string,
  from: number,
  stored: readonly DirectoryEntry[],
  keys: readonly (readonly [string, number])[],
): Promise<readonly DirectoryEntry[]> {
  const known = new Map(stored.map((entry) => [entry.n, entry]));
  const entries: DirectoryEntry[] = [];
  for (const [index, [, n]] of keys.entries()) {
    if (n !== from + index) break;
    const entry = known.get(n);
    const found = isEntry(entry, n) ? entry : await transaction.objectStore('segments').get([runId, n]);
    if (!isEntry(found, n)) break;
    entries.push({ n, first: found.first, count: found.count, ranges: found.ranges });
  }
  return entries;
}

/** Number of segments before the first gap. */
export async function prefixLength(transaction: Reading<'segments'>, runId: string): Promise<number> {
  const store = transaction.objectStore('segments');
  const [count, last] = await Promise.all([
    store.count(keysOf(runId)),
    store.openKeyCursor(keysOf(runId), 'prev').then((cursor) => cursor?.key[1]),
  ]);
  if (last === undefined || count === last + 1) return count;
  const keys = await store.getAllKeys(keysOf(runId));
  const gap = keys.findIndex((key, index) => key[1] !== index);
  return gap === -1 ? keys.length : gap;
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

function isEntry(entry: DirectoryEntry | undefined, n: number): entry is DirectoryEntry {
  return entry?.n === n && Number.isInteger(entry.count) && Array.isArray(entry.ranges);
}
