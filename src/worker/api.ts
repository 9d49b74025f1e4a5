import type { PausePoint } from '../engine/gate';
import type { Address, Run, RunCounts, RunRecord, RunStatus, StoppedBy } from '../engine/records';
import type { Json, JsonObject, Range } from '../json/json';
import type { RunRow } from '../journal/journal';
import type { Diagnostic } from '../workflow/diagnostic';
import type { Comparison, CompareOptions } from './comparison';
import type { SemanticsName, Workflow } from '../workflow/types';
import type { BreakpointAt } from './breakpoint';
import type { Condition, ExplainRows, Explanation, Made, Making } from './explain-types';
import type { OutlineItem } from './outline-types';
import type { RowPage, RowQuery } from './row-types';
import type { MeasuredPage, MeasureQuery } from './measure-types';
import type { SeriesPage, SeriesQuery } from './series-types';
import type { CellDetail, ScopeView } from './view-data';
import type { ForkPoint, ForkReason } from './fork-types';

export type * from './explain-types';
export type * from './outline-types';
export type * from './row-types';
export type * from './measure-types';
export type * from './series-types';
export type * from './view-data';
export type { BreakpointAt } from './breakpoint';

/** What the language says about a text. */
export interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  /** Absent when the text is no workflow at all. */
  readonly workflow?: Workflow;
  readonly outline: readonly OutlineItem[];
  readonly name: string;
  readonly semantics: SemanticsName;
  readonly seed: string | number;
  readonly inputs: JsonObject;
  /** Ranges of expressions and `{{ }}` tags in the text, in order, for the editor's colours. */
  readonly expressions: readonly Range[];
}

export interface StartOptions {
  readonly text: string;
  readonly inputs?: JsonObject;
  readonly seed?: string | number;
  readonly answers?: JsonObject;
  /** 0 … 4: one, three, eight steps a second, full speed with simulated answers paced, full speed. */
  readonly speed?: number;
  readonly pauseAt?: PausePoint;
  /** Begin paused before the first step: what `Step` does when nothing has run yet. */
  readonly paused?: boolean;
  readonly origins?: readonly string[];
  readonly owner?: string;
  readonly breakpoints?: readonly BreakpointAt[];
}

export interface ForkOptions {
  readonly runId: string;
  readonly point: ForkPoint;
  readonly text: string;
  /** Only in place of those of the run that are named. */
  readonly inputs?: JsonObject;
  readonly answers?: JsonObject;
  /** Values from here on of variables that are seen at the point. */
  readonly variables?: JsonObject;
  readonly speed?: number;
  readonly paused?: boolean;
  readonly origins?: readonly string[];
  readonly owner?: string;
  readonly breakpoints?: readonly BreakpointAt[];
  /** Only says whether the document fits: `reasons` is empty when it does. */
  readonly dryRun?: boolean;
}

export type Forked = Started | { readonly reasons: readonly ForkReason[] };

/** A run that was begun out of a file, or why the file is none. */
export type Imported = { readonly runId: string; readonly number: number } | { readonly problem: string };

/** Where a fork comes from. */
export type ForkOrigin = NonNullable<RunRow['forkOf']>;

export type Started =
  | { readonly runId: string }
  | {
      readonly error: { readonly code: string; readonly message: string };
      readonly diagnostics: readonly Diagnostic[];
    };

/** One loop (or foreach) of a run at this instant. Counts are counts, `iteration` is 0-based. */
export interface LoopView {
  readonly address: Address;
  readonly id: string;
  readonly kind: 'loop' | 'foreach';
  /** Address of the loop around it. */
  readonly parent?: Address;
  /** Number of the current iteration, or of the last one when it has ended; -1 before the first. */
  readonly iteration: number;
  readonly begun: number;
  readonly finished: number;
  /** null: no limit. For a foreach its number of items. */
  readonly limit: number | null;
  readonly stoppedBy?: StoppedBy;
}

/** Where the head of a run is. */
export interface Place {
  readonly stepId: string;
  readonly address: Address;
  /** Of the step; a check is made at once, between the steps around it. */
  readonly phase: 'before' | 'in' | 'after';
  /** Enclosing loops and foreaches, outermost first. */
  readonly loops: readonly { readonly id: string; readonly address: Address; readonly iteration: number }[];
}

