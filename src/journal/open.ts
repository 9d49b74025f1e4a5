import { journalError } from './failure';
import { IndexedDbJournal } from './indexeddb';
import type { Journal } from './journal';
import { MemoryJournal } from './memory';
import { openDatabase, type ConnectionEvents } from './schema';

export interface JournalOptions extends ConnectionEvents {
  /** Of the database; pages of one origin with the same name share their runs. */
  readonly name?: string;
}

export interface OpenedJournal {
  readonly journal: Journal;
  /** Why runs will not survive a reload, when they will not. */
  readonly notice?: string;
}

/**
 * Opens the journal of this origin, or one in memory where the browser stores nothing.
 * Rejects with a JournalError of kind `closed` when a newer version of the page wrote it.
 */
export async function openJournal(options: JournalOptions = {}): Promise<OpenedJournal> {
  const { name = 'loop-playground', onClosed, onBlocked } = options;
  let journal: IndexedDbJournal | undefined;
  try {
    const database = await openDatabase(name, {
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
    if (cause instanceof DOMException && cause.name === 'VersionError') throw journalError(cause);
    return { journal: new MemoryJournal(), notice: noticeOf(cause) };
  }
}

function noticeOf(cause: unknown): string {
  const why =
    cause instanceof ReferenceError || journalError(cause).kind === 'blocked'
      ? 'This browser does not let the page store anything here'
      : 'The browser could not open its storage';
  return `${why}. Runs will not survive a reload.`;
}
