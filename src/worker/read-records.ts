import { locateFrame } from '../engine';
import type { RunRecord } from '../engine/records';
import type { DirectoryEntry } from '../journal/journal';
import type { Cursor } from './api';
import type { Entry } from './entry';
import { isEndOf, numberOf } from './iteration-record';
import { isAfter, levelsOf, stepIn } from './past-levels';

/** Most records given at once. */
const most = 1000;

/** Records `from` … `from + limit` as they are stored, oldest first, and how many there are. */
export async function recordsFrom(
  entry: Entry,
  from: number,
  limit: number,
): Promise<{ records: readonly RunRecord[]; total: number }> {
  await entry.live?.flush();
  const { history } = entry.model;
  const directory = await history.directory(entry.segments);
  const total = countIn(directory);
  const start = Math.max(0, from);
  const end = Math.min(total, start + Math.min(limit, most));
  const records: RunRecord[] = [];
  for (const { n, first, count } of directory) {
    if (first + count <= start || first >= end) continue;
    const here = await history.records(n);
    records.push(...here.slice(Math.max(0, start - first), Math.max(0, end - first)));
  }
  return { records, total };
}

/**
 * How many records were there at the moment of a cursor; siblings that run at once count in the order of the
 * document. Those of pure steps are dropped when their iteration ends: then it is how many came before them.
 */
export async function recordsUpTo(entry: Entry, cursor: Cursor): Promise<number> {
  await entry.live?.flush();
  const { model, segments } = entry;
  const { history, plan } = model;
  const { address, iteration, stepId = '' } = cursor;
  const directory = await history.directory(segments);
  const step = plan.byId.get(stepId);
  const level = step && levelsOf(model, cursor, step, false).at(-1);
  const has = (record: RunRecord): boolean => {
    if (!level) return isEndOf(record, address, iteration);
    if (!('address' in record)) return false;
    if (record.address === address) {
      if (record.type === 'iteration' || record.type === 'item') return numberOf(record) < iteration;
      return record.type === 'loop-started' || record.type === 'entered';
    }
    const reached = stepIn(entry.state, level, record.address);
    return reached !== undefined && !isAfter(level, reached, record);
  };
  const ending = await history.segmentOf(address, iteration, segments);
  // Under way, or over before this run began, of which it has no record.
  if (ending === undefined && !level)
    return locateFrame(entry.state, address, iteration) ? countIn(directory) : 0;
  for (let n = ending ?? directory.length - 1; n >= 0; n--) {
    const last = (await history.records(n)).findLastIndex(has);
    if (last >= 0) return (directory[n]?.first ?? 0) + last + 1;
  }
  return 0;
}

function countIn(directory: readonly DirectoryEntry[]): number {
  const last = directory.at(-1);
  return last ? last.first + last.count : 0;
}
