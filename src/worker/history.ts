import { apply, fillFor, type Frame, locateFrame, type Plan, type RunRecord, State } from '../engine';
import { type DirectoryEntry, type Journal, JournalError, recordsOf } from '../journal/journal';
import { soundEntries } from '../journal/rows';
import { isDamage, salvage, type Salvaged, stateIn } from './salvage';

export type IterationRecord = Extract<RunRecord, { type: 'iteration' | 'item' }>;

/** What a walk along a loop shows. A frame is only good for the time of the call: then it goes on changing. */
export interface Walk {
  /** An iteration stands ready: nothing of it has happened. */
  begun?(frame: Frame): void;
  /** The first iteration looked at had begun before this run, in the one it goes on from. */
  underWay?(frame: Frame): void;
  /** The steps of an iteration or item have ended, its last check is being made. */
  ended(frame: Frame, record: IterationRecord): void;
  /** The loop is about to end with an iteration begun: a check before it has decided that. */
  over?(frame: Frame, record: Extract<RunRecord, { type: 'loop-ended' }>): void;
}

/** A state that was kept: the one after segment `n`, which holds `count` records (none when a run began with it). */
interface Standing {
  readonly state: State;
  readonly n: number;
  readonly count: number;
}

/** Segments read at once while walking. */
const stride = 16;

/** Numbers an iteration or an item within its loop. */
export function numberOf(record: IterationRecord): number {
  return record.type === 'iteration' ? record.iteration : record.index;
}

/** What a run's journal holds, read a few segments at a time. */
export class History {
  private readonly journal: Journal;
  private readonly runId: string;
  private readonly plan: Plan;
  private entries: readonly DirectoryEntry[] = [];
  /** Segments read last, newest at the end: neighbours are asked for again. */
  private readonly cache = new Map<number, readonly RunRecord[]>();
  /** By segment: why it cannot be read; and of how many of them that has been told. */
  private readonly unreadable = new Map<number, JournalError>();
  private told = 0;

  constructor(journal: Journal, runId: string, plan: Plan) {
    this.journal = journal;
    this.runId = runId;
    this.plan = plan;
  }

  /** The directory, read anew when it is shorter than `segments`. */
  async directory(segments: number): Promise<readonly DirectoryEntry[]> {
    if (this.entries.length < segments) this.entries = soundEntries(await this.journal.directory(this.runId));
    return this.entries;
  }

  /** How many of the first `segments` are stored: none while storage refuses them, or another tab deletes them. */
  async stored(segments: number): Promise<number> {
    return Math.min(segments, (await this.directory(segments)).length);
  }

  /** Records of a stored segment; rejects with a sentence that says which of them are gone. */
  async records(n: number): Promise<readonly RunRecord[]> {
    const known = this.cache.get(n);
    if (known) return known;
    const records = await this.read(n);
    this.cache.set(n, records);
    const oldest = this.cache.keys().next().value;
    if (this.cache.size > 24 && oldest !== undefined) this.cache.delete(oldest);
    return records;
  }

