import { expose } from 'comlink';
import { readProgram } from '../workflow/read-program';
import { refusalsOf } from '../workflow/refusals';
import { conditionProblem, readBreakpoints } from './breakpoint';
import { checkText } from './check-text';
import type { LanguageApi, ProgramApi } from './language';

const programs: ProgramApi = {
  program: (text) => Promise.resolve(readProgram(text)),
  refusals: (text) => Promise.resolve(refusalsOf(text)),
};

/** The language's worker: a long document being checked never holds up a run that has begun. */
const language: LanguageApi = {
  check: (text) => Promise.resolve(checkText(text)),
  conditionProblem: (text, stepId, condition) => Promise.resolve(conditionProblem(text, stepId, condition)),
  breakpoints: (list) => Promise.resolve(readBreakpoints(list)),
  serve: (interpreter) => Promise.resolve(expose(programs, interpreter)),
  ping: () => Promise.resolve(performance.now()),
};

expose(language);
