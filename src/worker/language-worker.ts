import { expose } from 'comlink';
import type { Program } from '../workflow/program';
import { readProgram } from '../workflow/read-program';
import { refusalsOf } from '../workflow/refusals';
import { conditionProblem, readBreakpoints, readWatches } from './breakpoint';
import { checkText } from './check-text';
import type { LanguageApi, ProgramApi } from './language';

const programs: ProgramApi = {
  // The text of a stored run was checked once; one that was changed since may be anything.
  program: (text) => Promise.resolve(programOf(text)),
  refusals: (text) => Promise.resolve(refusalsOf(text)),
};

function programOf(text: string): Program | undefined {
  try {
    return readProgram(text);
  } catch {
    return undefined;
  }
}

/** The language's worker: a long document being checked never holds up a run that has begun. */
const language: LanguageApi = {
  check: (text) => Promise.resolve(checkText(text)),
  conditionProblem: (text, breakpoint) => Promise.resolve(conditionProblem(text, breakpoint)),
  breakpoints: (list) => Promise.resolve(readBreakpoints(list)),
  watches: (sources, text, loop) => Promise.resolve(readWatches(sources, text, loop)),
  serve: (interpreter) => Promise.resolve(expose(programs, interpreter)),
  ping: () => Promise.resolve(performance.now()),
};

expose(language);
