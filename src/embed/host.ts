import type { Address, Run, RunDiagnostic, RunRecord, RunStatus } from '../engine/records';
import type {
  Checked,
  Cursor,
  Explanation,
  Forked,
  ForkOptions,
  RunListItem,
  Started,
  StartOptions,
  WorkerEvent,
} from '../worker/api';
import type { ForkPoint } from '../worker/fork-types';

/** What can be done to the current run. */
export type Control = 'pause' | 'resume' | 'step' | 'stepIteration' | 'back' | 'stop';

type IterationItems = Extract<WorkerEvent, { type: 'iterations' }>['items'];

/** What happens on the page by itself, for those who subscribe. */
export type HostEvent =
  | { readonly type: 'change'; readonly checked: Checked }
  | { readonly type: 'run-start'; readonly runId: string }
  | { readonly type: 'iteration'; readonly runId: string; readonly items: IterationItems }
  | {
      readonly type: 'step';
      readonly runId: string;
      readonly address: Address;
      readonly stepId: string;
    }
  /** What is looked at; undefined: where the run is. */
  | { readonly type: 'seek'; readonly cursor: Cursor | undefined }
  | {
      readonly type: 'run-end';
      readonly runId: string;
      readonly status: RunStatus;
      readonly error?: RunDiagnostic;
      readonly successor?: string;
    }
  | { readonly type: 'error'; readonly code: string; readonly message: string };

/**
 * The page as a session drives it. What a person can cause comes back as data; a method rejects only
 * when the page itself has failed.
 */
export interface Host {
  /** Replaces the document; its text is in place when this returns, what is wrong with it when it settles. */
  setText(text: string): Promise<Checked>;
  /** The document as it is now, checked. */
  document(): Promise<{ readonly text: string; readonly checked: Checked }>;
  /** Begins a run of the document as it is now and makes it the current one. */
  start(options: Omit<StartOptions, 'text'>): Promise<Started>;
  /** Begins a fork of a run with the document as it is now and makes it the current one. */
  fork(runId: string, point: ForkPoint, changes: Partial<ForkOptions>): Promise<Forked>;
  /** Id of the run the page is showing; undefined before the first. */
  currentRun(): string | undefined;
  /** Acts on the current run. Settles when the effect is real: paused, stepped, stopped. Gives the status then. */
  control(control: Control): Promise<RunStatus>;
  /** Looks at a moment of the current run; undefined when it has not come there. `loop`: an id or an address. */
  seek(loop: string, iteration: number, stepId: string | undefined): Promise<Cursor | undefined>;
  getRun(runId: string): Promise<Run | undefined>;
  records(
    runId: string,
    from: number,
    limit: number,
  ): Promise<{ readonly records: readonly RunRecord[]; readonly total: number }>;
  explain(runId: string, loop: string, iteration: number): Promise<Explanation | undefined>;
  listRuns(): Promise<readonly RunListItem[]>;
  deleteRun(runId: string): Promise<void>;
  /** Iterations are among what is told from now on; without this they are not, as there are too many. */
  tellIterations(): void;
  /** Tells of everything that happens from now on until the returned function is called. */
  watch(listener: (event: HostEvent) => void): () => void;
}
