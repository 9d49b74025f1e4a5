import { Late } from '../json/late';
import { journalError } from './failure';
import { IndexedDbJournal } from './indexeddb';
import type { Journal } from './journal';
import { openDatabase, type ConnectionEvents, type Database } from './schema';

export interface JournalOptions extends ConnectionEvents {
  /** Of the database; pages of one origin with the same name share their runs. */
  readonly name?: string;
}

export interface OpenedJournal {
  readonly journal: Journal;
  /** Why runs will not survive a reload, when they will not. */
  readonly notice?: string;
}

const memory = new Late(() => import('./memory'));

/**
 * ms before opening is tried once more. A browser that comes back after it was killed may find its files still held, and
 * in memory everything that is stored would be missing, the document as well.
 */
const rests: readonly number[] = [50, 150, 400, 1000];

/**
 * Opens the journal of this origin, or one in memory where the browser stores nothing.
 * Rejects with a JournalError of kind `closed` when a newer version of the page wrote it.
 */
export async function openJournal(options: JournalOptions = {}): Promise<OpenedJournal> {
  const { name = 'loop-playground', onClosed, onBlocked } = options;
  let journal: IndexedDbJournal | undefined;
  try {
    const database = await openAtLast(name, {
      onClosed: (reason) => {
        journal?.lose(reason);
        onClosed?.(reason);
      },
      ...(onBlocked && { onBlocked }),
    });
    journal = new IndexedDbJournal(database);
    return { journal };
  } catch (cause) {
    // Falling back here would hide runs that are there and can be had by reloading.
    if (isNewer(cause)) throw journalError(cause);
    const { MemoryJournal } = await memory.load();
    return { journal: new MemoryJournal(), notice: noticeOf(cause) };
  }
}

/** Opens the database, also when the browser fails to at first. */
async function openAtLast(name: string, events: ConnectionEvents): Promise<Database> {
  for (const rest of rests) {
    try {
      return await openDatabase(name, events);
    } catch (cause) {
      if (isRefusal(cause) || isNewer(cause)) throw cause;
      await new Promise((resolve) => setTimeout(resolve, rest));
    }
  }
  return openDatabase(name, events);
}

/** Whether this page may store nothing: asked again, the browser would say the same. */
function isRefusal(cause: unknown): boolean {
  return typeof indexedDB === 'undefined' || journalError(cause).kind === 'blocked';
}

function isNewer(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === 'VersionError';
}

function noticeOf(cause: unknown): string {
  return isRefusal(cause)
    ? 'This browser does not let the page store anything here. Runs will not survive a reload.'
    : 'The browser could not open its storage. What is stored is not shown, and new runs will not survive a reload. Reload this page to try again.';
}
