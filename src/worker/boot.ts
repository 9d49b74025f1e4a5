import type { ProxyMarked } from 'comlink';
import type { CodeAssets } from '../providers/start-code-worker';
import type { Breakpoint } from '../engine';
import type { PausePoint } from '../engine/gate';
import type { ExpressionTree } from '../expression';
import type {
  Checked,
  ForkOptions,
  Forked,
  Imported,
  MeasuredPage,
  MeasureQuery,
  RunSnapshot,
  StartOptions,
  WorkerApi,
} from './api';

/** What the page gives its worker, which came from a blob and has no folder of its own. */
export interface BootOptions {
  /** Events go this way, apart from calls and answers. */
  readonly events: MessagePort;
  /** The language worker answers on it, see {@link ProgramApi}. */
  readonly language: MessagePort;
  /** Complete address of the script that sends real requests. */
  readonly netAddress: string;
  /** Complete address of the folder of the worker's other chunks. */
  readonly chunkFolder: string;
}

/** What a start takes from the check of its document. */
export type CheckedHead = Pick<Checked, 'name' | 'semantics' | 'seed' | 'inputs'> & {
  readonly breakpoints: readonly Breakpoint[];
};

/** Asked for what is wrong with the document in a file, in a sentence; undefined: nothing. */
export type ProblemIn = ((text: string) => Promise<string | undefined>) & ProxyMarked;

/** What the interpreter does of the page's calls: all but what the language worker answers. */
export interface InterpreterApi extends Omit<
  WorkerApi,
  'check' | 'start' | 'resume' | 'fork' | 'importRun' | 'conditionProblem' | 'setBreakpoints' | 'measure'
> {
  resume(
    runId: string,
    goal?: PausePoint,
    breakpoints?: readonly Breakpoint[],
  ): Promise<RunSnapshot | undefined>;
  setBreakpoints(runId: string, breakpoints: readonly Breakpoint[]): Promise<void>;
  measure(
    runId: string,
    query: MeasureQuery,
    trees: readonly ExpressionTree[],
  ): Promise<MeasuredPage | undefined>;
  /** Begins a run of a text that was found free of errors. */
  start(options: StartOptions, head: CheckedHead): Promise<{ readonly runId: string }>;
  fork(options: ForkOptions, head: CheckedHead): Promise<Forked>;
  importRun(file: string, problemIn: ProblemIn, owner?: string): Promise<Imported>;
}

/** The one function a worker offers at first. `codeAssets` is asked for at the first code step. */
export type Boot = (
  options: BootOptions,
  codeAssets: (() => Promise<CodeAssets>) & ProxyMarked,
) => Promise<InterpreterApi & ProxyMarked>;
