import type { RunRecord } from '../engine/records';
import type { Entry } from './entry';

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
  const last = directory.at(-1);
  const total = last ? last.first + last.count : 0;
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