/** The state of a run for the page; pushed at most every 16 ms while it changes. */
export interface RunSnapshot {
  readonly runId: string;
  readonly number: number;
  readonly name: string;
  readonly status: RunStatus;
  /** Words after the status, with `code` in backticks: "before `review`, iteration 3". */
  readonly why: string;
  /** It is paused because of a breakpoint. */
  readonly atBreakpoint?: boolean;
  readonly stoppedBy?: 'until' | 'max' | 'exit' | 'error' | 'person';
  readonly place?: Place;
  /** Open loops outermost first, then the most recent ended ones at the root. At most 100. */
  readonly loops: readonly LoopView[];
  /** Rows of the iterations table when everything is unfolded, and a number that grows with every change. */
  readonly rows: number;
  readonly revision: number;
  readonly counts: RunCounts;
  readonly records: number;
  readonly bytes: number;
  readonly speed: number;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly error?: Run['error'];
  /** Another tab writes this run; this page follows. */
  readonly readOnly: boolean;
  /** A `wait` or a retry delay is running: it can be skipped. */
  readonly waitingUntil?: number;
  readonly source: 'mock' | 'simulated' | 'real' | 'none';
  readonly continuedFrom?: string;
  readonly successor?: string;
}

/**
 * One instant of a run: just after a step, or without `stepId` after the check at the iteration's end. The
 * document's own steps have an empty address and iteration 0.
 */
export interface Cursor {
  readonly address: Address;
  readonly iteration: number;
  readonly stepId?: string;
}

export interface RunListItem {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly status: RunStatus;
  readonly why: string;
  readonly stoppedBy?: 'until' | 'max' | 'exit' | 'error' | 'person';
  readonly iterations: number;
  readonly calls: number;
  readonly failures: number;
  readonly resumes: number;
  readonly semantics: SemanticsName;
  readonly seed: string | number;
  readonly bytes: number;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly endedAt?: number;
  readonly generation: number;
  readonly continuedFrom?: string;
  readonly successor?: string;
  readonly owner?: string;
  /** The run it is a fork of, with its number, and where it parted from it. */
  readonly forkOf?: ForkOrigin;
  /** It came out of a file. */
  readonly imported?: boolean;
  /** Kept first in the list and never dropped by itself. */
  readonly pinned?: boolean;
  /** Which tab carries it out, if any does. */
  readonly going?: 'here' | 'elsewhere';
}

export interface Storage {
  /** `closed`: this worker will not come back to what is stored; another one may. */
  readonly kind: 'indexeddb' | 'memory' | 'closed';
  /** Why runs will not survive a reload, when they will not. */
  readonly notice?: string;
  /** The browser has found what was stored damaged and thrown it away; until `emptied` is put to false as a setting. */
  readonly emptied?: boolean;
  readonly used?: number;
  readonly quota?: number;
}

/** What the worker tells the page without being asked. */
export type WorkerEvent =
  | { readonly type: 'snapshots'; readonly runs: readonly RunSnapshot[] }
  /** Iterations that ended since the last batch; only after `tellIterations`. */
  | {
      readonly type: 'iterations';
      readonly runId: string;
      readonly items: readonly {
        readonly address: Address;
        readonly iteration: number;
        readonly verdict?: Json;
      }[];
    }
  | { readonly type: 'runs-changed' }
  | { readonly type: 'storage'; readonly storage: Storage; readonly problem?: string };

