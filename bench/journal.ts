import type { RunRecord } from '../src/engine/records';
import type { RunRow, Segment } from '../src/journal/journal';
import { openJournal } from '../src/journal/open';
import { createWriter } from '../src/journal/writer';

/** A finished measurement of stored iterations. */
export interface Stored {
  readonly ms: number;
  readonly segments: readonly Segment[];
}

/** Records of a loop whose iteration has one pure step and counts: what an engine at full speed emits. */
export function* loopRecords(iterations: number): Generator<RunRecord> {
  const at = 1_700_000_000_000;
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    yield { type: 'step', address: `loop[${iteration}]/next`, output: { n: iteration }, ms: 0, at };
    yield {
      type: 'iteration',
      address: 'loop',
      iteration,
      ms: 0,
      outputs: { next: { n: iteration } },
      vars: { sum: iteration * 2 },
      verdict: false,
      steps: { next: { at: 0, ms: 0 } },
      at,
    };
  }
}

/** Subject: `iterations` through the writer into an empty database, the state about a kilobyte. */
export async function storeThroughWriter(iterations: number): Promise<Stored> {
  const name = `bench-writer-${crypto.randomUUID()}`;
  const { journal } = await openJournal({ name });
  const row = await journal.createRun(newRun());
  let done = 0;
  const filler = 'x'.repeat(1000);
  const writer = createWriter({
    journal,
    row,
    timer(run, ms) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    checkpoint: () => JSON.stringify({ iteration: done, filler }),
    rowNow: () => ({ counts: { iterations: done, steps: done, calls: 0, failures: 0, resumes: 0 } }),
    onError: (error) => {
      throw error;
    },
  });
  const began = performance.now();
  for (const record of loopRecords(iterations)) {
    if (record.type === 'iteration') done += 1;
    writer.add(record);
    if (writer.full !== undefined) await writer.full;
  }
  await writer.close({ checkpoint: true });
  const ms = performance.now() - began;
  const segments = await journal.segments(row.id, 0, Infinity);
  journal.close();
  await deleted(name);
  return { ms, segments };
}

/** Reference: the same texts, one strict transaction each, two in flight. Gives milliseconds. */
export function putSegments(segments: readonly Segment[]): Promise<number> {
  return putAll(
    segments.map(({ n, records, checkpoint }) => (store: IDBObjectStore) => {
      store.put({ records, checkpoint }, n);
    }),
  );
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
  const database = await opened(name);
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
  await Promise.all([lane(), lane()]);
  const ms = performance.now() - began;
  database.close();
  await deleted(name);
  return ms;
}

function opened(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('rows');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The reference could not be opened.'));
  });
}

function deleted(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error('The database could not be deleted.'));
  });
}

function newRun(): Omit<RunRow, 'number' | 'segments' | 'bytes'> {
  return {
    id: 'bench',
    name: 'Bench',
    text: '{"steps":[]}',
    semantics: 'playground',
    seed: 1,
    inputs: {},
    status: 'running',
    why: '',
    counts: { iterations: 0, steps: 0, calls: 0, failures: 0, resumes: 0 },
    speed: 4,
    startedAt: 0,
    updatedAt: 0,
    generation: 0,
    chain: 'bench',
  };
}
