import type { Json } from '../json/json';
import { Connection, unawaited, type Writing } from './connection';
import { addEntry, clearBehind, entriesOf, prefixLength } from './directory';
import {
  JournalError,
  type DirectoryEntry,
  type Draft,
  type Journal,
  type RunRow,
  type Segment,
} from './journal';
import {
  joined,
  newestFirst,
  nothingBefore,
  numbered,
  openingSegment,
  storedRun,
  whole,
  type NewRun,
} from './rows';
import { addRun, nextNumber, removeRun, retire } from './runs';
import type { Database } from './schema';

const OF_A_RUN = ['runs', 'documents', 'segments', 'directory'] as const;

/** The journal in IndexedDB; whatever is written is on disk when its promise settles. */
export class IndexedDbJournal implements Journal {
  readonly kind = 'indexeddb';
  readonly #connection: Connection;
  /** Runs written to from here: only the first segment has to look for leftovers behind a gap. */
  readonly #writing = new Set<string>();

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

  async commit(row: RunRow, segment?: Segment): Promise<void> {
    await this.#connection.write(['runs', 'segments', 'directory'], (transaction) =>
      this.#commitIn(transaction, row, segment),
    );
    this.#writing.add(row.id);
  }

  continueAs(
    row: RunRow,
    segment: Segment | undefined,
    successor: NewRun,
    checkpoint: string,
    keep: number,
  ): Promise<RunRow> {
    return this.#connection.write([...OF_A_RUN, 'counters'], async (transaction) => {
      await this.#commitIn(transaction, row, segment);
      const begin = openingSegment(checkpoint);
      const next = numbered(successor, await nextNumber(transaction), begin);
      addRun(transaction, next);
      unawaited(transaction.objectStore('segments').add(begin, [next.id, 0]));
      await addEntry(transaction, next.id, begin);
      await retire(transaction, row, next.generation - keep);
      this.#writing.delete(row.id);
      return next;
    });
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

  listRuns(): Promise<readonly RunRow[]> {
    return this.#connection.read(['runs', 'documents'], async (transaction) => {
      const [runs, documents] = await Promise.all([
        transaction.objectStore('runs').getAll(),
        transaction.objectStore('documents').getAll(),
      ]);
      const byId = new Map(documents.map((document) => [document.id, document]));
      return runs
        .flatMap((run) => {
          const document = byId.get(run.id);
          return document === undefined ? [] : [joined(run, document)];
        })
        .sort(newestFirst);
    });
  }

  deleteRun(id: string): Promise<void> {
    return this.#connection.write(OF_A_RUN, async (transaction) => {
      removeRun(transaction, id);
      this.#writing.delete(id);
    });
  }

  directory(runId: string): Promise<readonly DirectoryEntry[]> {
    return this.#connection.read(['segments', 'directory'], (transaction) => entriesOf(transaction, runId));
  }

  segment(runId: string, n: number): Promise<Segment | undefined> {
    return this.#connection.read(['segments'], async (transaction) => {
      const segment = await transaction.objectStore('segments').get([runId, n]);
      return segment && whole(segment, n);
    });
  }

  checkpointBefore(runId: string, n?: number): Promise<Segment | undefined> {
    return this.#connection.read(['segments'], async (transaction) => {
      const last = n ?? (await prefixLength(transaction, runId)) - 1;
      if (last < 0) return undefined;
      const upTo = IDBKeyRange.bound([runId, 0], [runId, last]);
      let cursor = await transaction.objectStore('segments').openCursor(upTo, 'prev');
      for (let expected = cursor?.key[1] ?? 0; cursor !== null; expected -= 1) {
        const segment = whole(cursor.value, expected);
        if (segment.checkpoint !== undefined) return segment;
        cursor = await cursor.continue();
      }
      return undefined;
    });
  }

  segments(runId: string, from: number, to: number): Promise<readonly Segment[]> {
    return this.#connection.read(['segments'], async (transaction) => {
      if (to <= from) return [];
      const range = IDBKeyRange.bound([runId, from], [runId, to], false, true);
      const found = await transaction.objectStore('segments').getAll(range);
      return found.map((segment, index) => whole(segment, from + index));
    });
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

  async #commitIn(
    transaction: Writing<'runs' | 'segments' | 'directory'>,
    row: RunRow,
    segment: Segment | undefined,
  ): Promise<void> {
    const { id } = row;
    if (segment !== undefined && segment.n > 0 && !this.#writing.has(id)) {
      await clearBehind(transaction, id, segment.n);
    }
    // Asked together with the writes, not before them: a transaction whose predecessor failed aborts
    // when the answer comes, and nobody waits for it.
    const before =
      segment !== undefined && segment.n > 0
        ? transaction.objectStore('segments').getKey([id, segment.n - 1])
        : transaction.objectStore('runs').getKey(id);
    unawaited(before);
    unawaited(transaction.objectStore('runs').put(storedRun(row)));
    if (segment !== undefined) {
      // `add`, not `put`: a second writer must fail rather than overwrite.
      unawaited(transaction.objectStore('segments').add(segment, [id, segment.n]));
      await addEntry(transaction, id, segment);
    }
    if ((await before) === undefined) throw nothingBefore(segment);
  }
}
