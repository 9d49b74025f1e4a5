import { isObject } from '../json/json';
import { type Amendment, JournalError, type ListedRun, type RunRow, type Segment } from './journal';
import { type NewRun, sizeOf, soundEntries } from './rows';

/** The row of a new run that begins with these segments. */
export function opened(run: NewRun, number: number, segments: readonly Segment[]): RunRow {
  const bytes = segments.reduce((sum, segment) => sum + sizeOf(segment), 0);
  return { ...run, number, segments: segments.length, bytes };
}

/** A segment of another run with another state, where there is one. */
export function taken(segment: Segment, checkpoint: string | undefined): Segment {
  return checkpoint === undefined ? segment : { ...segment, checkpoint };
}

/** The segment, when it is number `n` and has the parts of one; else throws what is wrong with it. */
export function whole(segment: Segment, n: number): Segment {
  // Read back from a disk: the type says what was written, not what is there.
  const { n: found, records }: Partial<Segment> = isObject(segment) ? segment : {};
  if (typeof records !== 'string' || soundEntries([segment]).length === 0) {
    throw new JournalError('corrupt', `Segment ${n} of this run is damaged.`);
  }
  if (found !== n) throw new JournalError('missing', `Segment ${n} of this run is missing.`);
  return segment;
}

/** A row as a person wants it. */
export function amended<Row extends ListedRun>(row: Row, { removed, ...change }: Amendment): Row {
  const next: Row = { ...row, ...change };
  if (removed === undefined) return next;
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- named only to be left out
  const { removed: before, ...rest } = next;
  // Only an optional member was left out.
  return removed === null ? (rest as Row) : { ...next, removed };
}
