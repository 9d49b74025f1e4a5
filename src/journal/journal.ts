import type { RunStatus, RunCounts } from '../engine/records';
import type { Json, JsonObject } from '../json/json';

/** What the list of runs shows and a resume needs; one small row per run. */
export interface RunRow {
  readonly id: string;
  /** Number shown to people: 1, 2, 3 … per device. Given by the journal. */
  readonly number: number;
  readonly name: string;
  /** The document as it was when the run began. */
  readonly text: string;
  readonly semantics: string;
  readonly seed: string | number;
  readonly inputs: JsonObject;
  readonly answers?: JsonObject;
  readonly status: RunStatus;
  /** One sentence in the words of the status line: how it ended or where it stands. */
  readonly why: string;
  /** Shape of the status: what ended it, so that a list can draw it without reading the journal. */
  readonly stoppedBy?: 'until' | 'max' | 'exit' | 'error' | 'person';
  readonly counts: RunCounts;
  readonly speed: number;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly endedAt?: number;
  readonly continuedFrom?: string;
  readonly successor?: string;
  /** Position in a chain of continued runs, 0-based, and the id of its first link. */
  readonly generation: number;
  readonly chain: string;
  /** Origins the run may reach; absent: none. */
  readonly origins?: readonly string[];
  /** Origin of the frame that began it; absent: the page itself. */
  readonly owner?: string;
  /** The run it is a fork of, and where it parted from it. */
  readonly forkOf?: {
    readonly run: string;
    readonly number: number;
    readonly loop: string;
    readonly iteration: number;
    readonly step?: string;
  };
  /** It came out of a file. */
  readonly imported?: boolean;
  /** Kept first in the list and never dropped by itself. */
  readonly pinned?: boolean;
  /** The tab that deleted it and can still bring it back. */
  readonly removed?: string;
  /** Segments written, and their bytes. */
  readonly segments: number;
  readonly bytes: number;
}

/** A row without its document. */
export type ListedRun = Omit<RunRow, 'text' | 'inputs' | 'answers'>;

/** What a person decides about a run; `null` takes back. */
export interface Amendment {
  readonly name?: string;
  readonly pinned?: boolean;
  readonly removed?: string | null;
}

/** Up to 256 records and perhaps the state after them, written in one transaction. */
export interface Segment {
  /** 0-based; a run's segments have no gap. */
  readonly n: number;
  /** Text of `RunRecord[]` as `textOf` makes it: strings are cheaper to store than object graphs, and their size is known. */
  readonly records: string;
  readonly count: number;
  /** Records of this run before this segment. */
  readonly first: number;
  /** JSON text of the state after these records. */
  readonly checkpoint?: string;
  /** Iterations (or items) recorded here: by loop address, first and last number, in order of appearance. */
  readonly ranges: readonly (readonly [address: string, first: number, last: number])[];
}

/** A directory entry: which segment holds which iterations. */
export interface DirectoryEntry {
  readonly n: number;
  readonly first: number;
  readonly count: number;
  readonly ranges: Segment['ranges'];
}

/** What a stored run goes on from. */
export interface Tail {
  readonly row: RunRow;
  /** The last segments of the run: from the last one with a checkpoint, or from the first. */
  readonly segments: readonly Segment[];
}

export interface Draft {
  readonly id: string;
  readonly text: string;
  readonly updatedAt: number;
  /** Origins the person allowed this document to reach. */
  readonly origins: readonly string[];
  /** Cursor, folds, selected run: whatever the page wants to come back with. */
  readonly view: Json;
}

/** Why storage did not do what was asked; `kind` decides what the page offers. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
  readonly kind: 'quota' | 'closed' | 'blocked' | 'corrupt' | 'missing' | 'deleted' | 'unknown';
  constructor(kind: JournalError['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/**
 * Where runs are kept. Two implementations behind it: IndexedDB, and memory when storage is blocked.
 * Every method rejects with a {@link JournalError} only.
 */
export interface Journal {
  readonly kind: 'indexeddb' | 'memory';
  /** Stores a new run, with the state it starts from when it is a successor. Gives the row with its number. */
  createRun(row: Omit<RunRow, 'number' | 'segments' | 'bytes'>): Promise<RunRow>;
  /**
   * Stores a new run that begins with segments: the first ones of another run, with other checkpoints where
   * some are given, then these. All of it or nothing.
   */
  createFrom(
    run: Omit<RunRow, 'number' | 'segments' | 'bytes'>,
    segments: readonly Segment[],
    copied?: {
      readonly runId: string;
      readonly count: number;
      readonly checkpoints: ReadonlyMap<number, string>;
    },
  ): Promise<RunRow>;
  /** Changes what a person decides about runs; unknown ones are passed over. */
  amendRuns(ids: readonly string[], change: Amendment): Promise<void>;
  /** One strict transaction: the segment and the changed row, but for what was amended. All of it or nothing. */
  commit(row: RunRow, segment?: Segment): Promise<void>;
  /**
   * Closes `row` and begins `successor` with its first segment in one transaction; drops all but the last `keep`
   * generations unless the run is pinned. What was amended of the run holds for its successor.
   */
  continueAs(
    row: RunRow,
    segment: Segment | undefined,
    successor: Omit<RunRow, 'number' | 'segments' | 'bytes'>,
    checkpoint: string,
    keep: number,
  ): Promise<RunRow>;
  getRun(id: string): Promise<RunRow | undefined>;
  /**
   * Everything a run needs to go on, as it was at one instant; undefined when it is not stored. Rejects when a
   * segment is missing, wherever it was, or one of those asked for cannot be read.
   */
  tail(runId: string): Promise<Tail | undefined>;
  /** Without documents, which are not read. */
  listRuns(): Promise<readonly ListedRun[]>;
  deleteRun(id: string): Promise<void>;
  /** Removes a run's segments from number `n` on: they cannot be read, and the run is to go on before them. */
  cut(runId: string, n: number): Promise<void>;
  /**
   * The contiguous prefix only: entries after a gap or a broken segment are not given. `from`: of it what begins with
   * this segment, by one who knows the entries before it.
   */
  directory(runId: string, from?: number): Promise<readonly DirectoryEntry[]>;
  segment(runId: string, n: number): Promise<Segment | undefined>;
  /** The last segment at or before `n` that has a checkpoint. `n` absent: the end. */
  checkpointBefore(runId: string, n?: number): Promise<Segment | undefined>;
  /** Segments `from` … `to`, `to` left out. */
  segments(runId: string, from: number, to: number): Promise<readonly Segment[]>;
  getDraft(id: string): Promise<Draft | undefined>;
  putDraft(draft: Draft): Promise<void>;
  getSetting(key: string): Promise<Json | undefined>;
  putSetting(key: string, value: Json): Promise<void>;
  /** Bytes used and granted for this origin; undefined where the browser does not tell. */
  usage(): Promise<{ readonly used: number; readonly quota: number } | undefined>;
  close(): void;
}
