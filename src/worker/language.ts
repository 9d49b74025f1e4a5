import type { Breakpoint } from '../engine';
import type { Program } from '../workflow/program';
import type { SemanticsName } from '../workflow/types';
import type { BreakpointAt, readWatches } from './breakpoint';
import type { Checked } from './api';

/** What the interpreter asks of the language worker, on a line of their own. */
export interface ProgramApi {
  /** The program of a text that was found free of errors once; undefined when it holds none. */
  program(text: string): Promise<Program | undefined>;
  /** Why rule books do not accept a text, by their names. */
  refusals(text: string): Promise<Readonly<Partial<Record<SemanticsName, string>>>>;
}

/** Calls from the page to the language worker, which knows nothing of runs. */
export interface LanguageApi {
  check(text: string): Promise<Checked>;
  /** What is wrong with the condition of a breakpoint in a text; undefined: nothing. */
  conditionProblem(text: string, breakpoint: BreakpointAt): Promise<string | undefined>;
  /** Breakpoints with their conditions read; those that cannot be read are left out. */
  breakpoints(list: readonly BreakpointAt[]): Promise<readonly Breakpoint[]>;
  /** Expressions that are to be watched in a loop of a text, read; or what is wrong with one of them. */
  watches(sources: readonly string[], text: string, loop: string): Promise<ReturnType<typeof readWatches>>;
  /** Answers the interpreter's questions on a port. */
  serve(interpreter: MessagePort): Promise<void>;
  ping(): Promise<number>;
}
