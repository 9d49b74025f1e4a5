import type { RunRecord } from '../engine/records';
import { Group } from './group';
import { JournalError, type Journal, type RunRow, type Segment } from './journal';
import { Queue } from './queue';
import { sizeOf, type NewRun } from './rows';

/** Calls `run` once after `ms` milliseconds; what it gives calls that off. */
export type Timer = (run: () => void, ms: number) => () => void;

export interface WriterOptions {
  readonly journal: Pick<Journal, 'commit' | 'continueAs'>;
  /** The run as it is stored: its `segments` is the number of the first segment written here. */
  readonly row: RunRow;
  /** Records the run has stored already. */
  readonly records?: number;
  /** A group is written when it has this many records, or `intervalMs` after its first one. */
  readonly groupSize?: number;
  readonly intervalMs?: number;
  /** Transactions under way at the same time. */
  readonly maxInFlight?: number;
  readonly timer: Timer;
  /** JSON text of the state after the last record given to `add`. */
  readonly checkpoint: () => string;
  /** What changed in the row since the last call. */
  readonly rowNow: () => Partial<RunRow>;
  /** False keeps a record that the end of its iteration would otherwise drop. */
  readonly isSuperfluous?: (record: RunRecord) => boolean;
  /** Told once when storage fails; nothing is written until {@link Writer.retry}. */
  readonly onError: (error: JournalError) => void;
}

export interface FlushOptions {
  /** Also write the state and the row, whatever the last checkpoint was. */
  readonly checkpoint?: boolean;
}

/** Writes a run's records in groups. Records and checkpoint of a segment always agree. */
export interface Writer {
  /** Takes a record that the state has taken already. May write a group there and then. */
  add(record: RunRecord): void;
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

/** However large the state, a resume reads no more segments than this back to a checkpoint. */
const CHECKPOINT_EVERY = 16;

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
  readonly #maxInFlight: number;
  readonly #group: Group;
  readonly #queue: Queue;
  #row: RunRow;
  #records: number;
  #closed = false;
  /** The run ended by going on as another: its row is not touched any more. */
  #abandon: ((error: JournalError) => void) | undefined;
  /** The group waits for room although it is not full, and whether a checkpoint was asked for. */
  #due = false;
  #checkpointDue = false;
  #stopTimer: (() => void) | undefined;
  #room: Room | undefined;
  /** Characters of the last checkpoint, of the records since, and segments since. */
  #checkpointSize = 0;
  #sizeSince = 0;
  #segmentsSince = 0;
  /** The last segment written here has a checkpoint and nothing came after it. */
  #fresh = false;

  constructor(options: WriterOptions) {
    this.#options = options;
    this.#groupSize = options.groupSize ?? 256;
    this.#intervalMs = options.intervalMs ?? 16;
    this.#maxInFlight = options.maxInFlight ?? 2;
    this.#row = options.row;
    this.#records = options.records ?? 0;
    this.#group = new Group(options.isSuperfluous ?? (() => true));
    this.#queue = new Queue(() => this.#pump(), options.onError);
  }

  get full(): Promise<void> | undefined {
    return this.#room?.promise;
  }

  add(record: RunRecord): void {
    if (this.#closed) throw new Error('A record was added to a closed writer.');
    this.#group.add(record);
    if (this.#group.size >= this.#groupSize) this.#pump();
    else this.#stopTimer ??= this.#options.timer(this.#onTime, this.#intervalMs);
  }

  flush(options: FlushOptions = {}): Promise<void> {
    const checkpoint = options.checkpoint === true && this.#abandon === undefined;
    if (this.#queue.failed === undefined && (checkpoint || this.#group.size > 0)) {
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
    this.#end();
    const segment = this.#segment(false);
    const row: RunRow = { ...this.#rowAfter(segment), status: 'continued', successor: successor.id };
    return new Promise((resolve, reject) => {
      this.#abandon = reject;
      this.#queue.push(async () => {
        resolve(await this.#options.journal.continueAs(row, segment, successor, checkpoint, keep));
      });
    });
  }

  close(options: FlushOptions = {}): Promise<void> {
    const flushed = this.flush(options);
    this.#end();
    if (this.#queue.failed !== undefined) this.#abandon?.(this.#queue.failed);
    return flushed;
  }

  readonly #onTime = (): void => {
    this.#stopTimer = undefined;
    this.#due = true;
    this.#pump();
  };

  /** Writes what is full or due if there is room, and says whether there is room for more. */
  #pump(): void {
    const full = this.#group.size >= this.#groupSize;
    const free = this.#queue.failed === undefined && this.#queue.inFlight < this.#maxInFlight;
    if (free && (full || this.#due)) this.#take();
    if (this.#closed || this.#group.size < this.#groupSize) {
      this.#room?.resolve();
      this.#room = undefined;
    } else {
      this.#room ??= newRoom();
    }
  }

  #take(): void {
    const segment = this.#segment(this.#checkpointDue);
    const row = this.#rowAfter(segment);
    this.#clearDue();
    this.#queue.push(() => this.#options.journal.commit(row, segment));
  }

  /** The waiting records as the next segment; the state is taken in the same moment. */
  #segment(checkpointDue: boolean): Segment | undefined {
    if (this.#group.size === 0 && (!checkpointDue || this.#fresh)) return undefined;
    const taken = this.#group.take();
    this.#sizeSince += taken.records.length;
    this.#segmentsSince += 1;
    this.#fresh =
      checkpointDue || this.#sizeSince >= this.#checkpointSize || this.#segmentsSince >= CHECKPOINT_EVERY;
    const first = this.#records;
    this.#records += taken.count;
    const segment: Segment = { n: this.#row.segments, ...taken, first };
    if (!this.#fresh) return segment;
    const checkpoint = this.#options.checkpoint();
    this.#checkpointSize = checkpoint.length;
    this.#sizeSince = 0;
    this.#segmentsSince = 0;
    return { ...segment, checkpoint };
  }

  #rowAfter(segment: Segment | undefined): RunRow {
    const written = segment === undefined ? 0 : 1;
    this.#row = {
      ...this.#row,
      ...this.#options.rowNow(),
      segments: this.#row.segments + written,
      bytes: this.#row.bytes + (segment === undefined ? 0 : sizeOf(segment)),
    };
    return this.#row;
  }

  #end(): void {
    this.#closed = true;
    this.#pump();
    this.#stopTimer?.();
  }

  #clearDue(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    this.#due = false;
    this.#checkpointDue = false;
  }
}
