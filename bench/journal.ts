import type { RunRecord } from '../src/engine/records';
import type { Segment } from '../src/journal/journal';

/** Most of the plain writes that are on their way at once. */
const inFlight = 2;

/** Reference: the same texts, one strict transaction each, two in flight. Gives milliseconds. */
export function putSegments(segments: readonly Segment[]): Promise<number> {
  return putAll(
    segments.map(({ n, records, checkpoint }) => (store: IDBObjectStore) => {
      store.put({ records, checkpoint }, n);
    }),
  );
}

/** Reference: the records of the segments as they are, a segment in each strict transaction. Gives milliseconds. */
export function putRecords(segments: readonly (readonly RunRecord[])[]): Promise<number> {
  return putAll(
    segments.map((records, n) => (store: IDBObjectStore) => {
      store.put({ records }, n);
    }),
  );
}

/** Reference: the same texts a few at a time, `together` in each strict transaction. Gives milliseconds. */
export function putSegmentsTogether(segments: readonly Segment[], together: number): Promise<number> {
  const batches: ((store: IDBObjectStore) => void)[] = [];
  for (let from = 0; from < segments.length; from += together) {
    const batch = segments.slice(from, from + together);
    batches.push((store) =>
      batch.forEach(({ n, records, checkpoint }) => store.put({ records, checkpoint }, n)),
    );
  }
  return putAll(batches);
}

/** Reference: a row per iteration, 256 rows in a strict transaction, two in flight. Gives milliseconds. */
export function putRows(records: readonly RunRecord[]): Promise<number> {
  const batches: ((store: IDBObjectStore) => void)[] = [];
  for (let from = 0; from < records.length; from += 256) {
    const batch = records.slice(from, from + 256);
    batches.push((store) => batch.forEach((record, index) => store.put(record, from + index)));
  }
  return putAll(batches);
}

async function putAll(writes: readonly ((store: IDBObjectStore) => void)[]): Promise<number> {
  const name = `bench-raw-${crypto.randomUUID()}`;
  const database = await openPlain(name);
  const began = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let write = writes[next++]; write !== undefined; write = writes[next++]) {
      const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' });
      write(transaction.objectStore('rows'));
      await new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error ?? new Error('The reference was aborted.'));
      });
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  const ms = performance.now() - began;
  database.close();
  await deleteDatabase(name);
  return ms;
}

/** Opens a database with one object store, `rows`, and nothing else. */
export function openPlain(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('rows');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The reference could not be opened.'));
  });
}

/** Deletes a database that nothing holds open. */
export function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error('The database could not be deleted.'));
  });
}
