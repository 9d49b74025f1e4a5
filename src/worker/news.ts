import type { RunSnapshot, WorkerEvent } from './api';
import type { Entry } from './entry';
import { type IterationRecord, numberOf } from './iteration-record';

/** Shortest time between two batches to the page, ms. */
const batchMs = 16;
/** Most iterations told one by one in a batch; the page counts by snapshots. */
const mostItems = 1000;

type Items = Extract<WorkerEvent, { type: 'iterations' }>['items'][number];

/** A value as plain data that can be posted: lists that results carry hidden are left out, nothing is shared. */
export function pushed<T>(value: T): T {
  // JSON in, JSON out: what is sent is JSON throughout, but for members that are undefined.
  return JSON.parse(JSON.stringify(value)) as T;
}

function byTimer(flush: () => void, ms: number): void {
  setTimeout(flush, ms);
}

/** Tells the page what has changed: batches, at most one every 16 ms by `later`. */
export class News {
  private readonly send: (event: WorkerEvent) => void;
  private readonly later: (flush: () => void, ms: number) => void;
  private readonly changed = new Set<Entry>();
  private readonly iterations = new Map<string, Items[]>();
  private listChanged = false;
  /** Somebody wants each iteration; without that they are too many to be told. */
  private each = false;
  private waiting = false;

  constructor(send: (event: WorkerEvent) => void, later: News['later'] = byTimer) {
    this.send = send;
    this.later = later;
  }

  readonly change = (entry: Entry): void => {
    this.changed.add(entry);
    this.soon();
  };

  readonly iteration = ({ row }: Entry, record: IterationRecord): void => {
    if (!this.each) return;
    let items = this.iterations.get(row.id);
    if (!items) this.iterations.set(row.id, (items = []));
    if (items.length < mostItems) {
      const verdict = record.type === 'iteration' ? record.verdict : undefined;
      items.push({
        address: record.address,
        iteration: numberOf(record),
        ...(verdict !== undefined && { verdict }),
      });
    }
    this.soon();
  };

  readonly tellIterations = (): void => {
    this.each = true;
  };

  readonly list = (): void => {
    this.listChanged = true;
    this.soon();
  };

  private soon(): void {
    if (this.waiting) return;
    this.waiting = true;
    this.later(() => {
      this.waiting = false;
      this.flush();
    }, batchMs);
  }

  private flush(): void {
    const runs: RunSnapshot[] = [...this.changed].map((entry) => entry.snapshot());
    this.changed.clear();
    for (const [runId, items] of this.iterations) this.send({ type: 'iterations', runId, items });
    this.iterations.clear();
    if (runs.length > 0) this.send({ type: 'snapshots', runs });
    if (this.listChanged) this.send({ type: 'runs-changed' });
    this.listChanged = false;
  }
}
