import { unawaited, type Writing } from './connection';
import { addEntries, keysOf } from './directory';
import { JournalError, type Journal, type RunRow, type Segment } from './journal';
import { documentOf, type NewRun, opened, storedRun, taken, whole } from './rows';

/** Takes the next number shown to people; numbers of deleted runs are not given again. */
export async function nextNumber(transaction: Writing<'counters'>): Promise<number> {
  const counters = transaction.objectStore('counters');
  const number = ((await counters.get('runs')) ?? 0) + 1;
  unawaited(counters.put(number, 'runs'));
  return number;
}

/** Stores the row of a new run; the transaction fails when its id is taken. */
export function addRun(transaction: Writing<'runs' | 'documents'>, row: RunRow): void {
  unawaited(transaction.objectStore('runs').add(storedRun(row)));
  unawaited(transaction.objectStore('documents').add(documentOf(row)));
}

/** Removes everything stored for a run. */
export function removeRun(
  transaction: Writing<'runs' | 'documents' | 'segments' | 'directory'>,
  id: string,
): void {
  unawaited(transaction.objectStore('runs').delete(id));
  unawaited(transaction.objectStore('documents').delete(id));
  unawaited(transaction.objectStore('segments').delete(keysOf(id)));
  unawaited(transaction.objectStore('directory').delete(keysOf(id)));
}

/** Removes the links of a chain of continued runs, from `row` backwards, up to a generation. */
export async function retire(
  transaction: Writing<'runs' | 'documents' | 'segments' | 'directory'>,
  row: RunRow,
  upTo: number,
): Promise<void> {
  let link: Pick<RunRow, 'id' | 'generation' | 'continuedFrom'> | undefined = row;
  while (link !== undefined && upTo >= 0) {
    if (link.generation <= upTo) removeRun(transaction, link.id);
    if (link.continuedFrom === undefined) return;
    link = await transaction.objectStore('runs').get(link.continuedFrom);
  }
}

/** Stores a run with the segments it begins with, some of them taken from another run. */
export async function addWithSegments(
  transaction: Writing<'runs' | 'documents' | 'segments' | 'directory' | 'counters'>,
  run: NewRun,
  segments: readonly Segment[],
  copied: Parameters<Journal['createFrom']>[2],
): Promise<RunRow> {
  const store = transaction.objectStore('segments');
  let row = opened(run, await nextNumber(transaction), []);
  const add = async (segment: Segment): Promise<void> => {
    unawaited(store.add(segment, [run.id, segment.n]));
    await addEntries(transaction, run.id, [segment]);
    const { segments: count, bytes } = opened(run, 0, [segment]);
    row = { ...row, segments: row.segments + count, bytes: row.bytes + bytes };
  };
  // One by one: a long run does not fit into memory at once.
  for (let n = 0; copied && n < copied.count; n += 1) {
    const segment = await store.get([copied.runId, n]);
    if (!segment) throw new JournalError('missing', `Segment ${n} of the run to copy is missing.`);
    await add(taken(whole(segment, n), copied.checkpoints.get(n)));
  }
  for (const segment of segments) await add(segment);
  addRun(transaction, row);
  return row;
}
