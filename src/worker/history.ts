import { apply, type Frame, locateFrame, type Plan, type RunRecord, State } from '../engine';
import { fillFor } from '../engine/fill-for';
import { type DirectoryEntry, type Journal, JournalError } from '../journal/journal';
import { recordsOf } from '../journal/records-of';
import { soundEntries } from '../journal/rows';
import { isEndOf, type IterationRecord, numberOf } from './iteration-record';
import { complete, type Level, levelsAround } from './past-levels';
import { stateIn } from './salvage';
import { isDamage } from './damage';

/** What a walk along a loop shows. A frame is only good for the time of the call: then it goes on changing. */
export interface Walk {
  /** A record is about to be folded into the state. */
  comes?(state: State, record: RunRecord): void;
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
interface Checkpoint {
  readonly state: State;
  readonly n: number;
  readonly count: number;
}

/** Segments read at once while walking. */
const stride = 16;

/** What a run's journal holds, read a few segments at a time. */
export class History {
  private readonly journal: Journal;
  private readonly runId: string;
  private readonly plan: Plan;
  private entries: readonly DirectoryEntry[] = [];
  /** Segments read last, newest at the end: neighbours are asked for again, unless the memory is needed first. */
  private readonly cache = new Map<number, WeakRef<readonly RunRecord[]>>();
  /** By segment: why it cannot be read; and of how many of them that has been told. */
  private readonly unreadable = new Map<number, JournalError>();
  private told = 0;

  constructor(journal: Journal, runId: string, plan: Plan) {
    this.journal = journal;
    this.runId = runId;
    this.plan = plan;
  }

  /** Forgets what was read: it may have been written anew. */
  forget(): void {
    this.entries = [];
    this.cache.clear();
    this.unreadable.clear();
    this.told = 0;
  }

  /** The directory of the first `segments` segments; what of it is not known yet is read. */
  async directory(segments: number): Promise<readonly DirectoryEntry[]> {
    const known = this.entries;
    if (known.length < segments) {
      const more = soundEntries(await this.journal.directory(this.runId, known.length));
      // Somebody else has read more meanwhile, or what was known is forgotten.
      if (this.entries !== known) return this.directory(segments);
      if (more.length > 0) this.entries = [...known, ...more];
    }
    // What lies behind the part that could be read is not there.
    return this.entries.length > segments ? this.entries.slice(0, segments) : this.entries;
  }

  /** How many of the first `segments` are stored: none while storage refuses them, or another tab deletes them. */
  async stored(segments: number): Promise<number> {
    return Math.min(segments, (await this.directory(segments)).length);
  }

  /** Records of a stored segment; rejects with a sentence that says which of them, or that all, are gone. */
  async records(n: number): Promise<readonly RunRecord[]> {
    const known = this.cache.get(n)?.deref();
    if (known) return known;
    const records = await this.read(n);
    this.cache.set(n, new WeakRef(records));
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
    if (!(await this.journal.getRun(this.runId))) {
      throw new JournalError('deleted', 'This run is no longer stored.');
    }
    const which = `Records ${first + 1} to ${first + count} of this run`;
    throw new JournalError('corrupt', `${which} cannot be read: their part of the journal is damaged.`);
  }

  /** Iterations of one start of a loop in the first `segments` segments: from `first` up to, but without, `end`. */
  async extent(address: string, segments: number): Promise<{ readonly first: number; readonly end: number }> {
    let [first, end]: readonly [number | undefined, number] = [undefined, 0];
    // Items of a foreach end in any order.
    for (const { ranges } of await this.directory(segments)) {
      for (const [at, low, high] of ranges) {
        if (at !== address) continue;
        first = Math.min(first ?? low, low);
        end = Math.max(end, high + 1);
      }
    }
    return { first: first ?? 0, end };
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
      return (await this.records(n)).find((record) => isEndOf(record, address, number));
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
  async checkpoint(n: number): Promise<Checkpoint | undefined> {
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

  /** The state just before an iteration's record, with the record. */
  async before(
    address: string,
    number: number,
    segments: number,
  ): Promise<{ state: State; record: IterationRecord } | undefined> {
    const n = await this.segmentOf(address, number, segments);
    if (n === undefined) return undefined;
    // A checkpoint is the state after its segment, so one of segment `n` comes too late to stop in it.
    const base = await this.checkpoint(n - 1);
    const state = base?.state ?? new State(this.plan);
    for (const segment of await this.journal.segments(this.runId, base ? base.n + 1 : 0, n + 1)) {
      for (const record of recordsOf(segment)) {
        if (isEndOf(record, address, number)) {
          for (const level of await this.around(address, segments)) complete(state, level, undefined);
          return { state, record };
        }
        apply(state, record);
      }
    }
    return undefined;
  }

  /** The bodies around a loop with the records of their ends: what was dropped before the loop began is told there. */
  private async around(address: string, segments: number): Promise<readonly Level[]> {
    const levels = levelsAround(this.plan, address);
    for (const level of levels)
      if (level.address !== '') level.record = await this.iteration(level.address, level.number, segments);
    return levels;
  }

  /** Goes along iterations `from` … `to` of one start of a loop in order, reading and folding each segment once. */
  async walk(address: string, from: number, to: number, segments: number, walk: Walk): Promise<void> {
    const entries = await this.directory(segments);
    const holding = entries.filter(({ ranges }) =>
      ranges.some(([at, low, high]) => at === address && low <= to && from <= high),
    );
    const start = await this.standingAt(address, from, holding[0]?.n ?? entries.length);
    const { state } = start;
    // Behind an iteration that has not ended there may still be the end of its loop.
    const last = holding.at(-1);
    const hasEnded = last?.ranges.some(([at, , high]) => at === address && to <= high) === true;
    const end = hasEnded ? last.n + 1 : segments;
    let missing = to - from + 1;
    let around = await this.around(address, segments);
    // Once the loop has begun nothing more comes before it.
    const settle = (): void => {
      for (const level of around) complete(state, level, undefined);
      around = [];
    };
    const ready = (number: number): void => {
      const frame = number > to ? undefined : locateFrame(state, address, number);
      if (!frame) return;
      settle();
      if (!frame.begun && number >= from) walk.begun?.(frame);
    };
    const inherited = start.next > 0 ? locateFrame(state, address, from) : undefined;
    if (inherited) settle();
    if (inherited?.begun) walk.underWay?.(inherited);
    ready(from);
    for (let n = start.next; n < end; n += stride) {
      for (const segment of await this.journal.segments(this.runId, n, Math.min(end, n + stride))) {
        for (const record of recordsOf(segment)) {
          walk.comes?.(state, record);
          const own = 'address' in record && record.address === address;
          const ends = own && (record.type === 'iteration' || record.type === 'item');
          if (ends && numberOf(record) >= from && numberOf(record) <= to) {
            settle();
            const frame = fillFor(state, record);
            if (frame) walk.ended(frame, record);
            // Items of a foreach end in any order.
            missing -= 1;
            if (missing === 0) return;
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
}
