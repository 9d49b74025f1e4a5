import type { Json } from '../json/json';
import { Late, notLoaded } from '../json/late';
import { Connection, unawaited } from './connection';
import { writeCommits, type Commit } from './commit';
import { addEntries } from './directory';
import { journalError } from './failure';
import { Lane } from './lane';
import {
  JournalError,
  type Amendment,
  type DirectoryEntry,
  type Draft,
  type Journal,
  type ListedRun,
  type RunRow,
  type Segment,
  type Tail,
} from './journal';
import { joined, newestFirst, numbered, openingSegment, type NewRun, storedRun } from './rows';
import { addRun, nextNumber, removeRun, retire } from './runs';
import type { Database } from './schema';

/** What reads what is stored: a run that only writes goes without. */
const reading = new Late(() => import('./stored'));

async function stored(): Promise<typeof import('./stored')> {
  try {
    return await reading.load();
  } catch (cause) {
    throw new JournalError('unknown', notLoaded, { cause });
  }
}

const OF_A_RUN = ['runs', 'documents', 'segments', 'directory'] as const;

/** The journal in IndexedDB; whatever is written is on disk when its promise settles. */
export class IndexedDbJournal implements Journal {
  readonly kind = 'indexeddb';
  readonly #connection: Connection;
  /** By run: what is being written. */
  readonly #lanes = new Map<string, Lane>();

  constructor(database: Database) {
    this.#connection = new Connection(database);
  }

  createRun(run: NewRun): Promise<RunRow> {
    return this.#connection.write(['runs', 'documents', 'counters'], async (transaction) => {
      const row = numbered(run, await nextNumber(transaction));
      addRun(transaction, row);
      return row;
    });
  }

  async createFrom(
    run: NewRun,
    segments: readonly Segment[],
    copied?: Parameters<Journal['createFrom']>[2],
  ): Promise<RunRow> {
    return (await stored()).createFrom(this.#connection, run, segments, copied);
  }

  async amendRuns(ids: readonly string[], change: Amendment): Promise<void> {
    await (await stored()).amendRuns(this.#connection, ids, change);
  }

  commit(row: RunRow, segment?: Segment): Promise<void> {
    return this.#commit(row, { segment });
  }

  async continueAs(
    row: RunRow,
    segment: Segment | undefined,
    successor: NewRun,
    checkpoint: string,
    keep: number,
  ): Promise<RunRow> {
    const begin = openingSegment(checkpoint);
    let next = numbered(successor, 0, begin);
    await this.#commit(row, {
      segment,
      more: async (transaction, decisions) => {
        next = numbered({ ...successor, ...decisions }, await nextNumber(transaction), begin);
        addRun(transaction, next);
        unawaited(transaction.objectStore('segments').add(begin, [next.id, 0]));
        await addEntries(transaction, next.id, [begin]);
        if (next.pinned !== true) await retire(transaction, row, next.generation - keep);
      },
    });
    this.#lanes.delete(row.id);
    return next;
  }

  getRun(id: string): Promise<RunRow | undefined> {
    return this.#connection.read(['runs', 'documents'], async (transaction) => {
      const [run, document] = await Promise.all([
        transaction.objectStore('runs').get(id),
        transaction.objectStore('documents').get(id),
      ]);
      return run && document && joined(run, document);
    });
  }

  async tail(runId: string): Promise<Tail | undefined> {
    return (await stored()).tail(this.#connection, runId);
  }

  listRuns(): Promise<readonly ListedRun[]> {
    return this.#connection.read(['runs', 'documents'], async (transaction) => {
      const [runs, documents] = await Promise.all([
        transaction.objectStore('runs').getAll(),
        transaction.objectStore('documents').getAllKeys(),
      ]);
      const known = new Set(documents);
      return runs.filter(({ id }) => known.has(id)).sort(newestFirst);
    });
  }

  deleteRun(id: string): Promise<void> {
    return this.#connection.write(OF_A_RUN, async (transaction) => {
      removeRun(transaction, id);
      this.#lanes.delete(id);
    });
  }

  async cut(runId: string, n: number): Promise<void> {
    await (await stored()).cut(this.#connection, runId, n);
  }

  async directory(runId: string, from = 0): Promise<readonly DirectoryEntry[]> {
    return (await stored()).directory(this.#connection, runId, from);
  }

  async segment(runId: string, n: number): Promise<Segment | undefined> {
    return (await stored()).segment(this.#connection, runId, n);
  }

  async checkpointBefore(runId: string, n?: number): Promise<Segment | undefined> {
    return (await stored()).checkpointBefore(this.#connection, runId, n);
  }

  async segments(runId: string, from: number, to: number): Promise<readonly Segment[]> {
    return (await stored()).segments(this.#connection, runId, from, to);
  }

  getDraft(id: string): Promise<Draft | undefined> {
    return this.#connection.read(['drafts'], (transaction) => transaction.objectStore('drafts').get(id));
  }

  async putDraft(draft: Draft): Promise<void> {
    await this.#connection.write(['drafts'], (transaction) => transaction.objectStore('drafts').put(draft));
  }

  getSetting(key: string): Promise<Json | undefined> {
    return this.#connection.read(['settings'], (transaction) => transaction.objectStore('settings').get(key));
  }

  async putSetting(key: string, value: Json): Promise<void> {
    await this.#connection.write(['settings'], (transaction) =>
      transaction.objectStore('settings').put(value, key),
    );
  }

  async usage(): Promise<{ readonly used: number; readonly quota: number } | undefined> {
    try {
      const { usage, quota } = await navigator.storage.estimate();
      return usage === undefined || quota === undefined ? undefined : { used: usage, quota };
    } catch {
      // Not offered here, or not to a page like this one: then there is nothing to tell.
      return undefined;
    }
  }

  close(): void {
    this.lose(new JournalError('closed', 'The journal was closed.'));
  }

  /** Gives the connection up: what is under way ends, every later call rejects with `reason`. */
  lose(reason: JournalError): void {
    this.#connection.close(reason);
  }

  /** Not `async`: a lane starts its next transaction as soon as those who wait for the last have been told. */
  #commit(row: RunRow, rest: Omit<Commit, 'row'>): Promise<void> {
    try {
      // The commit may have to wait, and what a run counts may change meanwhile.
      const copy = { ...storedRun(row), counts: { ...row.counts } };
      return this.#laneOf(row.id).push({ ...rest, row: copy });
    } catch (error) {
      return Promise.reject(journalError(error));
    }
  }

  #laneOf(runId: string): Lane {
    let lane = this.#lanes.get(runId);
    if (lane === undefined) {
      lane = new Lane((commits, first) => writeCommits(this.#connection, commits, first));
      this.#lanes.set(runId, lane);
    }
    return lane;
  }
}
