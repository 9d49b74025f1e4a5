import { apply, type Plan, type RunRecord, State } from '../engine';
import { readCheckpoint } from '../engine/read-checkpoint';
import { replay, type Replayed } from '../engine/replay';
import { fits } from '../engine/fits';
import { Group, type Taken } from '../journal/group';
import type { Journal, RunRow } from '../journal/journal';
import { recordsOf } from '../journal/records-of';
import type { ForkPoint } from './fork-types';
import { numberOf } from './iteration-record';

/** Segments behind the end of an iteration in which the beginning of one of its steps is looked for. */
const furthest = 64;

/** What a fork keeps of a run: its first segments as they are, then some records of the next one. */
export interface Kept {
  readonly segments: number;
  /** Records before the tail. */
  readonly first: number;
  readonly tail: Taken;
  /** The state of the run after all of that, by its own document. */
  readonly state: State;
}

/**
 * Finds what a fork keeps. Within a group the journal has dropped what its iteration tells again, so there the
 * run is replayed with the recorded answers. Undefined: the run has no such point.
 */
export async function keptRecords(
  journal: Journal,
  row: RunRow,
  plan: Plan,
  point: ForkPoint,
): Promise<Kept | undefined> {
  if (point.head === true) return allRecords(journal, row, plan);
  const at = await partingSegment(journal, row.id, point);
  if (!at) return undefined;
  const { n, records, first } = at;
  const attempts = attemptsIn(records);
  const replayed = replay(
    await stateAfter(journal, row.id, plan, n),
    {
      ...{ runId: row.id, seed: row.seed, fits },
      ...(row.answers && { answers: row.answers }),
      recalled: (address, attempt) => {
        const record = attempts.get(`${address} ${attempt}`);
        if (!record) return undefined;
        const { source = 'real', answer, error } = record;
        const failed = {
          ok: false,
          error: error ?? { code: 'step/no-answer', message: 'no answer' },
        } as const;
        return { source, result: answer === undefined ? failed : { ok: true, value: answer } };
      },
    },
    stopAt(point),
  );
  if (!replayed || replayed.some(([record]) => endsLoop(record, point))) return undefined;
  const tail = asRecorded(replayed, records);
  const state = await stateAfter(journal, row.id, plan, n);
  for (const record of parsed(tail)) apply(state, record);
  return { segments: n, first, tail, state };
}

/** Everything that is recorded of a run; undefined when it has ended or nothing is. */
async function allRecords(journal: Journal, row: RunRow, plan: Plan): Promise<Kept | undefined> {
  const count = (await journal.directory(row.id)).length;
  const last = count === 0 ? undefined : await journal.segment(row.id, count - 1);
  if (!last) return undefined;
  const state = await stateAfter(journal, row.id, plan, count);
  if (state.ending) return undefined;
  // A segment without records holds nothing but the state in which an earlier run was left.
  if (last.count === 0) {
    const tail = { count: 0, records: '[]', ranges: [] };
    return { segments: count, first: last.first, tail, state };
  }
  const { first, records, ranges } = last;
  return { segments: count - 1, first, tail: { count: last.count, records, ranges }, state };
}

/** The records of a tail, as the journal will give them. */
export function parsed(tail: Taken): readonly RunRecord[] {
  return recordsOf({ n: 0, first: 0, ...tail });
}

/** The state after the first `end` segments of a run, as a plan understands them. */
export async function stateAfter(journal: Journal, runId: string, plan: Plan, end: number): Promise<State> {
  const base = end === 0 ? undefined : await journal.checkpointBefore(runId, end - 1);
  const state = base?.checkpoint === undefined ? new State(plan) : readCheckpoint(plan, base.checkpoint);
  for (const segment of await journal.segments(runId, base ? base.n + 1 : 0, end))
    for (const record of recordsOf(segment)) apply(state, record);
  return state;
}

/** Whether the loop ended with the iteration before the point, so that no other one follows. */
function endsLoop(record: RunRecord, { loop, iteration, step, check }: ForkPoint): boolean {
  if (record.type !== 'iteration' || step !== undefined || check === true) return false;
  const before = record.address === loop && record.iteration === iteration - 1;
  return before && record.stop !== undefined && record.stop !== 'next';
}

/** Whether a record is about a step at this address or something inside it. */
function isAt(record: RunRecord, address: string): boolean {
  if (!('address' in record) || !record.address.startsWith(address)) return false;
  const next = record.address.charAt(address.length);
  return next === '' || next === '[' || next === '{';
}

/** The number of what a record ends, if it ends an iteration or item. */
function ended(record: RunRecord): number | undefined {
  return record.type === 'iteration' || record.type === 'item' ? numberOf(record) : undefined;
}

