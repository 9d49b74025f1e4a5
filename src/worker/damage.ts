import { JournalError } from '../journal/journal';

/** Whether a part of a journal is gone for good: a disk that is full or fails for a moment has lost nothing. */
export function isDamage(error: unknown): error is JournalError {
  return error instanceof JournalError && (error.kind === 'corrupt' || error.kind === 'missing');
}

/** Whether a run was deleted, or dropped from its chain, while it was being read. */
export function isDeleted(error: unknown): error is JournalError {
  return error instanceof JournalError && error.kind === 'deleted';
}
