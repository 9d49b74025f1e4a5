import type { Reading } from './connection';
import { keysOf } from './directory';
import { JournalError, type Segment, type Tail } from './journal';
import { joined } from './rows';
import { whole } from './rows-read';

/** Segments read at once while looking for a checkpoint: mostly one is among as many. */
const BATCH = 16;

/** The row of a run and its last segments. That none is missing is seen by counting them. */
export async function tailOf(
  transaction: Reading<'runs' | 'documents' | 'segments'>,
  runId: string,
): Promise<Tail | undefined> {
  const store = transaction.objectStore('segments');
  const keys = keysOf(runId);
  const [run, document, count, last] = await Promise.all([
    transaction.objectStore('runs').get(runId),
    transaction.objectStore('documents').get(runId),
    store.count(keys),
    store.openCursor(keys, 'prev'),
  ]);
  if (run === undefined || document === undefined) return undefined;
  if (count !== (last?.key[1] ?? -1) + 1 || count < run.segments) {
    throw new JournalError('missing', 'A part of the journal of this run is missing.');
  }
  let segments: readonly Segment[] = last ? [whole(last.value, count - 1)] : [];
  for (let from = count - segments.length; from > 0 && segments[0]?.checkpoint === undefined;) {
    const to = from;
    from = Math.max(0, to - BATCH);
    const found = await store.getAll(IDBKeyRange.bound([runId, from], [runId, to], false, true));
    const before = found.map((segment, index) => whole(segment, from + index));
    const begin = before.findLastIndex(({ checkpoint }) => checkpoint !== undefined);
    segments = [...before.slice(Math.max(0, begin)), ...segments];
  }
  return { row: { ...joined(run, document), segments: count }, segments };
}