/** Says which record of a run is the first that is not kept. Asked once for each record, in order. */
function stopAt({ loop, iteration, step, check }: ForkPoint): (record: RunRecord) => boolean {
  if (step === undefined && check !== true) {
    let began = false;
    return (record) => {
      if (began) return true;
      began =
        'address' in record &&
        record.address === loop &&
        (iteration === 0 ? record.type === 'loop-started' : ended(record) === iteration - 1);
      return false;
    };
  }
  const places = [
    `${loop}[${iteration}]/${step ?? ''}`,
    `${loop}{${iteration}}/${step ?? ''}`,
    loop === '' ? step : undefined,
  ];
  return (record) => {
    if (record.type === 'run-ended') return true;
    if ('address' in record && record.address === loop && ended(record) === iteration) return true;
    return step !== undefined && places.some((place) => place !== undefined && isAt(record, place));
  };
}

/** The segment in which the kept part ends. */
async function partingSegment(
  journal: Journal,
  runId: string,
  point: ForkPoint,
): Promise<{ n: number; first: number; records: readonly RunRecord[] } | undefined> {
  const { loop, iteration, step, check } = point;
  const directory = await journal.directory(runId);
  const holding = (number: number): number | undefined =>
    directory.findLast(({ ranges }) =>
      ranges.some(([address, from, to]) => address === loop && from <= number && number <= to),
    )?.n;
  const read = async (n: number) => {
    const segment = await journal.segment(runId, n);
    return segment && { n, first: segment.first, records: recordsOf(segment) };
  };
  if (step === undefined && (check === true || iteration > 0)) {
    const n = holding(check === true ? iteration : iteration - 1);
    return n === undefined ? undefined : read(n);
  }
  const last = await read(holding(iteration) ?? directory.length - 1);
  const begins =
    step === undefined
      ? (record: RunRecord): boolean => record.type === 'loop-started' && record.address === loop
      : stopAt(point);
  let found = step === undefined ? undefined : last;
  // Records of one step stand together: the first of them is not far behind the last.
  for (let at = last; at; at = at.n === 0 ? undefined : await read(at.n - 1)) {
    if (at.records.some(begins)) found = at;
    else if (found && found !== last) break;
    if (last && step !== undefined && last.n - at.n >= furthest) break;
    if (found && step === undefined) break;
  }
  return found;
}

/** The attempts that are recorded, by address and number. */
function attemptsIn(records: readonly RunRecord[]): Map<string, Extract<RunRecord, { type: 'attempt' }>> {
  const attempts = new Map<string, Extract<RunRecord, { type: 'attempt' }>>();
  for (const record of records)
    if (record.type === 'attempt') attempts.set(`${record.address} ${record.attempt}`, record);
  return attempts;
}

/** What a record tells of: no two of one run are the same. */
function keyOf(record: RunRecord): string {
  const address = 'address' in record ? record.address : '';
  const number = 'attempt' in record ? record.attempt : 'index' in record ? record.index : ended(record);
  return `${record.type} ${address} ${number ?? ''}`;
}

/**
 * Replayed records as the run has recorded them: with its own times, its pauses, and without those that an
 * iteration among them tells again.
 */
function asRecorded(replayed: Replayed, recorded: readonly RunRecord[]): Taken {
  const own = new Map(recorded.map((record, position) => [keyOf(record), position]));
  const group = new Group();
  let seen = 0;
  for (const [record, body] of replayed) {
    const position = own.get(keyOf(record));
    for (; position !== undefined && seen <= position; seen++) {
      const pause = recorded[seen];
      if (pause?.type === 'resumed' || pause?.type === 'forked') group.add(pause, undefined);
    }
    const known = position === undefined ? undefined : recorded[position];
    group.add(known ?? timed(record, recorded), body);
  }
  return group.take();
}

/** A record that was dropped, with its times out of the record that tells it again. */
function timed(record: RunRecord, recorded: readonly RunRecord[]): RunRecord {
  if (!('address' in record)) return record;
  const slash = record.address.lastIndexOf('/');
  const body = record.address.slice(0, Math.max(0, slash));
  const teller = recorded.find(
    (one) =>
      (one.type === 'iteration' && body === `${one.address}[${one.iteration}]`) ||
      (one.type === 'item' && body === `${one.address}{${one.index}}`),
  );
  if (teller?.type !== 'iteration' && teller?.type !== 'item') return record;
  const trace = teller.steps[record.address.slice(slash + 1)];
  if (!trace) return record;
  const at = Math.round((teller.at + trace.at) * 10) / 10;
  return 'ms' in record ? { ...record, at, ms: trace.ms } : { ...record, at };
}
