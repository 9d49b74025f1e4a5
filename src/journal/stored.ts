import { type Connection, unawaited, type Writing } from './connection';
import { addEntries, clearBehind } from './directory';
import { entriesOf, prefixLength } from './directory-read';
import {
  type Amendment,
  JournalError,
  type DirectoryEntry,
  type Journal,
  type RunRow,
  type Segment,
  type Tail,
} from './journal';
import type { NewRun } from './rows';
import { amended, opened, taken, whole } from './rows-read';
import { addRun, nextNumber } from './runs';
import { tailOf } from './tail';

// What a run that only writes can do without: what is stored is read, changed and copied, each as Journal says.

export function tail(connection: Connection, runId: string): Promise<Tail | undefined> {
  return connection.read(['runs', 'documents', 'segments'], (transaction) => tailOf(transaction, runId));
}

export function directory(
  connection: Connection,
  runId: string,
  from: number,
): Promise<readonly DirectoryEntry[]> {
  return connection.read(['segments', 'directory'], (transaction) => entriesOf(transaction, runId, from));
}

export function segment(connection: Connection, runId: string, n: number): Promise<Segment | undefined> {
  return connection.read(['segments'], async (transaction) => {
    const found = await transaction.objectStore('segments').get([runId, n]);
    return found && whole(found, n);
  });
}

export function checkpointBefore(
  connection: Connection,
  runId: string,
  n?: number,
): Promise<Segment | undefined> {
  return connection.read(['segments'], async (transaction) => {
    const last = n ?? (await prefixLength(transaction, runId)) - 1;
    if (last < 0) return undefined;
    const upTo = IDBKeyRange.bound([runId, 0], [runId, last]);
    let cursor = await transaction.objectStore('segments').openCursor(upTo, 'prev');
    for (let expected = cursor?.key[1] ?? 0; cursor !== null; expected -= 1) {
      const found = whole(cursor.value, expected);
      if (found.checkpoint !== undefined) return found;
      cursor = await cursor.continue();
    }
    return undefined;
  });
}

export function segments(
  connection: Connection,
  runId: string,
  from: number,
  to: number,
): Promise<readonly Segment[]> {
  return connection.read(['segments'], async (transaction) => {
    if (to <= from) return [];
    const range = IDBKeyRange.bound([runId, from], [runId, to], false, true);
    const found = await transaction.objectStore('segments').getAll(range);
    return found.map((one, index) => whole(one, from + index));
  });
}

export async function amendRuns(
  connection: Connection,
  ids: readonly string[],
  change: Amendment,
): Promise<void> {
  await connection.write(['runs'], async (transaction) => {
    const store = transaction.objectStore('runs');
    for (const id of ids) {
      const row = await store.get(id);
      if (row) unawaited(store.put(amended(row, change)));
    }
  });
}

export function cut(connection: Connection, runId: string, n: number): Promise<void> {
  return connection.write(['segments', 'directory'], async (transaction) => {
    unawaited(transaction.objectStore('segments').delete([runId, n]));
    await clearBehind(transaction, runId, n);
  });
}

export function createFrom(
  connection: Connection,
  run: NewRun,
  begin: readonly Segment[],
  copied: Parameters<Journal['createFrom']>[2],
): Promise<RunRow> {
  return connection.write(['runs', 'documents', 'segments', 'directory', 'counters'], (transaction) =>
    addWithSegments(transaction, run, begin, copied),
  );
}

async function addWithSegments(
  transaction: Writing<'runs' | 'documents' | 'segments' | 'directory' | 'counters'>,
  run: NewRun,
  begin: readonly Segment[],
  copied: Parameters<Journal['createFrom']>[2],
): Promise<RunRow> {
  const store = transaction.objectStore('segments');
  let row = opened(run, await nextNumber(transaction), []);
  const add = async (one: Segment): Promise<void> => {
    unawaited(store.add(one, [run.id, one.n]));
    await addEntries(transaction, run.id, [one]);
    const { segments: count, bytes } = opened(run, 0, [one]);
    row = { ...row, segments: row.segments + count, bytes: row.bytes + bytes };
  };
  // One by one: a long run does not fit into memory at once.
  for (let n = 0; copied && n < copied.count; n += 1) {
    const found = await store.get([copied.runId, n]);
    if (!found) throw new JournalError('missing', `Segment ${n} of the run to copy is missing.`);
    await add(taken(whole(found, n), copied.checkpoints.get(n)));
  }
  for (const one of begin) await add(one);
  addRun(transaction, row);
  return row;
}
