import type { RunRecord } from '../../src/engine/records';
import { recordsOf } from '../../src/journal/records-of';
import type { WorkerEvent } from '../../src/worker/api';
import type { Entry } from '../../src/worker/entry';
import { News } from '../../src/worker/news';
import { median, type Figure } from '../figure';
import { broughtBack, carryOut, removeRun } from '../long-run';

/** Iterations of one batch: the most that one tells of. */
const together = 1000;
/** Batches sent in one measurement, and measurements of each side after as many to warm up. */
const batches = 20;
const turns = 15;

type IterationRecord = Extract<RunRecord, { type: 'iteration' }>;

/** News of a run from its records to the listener, against posting the same batches as they are. */
export async function events(): Promise<readonly Figure[]> {
  const run = await carryOut(() => undefined);
  const entry = await broughtBack(run.journal, run.row.id);
  await entry.indexed();
  const segments = await run.journal.segments(run.row.id, 0, (together * batches) / 100);
  const records = segments
    .flatMap(recordsOf)
    .filter((record) => record.type === 'iteration')
    .slice(0, together * batches);
  if (records.length < together * batches) throw new Error(`Only ${records.length} iterations were read.`);
  await removeRun(run);

  const channel = new MessageChannel();
  let sent: WorkerEvent[] = [];
  const told = (): Promise<number> =>
    arrivals(channel, () => tell(entry, records, (event) => post(channel, event)));
  const plain = (): Promise<number> =>
    arrivals(channel, () => {
      for (const event of sent) post(channel, event);
    });
  tell(entry, records, (event) => sent.push(event));
  const measured: { own: number; other: number }[] = [];
  for (let turn = -turns; turn < turns; turn += 1) {
    const own = await told();
    const other = await plain();
    if (turn >= 0) measured.push({ own, other });
  }
  channel.port1.close();
  sent = [];
  return [
    {
      name: `event batches of ${together.toLocaleString('en')} iterations`,
      subject: { value: median(measured.map(({ own }) => own)) / batches, unit: 'ms a batch' },
      reference: {
        value: median(measured.map(({ other }) => other)) / batches,
        unit: 'ms a batch',
        of: 'postMessage of the same',
      },
      ratio: median(measured.map(({ own, other }) => own / other)),
      bar: { most: 2 },
      note: 'from the record of an iteration to the listener, both ends in one worker; each batch with a snapshot',
    },
  ];
}

/** Has the records told as the page's worker does, without the pauses between two batches. */
function tell(entry: Entry, records: readonly IterationRecord[], send: (event: WorkerEvent) => void): void {
  let flush: () => void = () => undefined;
  const news = new News(send, (batch) => {
    flush = batch;
  });
  news.tellIterations();
  for (let from = 0; from < records.length; from += together) {
    for (const record of records.slice(from, from + together)) {
      news.iteration(entry, record);
      news.change(entry);
    }
    flush();
  }
}

function post({ port1 }: MessageChannel, event: WorkerEvent): void {
  port1.postMessage(event);
}

/** Sends, and waits until all of it has been received and read; ms. */
async function arrivals(channel: MessageChannel, send: () => void): Promise<number> {
  const began = performance.now();
  let iterations = 0;
  const all = new Promise<void>((resolve) => {
    channel.port2.onmessage = ({ data }: MessageEvent<WorkerEvent>) => {
      if (data.type === 'iterations') iterations += data.items.length;
      // The snapshot of a batch follows its iterations.
      else if (iterations === together * batches) resolve();
    };
  });
  send();
  await all;
  return performance.now() - began;
}
