import type { Journal } from '../../src/journal/journal';
import { openJournal } from '../../src/journal/open';
import { median, type Figure } from '../figure';
import { deleteDatabase, openPlain } from '../journal';
import { broughtBack, carryOut, iterations, removeRun } from '../long-run';

/** How often each is measured, in turns, after a tenth of that to warm up. */
const turns = 60;

/** Bringing a stored run back, up to where it can go on: its row, its document's plan and its state. */
export async function resume(): Promise<readonly Figure[]> {
  const run = await carryOut((event) => self.postMessage(event));
  const { journal, row, databaseName } = run;
  const last = await journal.segment(row.id, row.segments - 1);
  if (!last) throw new Error('The run has no last segment.');
  const plainName = `bench-plain-${crypto.randomUUID()}`;
  await putOne(plainName, { records: last.records, checkpoint: last.checkpoint });
  const plain = await openPlain(plainName);

  const warm = await inTurns(
    () => bringBack(journal, row.id),
    () => readOne(plain),
  );
  journal.close();
  plain.close();
  const cold = await inTurns(
    async () => {
      const opened = await openJournal({ name: databaseName });
      await bringBack(opened.journal, row.id);
      opened.journal.close();
    },
    async () => {
      const opened = await openPlain(plainName);
      await readOne(opened);
      opened.close();
    },
  );
  await removeRun(run);
  await deleteDatabase(plainName);
  return [
    { name: `resume of ${iterations.toLocaleString('en')} iterations`, of: 'reading one segment', ...warm },
    { name: '  with the opening of the database', of: 'the same, one segment', ...cold },
  ].map(({ name, of, subject, reference, ratio }) => ({
    name,
    subject: { value: subject, unit: 'ms' },
    reference: { value: reference, unit: 'ms', of },
    ratio,
    bar: { most: 5 },
  }));
}

async function bringBack(journal: Journal, runId: string): Promise<void> {
  const { state } = await broughtBack(journal, runId);
  if (state.ending?.status !== 'completed') throw new Error('The run did not come back as it ended.');
}

async function inTurns(
  subject: () => Promise<void>,
  reference: () => Promise<void>,
): Promise<{ subject: number; reference: number; ratio: number }> {
  const measured: { own: number; other: number }[] = [];
  for (let turn = -turns / 10; turn < turns; turn += 1) {
    const began = performance.now();
    await subject();
    const between = performance.now();
    await reference();
    const ended = performance.now();
    if (turn >= 0) measured.push({ own: between - began, other: ended - between });
  }
  return {
    subject: median(measured.map(({ own }) => own)),
    reference: median(measured.map(({ other }) => other)),
    ratio: median(measured.map(({ own, other }) => own / other)),
  };
}

/** Reads and parses the one segment of a plain database. */
async function readOne(database: IDBDatabase): Promise<void> {
  const request = database.transaction('rows').objectStore('rows').get(0);
  await new Promise((resolve, reject) => {
    request.onsuccess = resolve;
    request.onerror = () => reject(request.error ?? new Error('The segment could not be read.'));
  });
  const { records, checkpoint } = request.result as { records: string; checkpoint?: string };
  JSON.parse(records);
  if (checkpoint !== undefined) JSON.parse(checkpoint);
}

async function putOne(name: string, value: object): Promise<void> {
  const database = await openPlain(name);
  const transaction = database.transaction('rows', 'readwrite');
  transaction.objectStore('rows').put(value, 0);
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error ?? new Error('The segment could not be written.'));
  });
  database.close();
}
