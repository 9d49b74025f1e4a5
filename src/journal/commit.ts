import { unawaited, type Connection, type Writing } from './connection';
import { addEntries, clearBehind } from './directory';
import type { Segment } from './journal';
import { nothingBefore, type StoredRun } from './rows';

const COMMITTED = ['runs', 'segments', 'directory'] as const;
const WITH_SUCCESSOR = [...COMMITTED, 'documents', 'counters'] as const;

/** A row, perhaps a segment, and perhaps more that belongs into the same transaction. */
export interface Commit {
  readonly row: StoredRun;
  readonly segment: Segment | undefined;
  readonly more?: (transaction: Writing<(typeof WITH_SUCCESSOR)[number]>) => Promise<void>;
}

/**
 * Writes commits of one run, in order, in one transaction. `first`: no segment of this run was written
 * from here before, so leftovers behind a gap may stand in the way.
 */
export async function writeCommits(
  connection: Connection,
  commits: readonly Commit[],
  first: boolean,
): Promise<void> {
  const last = commits.at(-1);
  if (last === undefined) return;
  const { more } = last;
  if (more === undefined) {
    await connection.write(COMMITTED, async (transaction) => {
      await ask(transaction, commits, last.row, first);
      transaction.commit();
    });
  } else {
    await connection.write(WITH_SUCCESSOR, async (transaction) => {
      await ask(transaction, commits, last.row, first);
      await more(transaction);
    });
  }
}

async function ask(
  transaction: Writing<(typeof COMMITTED)[number]>,
  commits: readonly Commit[],
  row: StoredRun,
  first: boolean,
): Promise<void> {
  const segments = commits.flatMap(({ segment }) => segment ?? []);
  const [begin] = segments;
  const goesOn = begin !== undefined && begin.n > 0;
  if (goesOn && first) await clearBehind(transaction, row.id, begin.n);
  // Asked together with the writes, not before them: the answer comes while they are carried out.
  const before = goesOn
    ? transaction.objectStore('segments').getKey([row.id, begin.n - 1])
    : transaction.objectStore('runs').getKey(row.id);
  unawaited(before);
  unawaited(transaction.objectStore('runs').put(row));
  for (const segment of segments) {
    // `add`, not `put`: a second writer must fail rather than overwrite.
    unawaited(transaction.objectStore('segments').add(segment, [row.id, segment.n]));
  }
  await addEntries(transaction, row.id, segments);
  if ((await before) === undefined) throw nothingBefore(begin);
}