/** Calls from the page to the interpreter worker. Problems come back as data, never as lost errors. */
export interface WorkerApi {
  check(text: string): Promise<Checked>;
  start(options: StartOptions): Promise<Started>;
  /**
   * Continues a stored run, to a goal if there is one; called by itself for runs that were running when the page
   * went away.
   */
  resume(runId: string, goal?: PausePoint, at?: readonly BreakpointAt[]): Promise<RunSnapshot | undefined>;
  /** Opens a stored run for looking: nothing runs. */
  open(runId: string): Promise<RunSnapshot | undefined>;
  pause(runId: string): Promise<RunSnapshot | undefined>;
  /** One step, one iteration of the innermost loop, then paused again. */
  step(runId: string): Promise<RunSnapshot | undefined>;
  stepIteration(runId: string): Promise<RunSnapshot | undefined>;
  stop(runId: string): Promise<RunSnapshot | undefined>;
  setSpeed(runId: string, speed: number): Promise<void>;
  /** The run pauses at these from now on, and after a resume; those whose condition cannot be read are left out. */
  setBreakpoints(runId: string, breakpoints: readonly BreakpointAt[]): Promise<void>;
  /** What is wrong with the condition of a breakpoint in a text, in a sentence; undefined: nothing. */
  conditionProblem(text: string, breakpoint: BreakpointAt): Promise<string | undefined>;
  skipWait(runId: string): Promise<void>;
  rows(runId: string, query: RowQuery): Promise<RowPage>;
  cell(runId: string, cursor: Cursor): Promise<CellDetail | undefined>;
  scope(runId: string, cursor: Cursor): Promise<ScopeView | undefined>;
  /** The moment one step or iteration after (before) a moment of the record; undefined: the head (nothing). */
  neighbour(
    runId: string,
    from: Cursor,
    unit: 'step' | 'iteration',
    back: boolean,
  ): Promise<Cursor | undefined>;
  /**
   * The moment that names mean: a loop by its id (its latest start) or address, one of its iterations, and
   * perhaps a step; undefined when the run has not come there. At an iteration under way: what it has come to.
   */
  momentAt(
    runId: string,
    loop: string,
    iteration: number,
    stepId: string | undefined,
  ): Promise<Cursor | undefined>;
  /** Why `until`, or another condition in the body of a loop (id or address; empty: the document), was what it was. */
  explain(
    runId: string,
    loop: string,
    iteration: number,
    condition?: Condition,
  ): Promise<Explanation | undefined>;
  /** The same in short of iterations `from` … `from + count`, at most 500. */
  explainRows(
    runId: string,
    loop: string,
    from: number,
    count: number,
    condition?: Condition,
  ): Promise<ExplainRows | undefined>;
  /** How a step came to a value, see {@link Origin.made}; undefined when that is not known. */
  making(runId: string, made: Made): Promise<Making | undefined>;
  /** Numbers over the iterations of a loop, for the chart. */
  series(runId: string, query: SeriesQuery): Promise<SeriesPage | undefined>;
  /** What expressions give at the end of each iteration of a loop; why not, when one of them cannot be read. */
  measure(
    runId: string,
    query: MeasureQuery,
    sources: readonly string[],
  ): Promise<MeasuredPage | { readonly problem: string } | undefined>;
  getRun(runId: string): Promise<Run | undefined>;
  /** Document text a run was begun with. */
  textOf(runId: string): Promise<string | undefined>;
  records(
    runId: string,
    from: number,
    limit: number,
  ): Promise<{ readonly records: readonly RunRecord[]; readonly total: number }>;
  /** How many records had been written at a moment of the record; what is under way has all of them. */
  recordsUpTo(runId: string, cursor: Cursor): Promise<number | undefined>;
  /** One document under every rule book; nothing is kept. A new comparison ends the one before. */
  compareBooks(options: CompareOptions): Promise<Comparison | undefined>;
  /** Stored runs side by side; undefined when one is no longer stored. */
  compareRuns(runIds: readonly string[]): Promise<Comparison | undefined>;
  listRuns(): Promise<readonly RunListItem[]>;
  /** Number of a run that another tab carries out: then none is deleted. */
  deleteRuns(runIds: readonly string[]): Promise<number | undefined>;
  /** Brings back what the last `deleteRuns` took, as long as the page is open. */
  undeleteRuns(runIds: readonly string[]): Promise<void>;
  /** Another name, or first in the list. */
  amendRun(runId: string, change: { readonly name?: string; readonly pinned?: boolean }): Promise<void>;
  /** A new run that begins with what another one has recorded up to a point. */
  fork(options: ForkOptions): Promise<Forked>;
  /** The run as a file of ours. */
  exportRun(runId: string): Promise<string | undefined>;
  importRun(file: string, owner?: string): Promise<Imported>;
  getDraft(
    id: string,
  ): Promise<{ readonly text: string; readonly view: Json; readonly origins: readonly string[] } | undefined>;
  putDraft(id: string, text: string, view: Json, origins: readonly string[]): Promise<void>;
  getSetting(key: string): Promise<Json | undefined>;
  putSetting(key: string, value: Json): Promise<void>;
  storage(): Promise<Storage>;
  /** Runs that were running and belong to this page: it resumes them after a reload. */
  unfinished(): Promise<readonly string[]>;
  /** From now on iterations are told one by one, as some host of the message protocol listens to them. */
  tellIterations(): Promise<void>;
  /** Everything recorded is durable when this settles. */
  flush(): Promise<void>;
  ping(): Promise<number>;
}
