import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import type { Json } from '../json/json';
import { EMPTIED } from './emptied';
import { JournalError, type DirectoryEntry, type Draft, type Segment } from './journal';
import type { StoredDocument, StoredRun } from './rows';

/** The object stores of the current version. Segments and directory rows are ordered by run, then number. */
export interface Schema extends DBSchema {
  runs: { key: string; value: StoredRun };
  documents: { key: string; value: StoredDocument };
  segments: { key: [runId: string, n: number]; value: Segment };
  /** Each row covers the segments from its key's number on: one, or 64 once they are gathered. */
  directory: { key: [runId: string, from: number]; value: readonly DirectoryEntry[] };
  drafts: { key: string; value: Draft };
  settings: { key: string; value: Json };
  counters: { key: string; value: number };
}

export type Database = IDBPDatabase<Schema>;
export type StoreName = StoreNames<Schema>;

/** Brings a database from the version that is its index to the next. */
export type Upgrade = (
  database: Database,
  transaction: IDBPTransaction<Schema, StoreName[], 'versionchange'>,
) => void | Promise<void>;

/** One step per version ever released; never edit a step, add one. The version is their number. */
export const UPGRADES: readonly Upgrade[] = [
  (database) => {
    database.createObjectStore('runs', { keyPath: 'id' });
    database.createObjectStore('documents', { keyPath: 'id' });
    database.createObjectStore('segments');
    database.createObjectStore('directory');
    database.createObjectStore('drafts', { keyPath: 'id' });
    database.createObjectStore('settings');
    database.createObjectStore('counters');
  },
  // The text of a segment may leave out what is as in the record before: a page that does not know would take it for damaged.
  () => undefined,
];

/** What can happen to a connection, told to whoever opened it. */
export interface ConnectionEvents {
  /** The connection is gone for good: every later call rejects with the same error. */
  readonly onClosed?: (reason: JournalError) => void;
  /** Another tab holds an older version open; opening goes on by itself once that tab is closed. */
  readonly onBlocked?: () => void;
}

/**
 * Opens the database and brings it to the version of `upgrades`. Rejects with what the browser gave.
 * The connection gives way by itself to a newer page or a deletion.
 */
export async function openDatabase(
  name: string,
  events: ConnectionEvents,
  upgrades: readonly Upgrade[] = UPGRADES,
): Promise<Database> {
  const database: Database = await openDB<Schema>(name, upgrades.length, {
    upgrade(opened, oldVersion, _newVersion, transaction, event) {
      // A step that fails must not leave half a schema behind; `openDB` then rejects by itself.
      upgradeFrom(oldVersion, upgrades, opened, transaction)
        .then(() => (isEmptied(event) ? transaction.objectStore('settings').put(true, EMPTIED) : undefined))
        .catch(() => transaction.abort());
    },
    blocked: () => events.onBlocked?.(),
    blocking(_current, newVersion) {
      database.close();
      events.onClosed?.(new JournalError('closed', newVersion === null ? DELETED : SUPERSEDED));
    },
    terminated: () => events.onClosed?.(new JournalError('closed', TERMINATED)),
  });
  return database;
}

/** Whether the database is new because the browser found the one before damaged. Only Chromium says so. */
function isEmptied(event: IDBVersionChangeEvent): boolean {
  return 'dataLoss' in event && event.dataLoss === 'total';
}

async function upgradeFrom(
  version: number,
  upgrades: readonly Upgrade[],
  database: Database,
  transaction: IDBPTransaction<Schema, StoreName[], 'versionchange'>,
): Promise<void> {
  transaction.done.catch(() => undefined);
  for (const step of upgrades.slice(version)) await step(database, transaction);
}

const SUPERSEDED =
  'A newer version of this page was opened and took over the stored runs. Reload this page to go on.';
const DELETED = 'The stored runs were deleted while this page was open.';
const TERMINATED = 'The browser closed the connection to the stored runs.';
