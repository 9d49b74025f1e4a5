import type { Json } from '../json/json';
import { journalError } from './failure';
import {
  JournalError,
  type Amendment,
  type DirectoryEntry,
  type Draft,
  type Journal,
  type ListedRun,
  type RunRow,
  type Segment,
  type Tail,
} from './journal';
import {
  decided,
  documentOf,
  newestFirst,
  nothingBefore,
  numbered,
  openingSegment,
  storedRun,
  type NewRun,
} from './rows';
import { amended, opened, taken } from './rows-read';

interface Stored {
  row: RunRow;
  readonly segments: Segment[];
}

/** The journal for pages that may not store anything: the same answers, gone with the page. */
export class MemoryJournal implements Journal {
  readonly kind = 'memory';
  readonly #runs = new Map<string, Stored>();
  readonly #drafts = new Map<string, Draft>();
  readonly #settings = new Map<string, Json>();
  #lastNumber = 0;
  #closed = false;

  createRun(run: NewRun): Promise<RunRow> {
    return this.#answer(() => {
      this.#refuseTaken(run.id);
      const row = structuredClone(numbered(run, this.#lastNumber + 1));
      this.#add(row);
      return row;
    });
  }

  createFrom(
    run: NewRun,
    segments: readonly Segment[],
    copied?: Parameters<Journal['createFrom']>[2],
  ): Promise<RunRow> {
    return this.#answer(() => {
      this.#refuseTaken(run.id);
      const before = copied ? this.#segmentsOf(copied.runId).slice(0, copied.count) : [];
      if (copied && before.length < copied.count) throw nothingBefore(segments[0]);
      const all = [...before.map((one) => taken(one, copied?.checkpoints.get(one.n))), ...segments];
      const row = structuredClone(opened(run, this.#lastNumber + 1, all));
      this.#add(row, ...structuredClone(all));
      return row;
    });
  }

  amendRuns(ids: readonly string[], change: Amendment): Promise<void> {
    return this.#answer(() => {
      for (const id of ids) {
        const stored = this.#runs.get(id);
        if (stored) stored.row = amended(stored.row, change);
      }
    });
  }

  commit(row: RunRow, segment?: Segment): Promise<void> {
    return this.#answer(() => this.#prepare(structuredClone(row), structuredClone(segment))());
  }

  continueAs(
    row: RunRow,
    segment: Segment | undefined,
    successor: NewRun,
    checkpoint: string,
    keep: number,
  ): Promise<RunRow> {
    return this.#answer(() => {
      const begin = openingSegment(checkpoint);
      const commit = this.#prepare(structuredClone(row), structuredClone(segment));
      const known = this.#runs.get(row.id)?.row ?? row;
      const run = { ...successor, ...decided(known) };
      const next = structuredClone(numbered(run, this.#lastNumber + 1, begin));
      this.#refuseTaken(successor.id);
      commit();
      this.#add(next, begin);
      if (next.pinned !== true) this.#retire(row, next.generation - keep);
      return next;
    });
  }

  getRun(id: string): Promise<RunRow | undefined> {
    return this.#answer(() => this.#runs.get(id)?.row);
  }

  tail(runId: string): Promise<Tail | undefined> {
    return this.#answer(() => {
      const stored = this.#runs.get(runId);
      if (stored === undefined) return undefined;
      const { row, segments } = stored;
      const begin = segments.findLastIndex(({ checkpoint }) => checkpoint !== undefined);
      return { row: { ...row, segments: segments.length }, segments: segments.slice(Math.max(0, begin)) };
    });
  }

  listRuns(): Promise<readonly ListedRun[]> {
    return this.#answer(() => [...this.#runs.values()].map(({ row }) => storedRun(row)).sort(newestFirst));
  }

  deleteRun(id: string): Promise<void> {
    return this.#answer(() => void this.#runs.delete(id));
  }

  cut(runId: string, n: number): Promise<void> {
    return this.#answer(() => void this.#runs.get(runId)?.segments.splice(n));
  }

  directory(runId: string, from = 0): Promise<readonly DirectoryEntry[]> {
    return this.#answer(() =>
      this.#segmentsOf(runId)
        .slice(from)
        .map(({ n, first, count, ranges }) => ({ n, first, count, ranges })),
    );
  }

  segment(runId: string, n: number): Promise<Segment | undefined> {
    return this.#answer(() => this.#segmentsOf(runId)[n]);
  }

  checkpointBefore(runId: string, n = Infinity): Promise<Segment | undefined> {
    return this.#answer(() =>
      this.#segmentsOf(runId).findLast((segment) => segment.n <= n && segment.checkpoint !== undefined),
    );
  }

  segments(runId: string, from: number, to: number): Promise<readonly Segment[]> {
    return this.#answer(() => this.#segmentsOf(runId).filter(({ n }) => n >= from && n < to));
  }

  getDraft(id: string): Promise<Draft | undefined> {
    return this.#answer(() => this.#drafts.get(id));
  }

  putDraft(draft: Draft): Promise<void> {
    return this.#answer(() => void this.#drafts.set(draft.id, structuredClone(draft)));
  }

  getSetting(key: string): Promise<Json | undefined> {
    return this.#answer(() => this.#settings.get(key));
  }

  putSetting(key: string, value: Json): Promise<void> {
    return this.#answer(() => void this.#settings.set(key, structuredClone(value)));
  }

  usage(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  close(): void {
    this.#closed = true;
  }

  /** Copies what is given, so that nobody holds on to what is stored. */
  async #answer<Value>(give: () => Value): Promise<Value> {
    if (this.#closed) throw new JournalError('closed', 'The journal was closed.');
    try {
      return structuredClone(give());
    } catch (error) {
      throw journalError(error);
    }
  }

  #segmentsOf(runId: string): readonly Segment[] {
    return this.#runs.get(runId)?.segments ?? [];
  }

  #refuseTaken(id: string): void {
    if (this.#runs.has(id)) throw new DOMException('The id is taken.', 'ConstraintError');
  }

  #add(row: RunRow, ...segments: Segment[]): void {
    this.#lastNumber = row.number;
    this.#runs.set(row.id, { row, segments });
  }

  /** Checks a commit and gives what carries it out: all of it or nothing. */
  #prepare(row: RunRow, segment: Segment | undefined): () => void {
    const stored = this.#runs.get(row.id);
    const end = stored?.segments.length ?? 0;
    if (stored === undefined || (segment !== undefined && segment.n > end)) throw nothingBefore(segment);
    if (segment !== undefined && segment.n < end) {
      throw new DOMException('The segment is there.', 'ConstraintError');
    }
    return () => {
      stored.row = { ...storedRun(row), ...decided(stored.row), ...documentOf(stored.row) };
      if (segment !== undefined) stored.segments.push(segment);
    };
  }

  #retire(row: RunRow, upTo: number): void {
    let link: RunRow | undefined = row;
    while (link !== undefined) {
      if (link.generation <= upTo) this.#runs.delete(link.id);
      link = link.continuedFrom === undefined ? undefined : this.#runs.get(link.continuedFrom)?.row;
    }
  }
}
