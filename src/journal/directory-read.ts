import type { Reading } from './connection';
import { keysOf, SPAN } from './directory';
import type { DirectoryEntry } from './journal';

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

function isEntry(entry: DirectoryEntry | undefined, n: number): entry is DirectoryEntry {
  return entry?.n === n && Number.isInteger(entry.count) && Array.isArray(entry.ranges);
}
