import { unawaited, type Connection, type Writing } from './connection';
import { addEntries, clearBehind } from './directory';
import type { Segment } from './journal';
import { decided, type Decided, nothingBefore, type StoredRun } from './rows';

const COMMITTED = ['runs', 'segments', 'directory'] as const;
const WITH_SUCCESSOR = [...COMMITTED, 'documents', 'counters'] as const;

/** A row, perhaps a segment, and perhaps more that belongs into the same transaction. */
export interface Commit {
  readonly row: StoredRun;
  readonly segment: Segment | undefined;
  readonly more?: (
    transaction: Writing<(typeof WITH_SUCCESSOR)[number]>,
    decisions: Decided,
  ) => Promise<void>;
}

/**
 * Writes commits of one run, in order, in one transaction; what a person has decided about the run stays. `first`:
 * no segment of this run was written from here before, so leftovers behind a gap may stand in the way.
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
      await more(transaction, await ask(transaction, commits, last.row, first));
    });
  }
}

async function ask(
  transaction: Writing<(typeof COMMITTED)[number]>,
  commits: readonly Commit[],
  row: StoredRun,
  first: boolean,
): Promise<Decided> {
  const segments = commits.flatMap(({ segment }) => segment ?? []);
  const [begin] = segments;
  const goesOn = begin !== undefined && begin.n > 0;
  if (goesOn && first) await clearBehind(transaction, row.id, begin.n);
  const runs = transaction.objectStore('runs');
  // Asked together with the writes, not before them: the answers come while they are carried out.
  const asked = runs.get(row.id);
  const before = goesOn && transaction.objectStore('segments').getKey([row.id, begin.n - 1]);
  unawaited(asked);
  if (before) unawaited(before);
  for (const segment of segments) {
    // `add`, not `put`: a second writer must fail rather than overwrite.
    unawaited(transaction.objectStore('segments').add(segment, [row.id, segment.n]));
  }
  await addEntries(transaction, row.id, segments);
  const stored = await asked;
  if (stored === undefined || (await before) === undefined) throw nothingBefore(begin);
  const decisions = decided(stored);
  unawaited(runs.put({ ...row, ...decisions }));
  return decisions;
}
