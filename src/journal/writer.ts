import type { RunRecord } from '../engine/records';
import type { Journal, JournalError, RunRow } from './journal';
import { Queue } from './queue';
import type { NewRun } from './rows';
import { Segmenter, type Cut, type SegmenterOptions } from './segmenter';

/** Calls `run` once after `ms` milliseconds; what it gives calls that off. */
export type Timer = (run: () => void, ms: number) => () => void;

export interface WriterOptions extends SegmenterOptions {
  readonly journal: Pick<Journal, 'commit' | 'continueAs'>;
  /**
   * A group is written when it has this many records, or `intervalMs` after its first one; up to twice as long after
   * it where the group before was full, as a timer for each group costs a loop at full speed 4 % of its time.
   */
  readonly groupSize?: number;
  readonly intervalMs?: number;
  /**
   * Groups handed to the journal and not durable yet: as many as a loop at full speed fills in some 100 ms. It writes
   * those that wait in one transaction, which takes some 30 ms however many they are: the loop need not wait for the disk.
   */
  readonly maxInFlight?: number;
  readonly timer: Timer;
  /** Told once when storage fails; nothing is written until {@link Writer.retry}. */
  readonly onError: (error: JournalError) => void;
}

export interface FlushOptions {
  /** Also write the state and the row, whatever the last checkpoint was. */
  readonly checkpoint?: boolean;
}

/** Writes a run's records in groups. Records and checkpoint of a segment always agree. */
export interface Writer {
  /** The run as it will be stored once everything given to storage is durable. */
  readonly row: RunRow;
  /**
   * Takes a record that the state has taken already. May write a group there and then. `body`: the running
   * body at the end of whose iteration or item the record is told again and may be dropped; none: it is kept.
   */
  add(record: RunRecord, body?: object): void;
  /** Set while no more records should be added; settles when there is room again. */
  readonly full: Promise<void> | undefined;
  /** Settles when everything added so far is durable; rejects with what storage said. */
  flush(options?: FlushOptions): Promise<void>;
  /** After a failure: writes what was not written, in order. Settles and rejects like `flush`. */
  retry(): Promise<void>;
  /**
   * Ends this run and begins its successor in one transaction; nothing can be added afterwards. Gives
   * the successor's row once that is durable, be it after a `retry`; rejects when closed before.
   */
  continueAs(successor: NewRun, checkpoint: string, keep: number): Promise<RunRow>;
  /** Flushes and takes no more. Unwritten records are let go when storage has failed. */
  close(options?: FlushOptions): Promise<void>;
}

/** Begins to write a run that the journal has a row of. */
export function createWriter(options: WriterOptions): Writer {
  return new RunWriter(options);
}

/** What the engine waits for while the group is full and may not be written yet. */
interface Room {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

function newRoom(): Room {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}

class RunWriter implements Writer {
  readonly #options: WriterOptions;
  readonly #groupSize: number;
  readonly #intervalMs: number;
  readonly #segmenter: Segmenter;
  readonly #queue: Queue;
  #closed = false;
  /** Rejects a `continueAs` that waits; set once the run has ended that way: its row is not touched again. */
  #abandon: ((error: JournalError) => void) | undefined;
  /** The group is to be written although it is not full, and whether with a checkpoint. */
  #due = false;
  #checkpointDue = false;
  #stopTimer: (() => void) | undefined;
  /** The waiting group began after the timer was set. */
  #isYounger = false;
  #room: Room | undefined;

  constructor(options: WriterOptions) {
    this.#options = options;
    this.#groupSize = options.groupSize ?? 256;
    this.#intervalMs = options.intervalMs ?? 16;
    this.#segmenter = new Segmenter(options);
    this.#queue = new Queue(options.maxInFlight ?? 96, () => this.#pump(), options.onError);
  }

  get row(): RunRow {
    return this.#segmenter.row;
  }

  get full(): Promise<void> | undefined {
    return this.#room?.promise;
  }

  add(record: RunRecord, body?: object): void {
    if (this.#closed) throw new Error('A record was added to a closed writer.');
    this.#segmenter.add(record, body);
    if (this.#segmenter.size >= this.#groupSize) this.#pump();
    else if (this.#stopTimer === undefined) this.#setTimer();
  }

  flush(options: FlushOptions = {}): Promise<void> {
    const checkpoint = options.checkpoint === true && this.#abandon === undefined;
    if (this.#queue.failed === undefined && (checkpoint || this.#segmenter.size > 0)) {
      this.#due = true;
      this.#checkpointDue ||= checkpoint;
      this.#pump();
    }
    // Without room now, the next transaction takes all that waits.
    return this.#queue.durable(this.#queue.made + (this.#due ? 1 : 0));
  }

  retry(): Promise<void> {
    this.#queue.retry();
    return this.flush();
  }

  continueAs(successor: NewRun, checkpoint: string, keep: number): Promise<RunRow> {
    if (this.#closed) return Promise.reject(new Error('A closed writer was told to go on as another run.'));
    this.#closed = true;
    this.#stopTimer?.();
    const { row, segment } = this.#take();
    const closing: RunRow = { ...row, status: 'continued', successor: successor.id };
    return new Promise((resolve, reject) => {
      this.#abandon = reject;
      this.#queue.push(async () => {
        resolve(await this.#options.journal.continueAs(closing, segment, successor, checkpoint, keep));
      });
      this.#pump();
    });
  }

  close(options: FlushOptions = {}): Promise<void> {
    const flushed = this.flush(options);
    this.#closed = true;
    this.#stopTimer?.();
    this.#pump();
    if (this.#queue.failed !== undefined) this.#abandon?.(this.#queue.failed);
    return flushed;
  }

  readonly #onTime = (): void => {
    this.#stopTimer = undefined;
    if (this.#segmenter.size === 0) return;
    if (this.#isYounger) return this.#setTimer();
    this.#due = true;
    this.#pump();
  };

  #setTimer(): void {
    this.#isYounger = false;
    this.#stopTimer = this.#options.timer(this.#onTime, this.#intervalMs);
  }

  /** Writes what is full or due if there is room, and settles whether more can be added. */
  #pump(): void {
    if (this.#queue.hasRoom && (this.#due || this.#segmenter.size >= this.#groupSize)) {
      const { row, segment } = this.#take();
      this.#queue.push(() => this.#options.journal.commit(row, segment));
    }
    if (this.#closed || this.#segmenter.size < this.#groupSize) {
      this.#room?.resolve();
      this.#room = undefined;
    } else {
      this.#room ??= newRoom();
    }
  }

  #take(): Cut {
    const cut = this.#segmenter.cut(this.#checkpointDue);
    this.#isYounger = true;
    this.#due = false;
    this.#checkpointDue = false;
    return cut;
  }
}
