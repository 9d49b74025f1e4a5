import { isList } from '../json/json';
import {
  type DirectoryEntry,
  type Draft,
  JournalError,
  type ListedRun,
  type RunRow,
  type Segment,
} from './journal';

/** A run as its creator gives it: the journal adds the number and counts what it stored. */
export type NewRun = Omit<RunRow, 'number' | 'segments' | 'bytes'>;

/** What of a run never changes, kept apart: it can be large and would be rewritten with every segment. */
export type StoredDocument = Pick<RunRow, 'id' | 'text' | 'inputs' | 'answers'>;

/** What of a run is rewritten with every segment. */
export type StoredRun = ListedRun;

/** What stays as a person wants it, whoever writes the rest of the row. */
export type Decided = Pick<ListedRun, 'name' | 'pinned'>;

/** The part of a row that is written once. */
export function documentOf({ id, text, inputs, answers }: NewRun): StoredDocument {
  return { id, text, inputs, ...(answers !== undefined && { answers }) };
}

/** The part of a row that is written with every segment. */
export function storedRun(row: RunRow): StoredRun {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- named only to be left out
  const { text, inputs, answers, ...rest } = row;
  return rest;
}

/** The row of a run that has just been given its number, with the first segment it begins with, if any. */
export function numbered(run: NewRun, number: number, begin?: Segment): RunRow {
  return {
    ...run,
    number,
    segments: begin === undefined ? 0 : 1,
    bytes: begin === undefined ? 0 : sizeOf(begin),
  };
}

/** The first segment of a run that goes on from another: no records, only the state. */
export function openingSegment(checkpoint: string): Segment {
  return { n: 0, records: '[]', count: 0, first: 0, checkpoint, ranges: [] };
}

/** Characters of text in a segment: what the browser stores, as long as they are Latin. */
export function sizeOf(segment: Segment): number {
  return segment.records.length + (segment.checkpoint?.length ?? 0);
}

/**
 * What of a stored row a person decides, from whichever tab: who writes the run, perhaps in another one, need not
 * have heard of it and leaves it as it is.
 */
export function decided({ name, pinned }: Decided): Decided {
  return { name, ...(pinned !== undefined && { pinned }) };
}

/** A row as it was given, from its two parts. */
export function joined(run: StoredRun, document: StoredDocument): RunRow {
  return { ...run, ...document };
}

/** The entries of a directory before the first that does not say which iterations are where. */
export function soundEntries(entries: readonly DirectoryEntry[]): readonly DirectoryEntry[] {
  const broken = entries.findIndex(
    // Read back from a disk, like segments.
    ({ n, first, count, ranges }: { readonly [K in keyof DirectoryEntry]: unknown }) =>
      ![n, first, count].every(Number.isSafeInteger) || !Array.isArray(ranges) || !ranges.every(isRange),
  );
  return broken < 0 ? entries : entries.slice(0, broken);
}

/** A draft as it can be used; nothing when it has no text. */
export function soundDraft(draft: Draft | undefined): Draft | undefined {
  // Read back from a disk: an origin allowed by mistake would be a hole.
  const { text, origins }: { readonly [K in keyof Draft]?: unknown } = draft ?? {};
  if (draft === undefined || typeof text !== 'string') return undefined;
  const named = isList(origins) ? origins.filter((one) => typeof one === 'string') : [];
  return { ...draft, origins: named };
}

function isRange(range: unknown): boolean {
  const [address, first, last] = isList(range) ? range : [];
  return typeof address === 'string' && Number.isSafeInteger(first) && Number.isSafeInteger(last);
}

/** The error for writing after something that is not there: a deleted run, or a segment that failed. */
export function nothingBefore(segment: Segment | undefined): JournalError {
  return segment === undefined || segment.n === 0
    ? new JournalError('missing', 'This run is no longer stored.')
    : new JournalError(
        'missing',
        `Segment ${segment.n - 1} of this run is not stored, so ${segment.n} is not either.`,
      );
}

/** Order of the list of runs. */
export function newestFirst(a: ListedRun, b: ListedRun): number {
  return b.number - a.number || (a.id < b.id ? -1 : 1);
}
