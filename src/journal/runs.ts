import { unawaited, type Writing } from './connection';
import { keysOf } from './directory';
import type { RunRow } from './journal';
import { documentOf, storedRun } from './rows';

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
