import { type PortError, type RunRecord, Signal } from '../engine';
import type { Journal, JournalError, RunRow } from '../journal/journal';
import type { NewRun } from '../journal/rows';
import { createWriter, type Writer } from '../journal/writer';
import { journalTooLarge, type RunLimits, runLimits, stateTooLarge } from './run-limits';

export interface RunStoreOptions {
  readonly journal: Journal;
  readonly row: RunRow;
  /** Records of the run in the journal. */
  readonly stored: number;
  readonly checkpoint: () => string;
  readonly rowNow: () => Partial<RunRow>;
  readonly limits?: RunLimits;
  /** More of the run is durable than before. */
  readonly onStored: () => void;
  /** The run takes up more than it may: it has to end. May be told again. */
  readonly onExhausted: (error: PortError) => void;
  /** Storage refuses; nothing is lost, and nothing written until `recovered`. */
  readonly onError: (error: JournalError) => void;
}

/** A run's way into the journal: the engine's signals on one side, the writer's promises on the other. */
export class RunStore {
  private readonly writer: Writer;
  private failed = false;
  /** What asks again once storage takes more. */
  private again: (() => void)[] = [];

  constructor({ stored, onError, onStored, onExhausted, limits = runLimits, ...options }: RunStoreOptions) {
    const { journal } = options;
    this.writer = createWriter({
      ...options,
      journal: {
        commit: (row, segment) => journal.commit(row, segment).then(onStored),
        continueAs: (...all) => journal.continueAs(...all),
      },
      checkpoint: () => {
        const text = textOf(options.checkpoint);
        if (text === undefined || text.length > limits.state) onExhausted(stateTooLarge(limits.state));
        return text;
      },
      rowNow: () => {
        if (this.row.bytes > limits.journal) onExhausted(journalTooLarge(limits.journal));
        return options.rowNow();
      },
      records: stored,
      timer: (run, ms) => {
        const timer = setTimeout(run, ms);
        return () => {
          clearTimeout(timer);
        };
      },
      onError: (error) => {
        this.failed = true;
        onError(error);
      },
    });
  }

  /** The row as it will be stored. */
  get row(): RunRow {
    return this.writer.row;
  }

  /** Takes a record; a signal to wait for when too much is on its way. */
  add(record: RunRecord, body: object | undefined): Signal | undefined {
    this.writer.add(record, body);
    const { full } = this.writer;
    if (full === undefined) return undefined;
    const signal = new Signal();
    void full.then(() => {
      signal.settle();
    });
    return signal;
  }

  /** Settles when everything added is durable; while storage refuses, not before it takes again. */
  committed(): Signal {
    const signal = new Signal();
    this.whenDurable(() => signal.settle());
    return signal;
  }

  /** The same as a promise. */
  durable(): Promise<void> {
    return new Promise((resolve) => this.whenDurable(resolve));
  }

  private whenDurable(then: () => void): void {
    this.writer.flush().then(then, () => {
      this.again.push(() => this.whenDurable(then));
    });
  }

  /** Settles when everything added is durable or storage has refused it, which is told by `onError`. */
  async flush(checkpoint: boolean): Promise<void> {
    await this.writer.flush({ checkpoint }).catch(() => undefined);
  }

  /** True when nothing is held back; after a refusal it tries to write again, and false says that it was in vain. */
  async recovered(): Promise<boolean> {
    if (!this.failed) return true;
    try {
      await this.writer.retry();
    } catch {
      // Told through onError once more.
      return false;
    }
    this.failed = false;
    const { again } = this;
    this.again = [];
    for (const attempt of again) attempt();
    return true;
  }

  continueAs(successor: NewRun, checkpoint: string, keep: number): Promise<RunRow> {
    return this.writer.continueAs(successor, checkpoint, keep);
  }

  close(): Promise<void> {
    return this.writer.close({ checkpoint: true });
  }
}

/** What is made, unless it would be longer than any text can be. */
function textOf(make: () => string): string | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
