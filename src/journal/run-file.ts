import type { RunRecord } from '../engine/records';
import { isList, isObject, type Json, type JsonObject } from '../json/json';
import { largestFile, tooLarge } from './file-limit';
import type { RunRow, Segment } from './journal';
import { recordsOf } from './records-of';
import { Ranges } from './ranges';
import { wrongInRecord } from './record-shape';
import { textOf } from './record-text';
import type { NewRun } from './rows';

const format = 'loop-playground/run';
const version = 1;

/** A run out of a file: what `createFrom` takes, still without an id of this device; or why it is none. */
export type RunFile =
  | { readonly run: Omit<NewRun, 'id' | 'chain'>; readonly segments: readonly Segment[] }
  | { readonly problem: string };

/** Segments made text at once; in between others have their turn. */
const batch = 32;

/**
 * The file of a run: its row with the document, and its records. Ids and owners stay on this device. Rejects with a
 * JournalError when a segment is damaged. `segments` gives those from a number up to another one.
 */
export async function runFile(
  row: RunRow,
  segments: (from: number, to: number) => Promise<readonly Segment[]>,
): Promise<string> {
  const { name, text, semantics, seed, inputs, answers, status, why, stoppedBy, counts, speed } = row;
  const { startedAt, updatedAt, endedAt } = row;
  const head = {
    ...{ name, text, semantics, seed, inputs, answers, status, why, stoppedBy, counts, speed },
    ...{ startedAt, updatedAt, endedAt },
  };
  let begin: string | undefined;
  const lists: string[] = [];
  for (let from = 0; from < row.segments; from += batch) {
    for (const segment of await segments(from, Math.min(from + batch, row.segments))) {
      if (segment.count > 0) lists.push(JSON.stringify(recordsOf(segment)));
      else if (segment.n === 0) begin = segment.checkpoint;
    }
  }
  return `${JSON.stringify({ format, version, run: head, ...(begin !== undefined && { begin }) }).slice(0, -1)},"segments":[\n${lists.join(',\n')}\n]}\n`;
}

/** Reads a file of a run, whoever wrote it. What is wrong comes back as a sentence. */
export function readRunFile(text: string): RunFile {
  if (text.length > largestFile) return { problem: tooLarge };
  let data: Json;
  try {
    // What JSON.parse gives is JSON by its definition.
    data = JSON.parse(text) as Json;
  } catch {
    return { problem: 'The file is not JSON, or not all of it is there.' };
  }
  if (!isObject(data) || data.format !== format)
    return { problem: `The file is no run of this page: it has no "format": "${format}".` };
  if (data.version !== version) {
    return { problem: `The file has version ${shown(data.version)}; this page reads version ${version}.` };
  }
  const run = isObject(data.run) ? headIn(data.run) : '"run" must be an object';
  if (typeof run === 'string') return { problem: `In the file, ${run}.` };
  if (data.begin !== undefined && typeof data.begin !== 'string')
    return { problem: 'In the file, "begin" must be text.' };
  const segments = segmentsIn(data.segments, data.begin);
  return typeof segments === 'string' ? { problem: `In the file, ${segments}.` } : { run, segments };
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'none' : JSON.stringify(value).slice(0, 40);
}

type Fields = Readonly<Record<string, readonly [says: string, fits: (value: Json) => boolean]>>;

const text = (most: number): Fields[string] => [
  `text of at most ${most} characters`,
  (value) => typeof value === 'string' && value.length <= most,
];
const count: Fields[string] = ['a number of at least 0', (value) => isCount(value)];
const object: Fields[string] = ['an object', (value) => isObject(value)];
const oneOf = (...values: readonly string[]): Fields[string] => [
  `one of ${values.join(', ')}`,
  (value) => typeof value === 'string' && values.includes(value),
];

const required: Fields = {
  name: text(1000),
  text: text(16 * 1024 * 1024),
  semantics: oneOf('playground', 'smithers', 'dify', 'conductor'),
  // JSON has 1e999 for a number without end.
  seed: ['text or a number', (value) => typeof value === 'string' || Number.isFinite(value)],
  inputs: object,
  status: oneOf('running', 'paused', 'waiting', 'completed', 'failed', 'stopped', 'continued'),
  why: text(10_000),
  counts: object,
  speed: ['a number from 0 to 4', (value) => isCount(value) && value <= 4 && Number.isInteger(value)],
  startedAt: count,
  updatedAt: count,
};
const optional: Fields = {
  answers: object,
  stoppedBy: oneOf('until', 'max', 'exit', 'error', 'person'),
  endedAt: count,
};

function isCount(value: Json | undefined): value is number {
  return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}

/** The row in a file, or what is wrong with it. */
function headIn(head: JsonObject): Omit<NewRun, 'id' | 'chain'> | string {
  const known: Record<string, Json> = {};
  for (const [fields, must] of [
    [required, true],
    [optional, false],
  ] as const) {
    for (const [name, [says, fits]] of Object.entries(fields)) {
      const value = Object.hasOwn(head, name) ? head[name] : undefined;
      if (value === undefined && !must) continue;
      if (value === undefined || !fits(value)) return `"run.${name}" must be ${says}`;
      known[name] = value;
    }
  }
  const counts: Record<string, number> = {};
  for (const name of ['iterations', 'steps', 'calls', 'failures', 'resumes']) {
    const value = isObject(known.counts) ? known.counts[name] : undefined;
    if (!isCount(value)) return `"run.counts.${name}" must be a number of at least 0`;
    counts[name] = value;
  }
  const going = known.status === 'running' || known.status === 'waiting';
  // Every member was compared with the table above.
  return { ...known, counts, generation: 0, ...(going && { status: 'paused' }) } as unknown as Omit<
    NewRun,
    'id' | 'chain'
  >;
}

/** The segments in a file, or what is wrong with one of their records. */
function segmentsIn(lists: Json | undefined, begin: string | undefined): readonly Segment[] | string {
  if (!isList(lists)) return '"segments" must be a list of lists of records';
  const segments: Segment[] = [];
  if (begin !== undefined)
    segments.push({ n: 0, first: 0, count: 0, records: '[]', checkpoint: begin, ranges: [] });
  const ranges = new Ranges();
  let first = 0;
  for (const [n, list] of lists.entries()) {
    if (!isList(list) || list.length === 0) return `"segments[${n}]" must be a list of records`;
    for (const [at, record] of list.entries()) {
      const wrong = wrongInRecord(record);
      if (wrong !== undefined) return `"segments[${n}][${at}]" ${wrong}`;
      // Compared just now.
      const known = record as unknown as RunRecord;
      if (known.type === 'iteration') ranges.add(known.address, known.iteration);
      if (known.type === 'item') ranges.add(known.address, known.index);
    }
    segments.push({
      n: segments.length,
      first,
      count: list.length,
      // Compared above, each of them.
      records: textOf(list as unknown as readonly RunRecord[]),
      ranges: ranges.take(),
    });
    first += list.length;
  }
  return segments;
}
