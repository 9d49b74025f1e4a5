import type { IDBPObjectStore, IDBPTransaction } from 'idb';
import { journalError } from './failure';
import type { JournalError } from './journal';
import type { Database, Schema, StoreName } from './schema';

/** A read-only transaction, as far as its stores: one over more stores can stand in for it. */
export interface Reading<Names extends StoreName> {
  objectStore<Name extends Names>(name: Name): IDBPObjectStore<Schema, StoreName[], Name>;
}

/** The same for writing. */
export interface Writing<Names extends StoreName> {
  objectStore<Name extends Names>(name: Name): IDBPObjectStore<Schema, StoreName[], Name, 'readwrite'>;
  /** Nothing more will be asked: saves the browser from asking whether there is. */
  commit(): void;
}

/** A database with whole transactions and one kind of error. */
export class Connection {
  readonly #database: Database;
  /** Why it is gone, once it is. */
  #lost: JournalError | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Runs `body` in one transaction that is on disk when the promise settles, or leaves no trace.
   * `body` may wait for requests of its transaction and for nothing else. Rejects with a JournalError.
   */
  write<Names extends StoreName, Value>(
    stores: readonly Names[],
    body: (transaction: Writing<Names>) => Promise<Value>,
  ): Promise<Value> {
    return this.#guarded(async () => {
      const names: StoreName[] = [...stores];
      const transaction = this.#database.transaction(names, 'readwrite', { durability: 'strict' });
      const ended = endOf(transaction);
      try {
        const value = await body(transaction);
        await ended;
        return value;
      } catch (error) {
        // Requests made before the throw would otherwise be committed without the rest.
        abort(transaction);
        await ended.catch(() => undefined);
        throw transaction.error ?? error;
      }
    });
  }

  /** Runs `body` in one read-only transaction. Rejects with a JournalError. */
  read<Names extends StoreName, Value>(
    stores: readonly Names[],
    body: (transaction: Reading<Names>) => Promise<Value>,
  ): Promise<Value> {
    return this.#guarded(async () => {
      const names: StoreName[] = [...stores];
      const transaction = this.#database.transaction(names, 'readonly');
      transaction.done.catch(() => undefined);
      return await body(transaction);
    });
  }

  /** Closes the database once its transactions have ended; later calls reject with `reason`. */
  close(reason: JournalError): void {
    this.#lost ??= reason;
    this.#database.close();
  }

  async #guarded<Value>(run: () => Promise<Value>): Promise<Value> {
    if (this.#lost !== undefined) throw this.#lost;
    try {
      return await run();
    } catch (error) {
      throw this.#reason(journalError(error));
    }
  }

  /** A lost connection first shows as an aborted transaction; why it was lost says more. */
  #reason(error: JournalError): JournalError {
    return error.kind === 'closed' && this.#lost !== undefined ? this.#lost : error;
  }
}

/**
 * For a write whose failure its transaction reports by aborting: the promise of the request alone must
 * not count as an unhandled rejection.
 */
export function unawaited(request: Promise<unknown>): void {
  request.catch(() => undefined);
}

/**
 * Not idb's `done`: that one rejects at the first failed request, before the transaction knows its
 * error, and then says "aborted" where the reason was the quota.
 */
function endOf(transaction: IDBPTransaction<Schema, StoreName[], 'readwrite'>): Promise<void> {
  unawaited(transaction.done);
  const ended = new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () =>
      reject(transaction.error ?? new DOMException('The transaction was aborted.', 'AbortError')),
    );
  });
  // It may end while `body` still waits for a request.
  unawaited(ended);
  return ended;
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It had ended already.
  }
}