  private async read(n: number): Promise<readonly RunRecord[]> {
    try {
      const segment = await this.journal.segment(this.runId, n);
      if (segment) return recordsOf(segment);
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
    const { first, count } = this.entries[n] ?? { first: 0, count: 0 };
    // Of a segment that only holds the state, and of one that is not stored, no record is gone.
    if (count === 0) return [];
    const which = `Records ${first + 1} to ${first + count} of this run`;
    throw new JournalError('corrupt', `${which} cannot be read: their part of the journal is damaged.`);
  }

  /** Number of the segment that holds an iteration, searched from the end; undefined when none does. */
  async segmentOf(address: string, number: number, segments: number): Promise<number | undefined> {
    const entries = await this.directory(segments);
    for (let i = entries.length - 1; i >= 0; i--) {
      const entry = entries[i];
      if (entry?.ranges.some(([at, first, last]) => at === address && first <= number && number <= last))
        return entry.n;
    }
    return undefined;
  }

  /** The record of an iteration; undefined while there is none, and when it cannot be read any more. */
  async iteration(address: string, number: number, segments: number): Promise<IterationRecord | undefined> {
    const n = await this.segmentOf(address, number, segments);
    if (n === undefined || this.unreadable.has(n)) return undefined;
    try {
      return (await this.records(n)).find((record) => is(record, address, number));
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.unreadable.set(n, error);
      return undefined;
    }
  }

  /** What could not be read since this was asked last. */
  takeDamage(): readonly JournalError[] {
    const all = [...this.unreadable.values()].slice(this.told);
    this.told = this.unreadable.size;
    return all;
  }

  /** The state of the last checkpoint at or before segment `n` that can be read, with that segment's number. */
  async checkpoint(n: number): Promise<Standing | undefined> {
    for (let upTo = n; upTo >= 0;) {
      const base = await this.journal.checkpointBefore(this.runId, upTo);
      if (base?.checkpoint === undefined) return undefined;
      const state = stateIn(this.plan, base.checkpoint);
      if (state) return { state, n: base.n, count: base.count };
      // Without records of its own it is what the run took over from another one.
      if (base.count === 0) {
        throw new JournalError('corrupt', 'The state that this run began with cannot be read.');
      }
      upTo = base.n - 1;
    }
    return undefined;
  }

  /** The state at the end of what can be read, and how many segments that is. `tookOver`: from another run. */
  async latest(tookOver: boolean): Promise<Salvaged> {
    this.entries = soundEntries(await this.journal.directory(this.runId));
    const segments = this.entries.length;
    try {
      return { state: await this.stateBefore(segments, never), segments };
    } catch (error) {
      if (error instanceof JournalError && !isDamage(error)) throw error;
      const salvaged = await salvage(this.journal, this.runId, this.plan, segments, tookOver);
      this.entries = this.entries.slice(0, salvaged.segments);
      return salvaged;
    }
  }

  /** The state just before an iteration's record, with the record. */
  async before(
    address: string,
    number: number,
    segments: number,
  ): Promise<{ state: State; record: IterationRecord } | undefined> {
    const n = await this.segmentOf(address, number, segments);
    if (n === undefined) return undefined;
    let found: IterationRecord | undefined;
    const state = await this.stateBefore(n + 1, (record) => {
      if (!is(record, address, number)) return false;
      found = record;
      return true;
    });
    return found && { state, record: found };
  }

  /** Goes along iterations `from` … `to` of one start of a loop in order, reading and folding each segment once. */
  async walk(address: string, from: number, to: number, segments: number, walk: Walk): Promise<void> {
    const entries = await this.directory(segments);
    const first = entries.find(({ ranges }) =>
      ranges.some(([at, low, high]) => at === address && low <= to && from <= high),
    );
    const start = await this.standingAt(address, from, first?.n ?? entries.length);
    const { state } = start;
    const ready = (number: number): void => {
      const frame = number > to ? undefined : locateFrame(state, address, number);
      if (frame && !frame.begun && number >= from) walk.begun?.(frame);
    };
    const inherited = start.next > 0 ? locateFrame(state, address, from) : undefined;
    if (inherited?.begun) walk.underWay?.(inherited);
    ready(from);
    for (let n = start.next; n < segments; n += stride) {
      for (const segment of await this.journal.segments(this.runId, n, Math.min(segments, n + stride))) {
        for (const record of recordsOf(segment)) {
          const own = 'address' in record && record.address === address;
          const ends = own && (record.type === 'iteration' || record.type === 'item');
          if (ends && numberOf(record) >= from && numberOf(record) <= to) {
            const frame = fillFor(state, record);
            if (frame) walk.ended(frame, record);
            if (numberOf(record) === to) return;
          } else if (own && record.type === 'loop-ended') {
            const frame = locateFrame(state, address, record.iterations);
            if (frame && frame.iteration >= from && frame.iteration <= to) walk.over?.(frame, record);
            return;
          }
          apply(state, record);
          if (ends) ready(numberOf(record) + 1);
          else if (own && record.type === 'loop-started') ready(0);
        }
      }
    }
  }

  /**
   * A state before segment `end` in which nothing of the iteration has happened, and the segment that follows it. A run
   * that goes on from another one in the middle of that iteration has no earlier state than the one it began with.
   */
  private async standingAt(
    address: string,
    number: number,
    end: number,
  ): Promise<{ state: State; next: number }> {
    for (let n = end - 1; n >= 0;) {
      const base = await this.checkpoint(n);
      if (!base) break;
      const { state } = base;
      const isFirst = base.count === 0;
      if (isFirst || locateFrame(state, address, number)?.begun !== true) return { state, next: base.n + 1 };
      n = base.n - 1;
    }
    return { state: new State(this.plan), next: 0 };
  }

  /** Folds from the last checkpoint before segment `end` up to `end`, or until `stop` says so. */
  private async stateBefore(end: number, stop: (record: RunRecord) => boolean): Promise<State> {
    // A checkpoint is the state after its segment, so one of the segment asked for comes too late to stop in it.
    const wanted = stop === never ? end - 1 : end - 2;
    const base = await this.checkpoint(wanted);
    const state = base?.state ?? new State(this.plan);
    for (const segment of await this.journal.segments(this.runId, base ? base.n + 1 : 0, end)) {
      for (const record of recordsOf(segment)) {
        if (stop(record)) return state;
        apply(state, record);
      }
    }
    return state;
  }
}

const never = (): boolean => false;

function is(record: RunRecord, address: string, number: number): record is IterationRecord {
  return (
    (record.type === 'iteration' && record.iteration === number && record.address === address) ||
    (record.type === 'item' && record.index === number && record.address === address)
  );
}
