import { isObject, own, type Json } from '../json/json';
import type { SeriesPage, SeriesQuery } from './api';
import type { Entry } from './entry';
import { failedCheck, type IterationRecord, numberOf } from './iteration-record';

/** Most iterations read at once, deepest member and most names offered. */
const mostIterations = 20_000;
const deepest = 3;
const mostNames = 60;

/** Lines of numbers over iterations, read from the records of their ends. */
export async function series(entry: Entry, query: SeriesQuery): Promise<SeriesPage> {
  const { loop, names, bucket } = query;
  await entry.live?.flush();
  const { model, segments } = entry;
  const { history } = model;
  const { first, end } = await history.extent(loop, segments);
  const from = Math.max(first, query.from);
  const to = Math.min(end, from + Math.min(query.count, mostIterations));
  const points = Math.max(0, Math.ceil((to - from) / bucket));
  const lines = names.map((name) => ({
    name,
    path: pathOf(name),
    low: new Array<number | null>(points).fill(null),
    high: new Array<number | null>(points).fill(null),
  }));
  const failed = new Set<number>();
  const seen = new Uint8Array(Math.max(0, to - from));
  const verdicts = bucket === 1 ? new Array<string>(points).fill('') : [];
  for (const { n, ranges: held } of await history.directory(segments)) {
    if (!held.some(([at, low, high]) => at === loop && low < to && from <= high)) continue;
    for (const record of await history.records(n)) {
      if ((record.type !== 'iteration' && record.type !== 'item') || record.address !== loop) continue;
      const number = numberOf(record);
      if (number < from || number >= to) continue;
      seen[number - from] = 1;
      const point = Math.floor((number - from) / bucket);
      if (hasFailed(record)) failed.add(point);
      if (bucket === 1 && record.type === 'iteration') {
        if (record.verdict !== undefined) verdicts[point] = JSON.stringify(record.verdict);
        else if (failedCheck(record)) verdicts[point] = 'fails';
      }
      for (const { path, low, high } of lines) {
        const value = valueAt(record, path);
        if (typeof value !== 'number') continue;
        low[point] = Math.min(low[point] ?? value, value);
        high[point] = Math.max(high[point] ?? value, value);
      }
    }
  }
  const missing = seen.indexOf(0);
  const ends = [
    await history.iteration(loop, first, segments),
    await history.iteration(loop, end - 1, segments),
  ];
  const offered = [...new Set(ends.flatMap((record) => (record ? numbersIn(record) : [])))];
  return {
    names: offered.slice(0, mostNames),
    first,
    end,
    from,
    whole: from + (missing < 0 ? seen.length : missing),
    lines: lines.map(({ name, low, high }) => ({ name, low, high })),
    failed: [...failed],
    verdicts,
  };
}

function hasFailed({ error, steps }: IterationRecord): boolean {
  return (
    error !== undefined ||
    Object.values(steps).some(({ status }) => status !== undefined && status !== 'skipped')
  );
}

function pathOf(name: string): readonly string[] {
  return name.split('.');
}

function valueAt(record: IterationRecord, [root, ...rest]: readonly string[]): Json | undefined {
  let at: Json | undefined = root === 'steps' ? record.outputs : varsOf(record);
  for (const key of rest) at = at !== undefined && isObject(at) ? own(at, key) : undefined;
  return at;
}

function varsOf(record: IterationRecord): Json {
  return record.type === 'iteration' ? (record.vars ?? {}) : {};
}

/** Every number in an iteration's outputs and variables that a name can reach. */
function numbersIn(record: IterationRecord): readonly string[] {
  return [...numbersUnder('steps', record.outputs, 0), ...numbersUnder('vars', varsOf(record), 0)];
}

function numbersUnder(name: string, value: Json, depth: number): readonly string[] {
  if (typeof value === 'number') return [name];
  if (!isObject(value) || depth >= deepest) return [];
  return Object.entries(value)
    .filter(([key]) => /^[\w$]+$/.test(key))
    .flatMap(([key, member]) => numbersUnder(`${name}.${key}`, member, depth + 1));
}
