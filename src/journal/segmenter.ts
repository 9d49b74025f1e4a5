import type { RunRecord } from '../engine/records';
import { CheckpointPace } from './checkpoint-pace';
import { Group } from './group';
import type { RunRow, Segment } from './journal';
import { sizeOf } from './rows';

export interface SegmenterOptions {
  /** The run as it is stored: its `segments` is the number of the first segment made here. */
  readonly row: RunRow;
  /** Records the run has stored already. */
  readonly records?: number;
  /** JSON text of the state after the last record added; nothing when it is too large for one. */
  readonly checkpoint: () => string | undefined;
  /** What changed in the row since the last call. */
  readonly rowNow: () => Partial<RunRow>;
}

/** What one transaction writes. */
export interface Cut {
  readonly row: RunRow;
  readonly segment: Segment | undefined;
}

/** Makes a run's records into segments, and decides which of them carry the state. */
export class Segmenter {
  readonly #options: SegmenterOptions;
  readonly #group = new Group();
  #row: RunRow;
  #records: number;
  readonly #pace = new CheckpointPace();
  /** The last segment made here has a checkpoint and nothing came after it. */
  #fresh = false;

  constructor(options: SegmenterOptions) {
    this.#options = options;
    this.#row = options.row;
    this.#records = options.records ?? 0;
  }

  /** The row after the last segment made here. */
  get row(): RunRow {
    return this.#row;
  }

  /** Records waiting. */
  get size(): number {
    return this.#group.size;
  }

  add(record: RunRecord, body: object | undefined): void {
    this.#group.add(record, body);
  }

  /**
   * The waiting records as the next segment, with the row after it; the state is taken in the same moment.
   * No segment: there is nothing to say. `checkpoint`: carry the state, however little came since the last.
   */
  cut(checkpoint: boolean): Cut {
    const segment = this.size > 0 || (checkpoint && !this.#fresh) ? this.#segment(checkpoint) : undefined;
    this.#row = { ...this.#row, ...this.#options.rowNow(), ...this.#counted(segment) };
    return { row: this.#row, segment };
  }

  #segment(checkpointDue: boolean): Segment {
    const segment: Segment = { n: this.#row.segments, first: this.#records, ...this.#group.take() };
    this.#records += segment.count;
    this.#fresh = this.#pace.add(segment.records.length) || checkpointDue;
    if (!this.#fresh) return segment;
    const checkpoint = this.#options.checkpoint();
    if (checkpoint === undefined) return segment;
    this.#pace.written(checkpoint.length);
    return { ...segment, checkpoint };
  }

  #counted(segment: Segment | undefined): Pick<RunRow, 'segments' | 'bytes'> {
    const { segments, bytes } = this.#row;
    return segment === undefined
      ? { segments, bytes }
      : { segments: segments + 1, bytes: bytes + sizeOf(segment) };
  }
}
