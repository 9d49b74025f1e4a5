/** Why a call of a person's code gave no value. Stable: documents and tests name these. */
export type CodeFailureCode =
  | 'code/syntax'
  | 'code/threw'
  | 'code/no-main'
  | 'code/not-json'
  | 'code/timeout'
  | 'code/memory'
  | 'code/stack'
  | 'code/too-large'
  | 'code/stuck'
  | 'code/cancelled'
  | 'code/unavailable';

/** `line` and `column` are 1-based, in the person's code. */
export interface CodeFailure {
  readonly code: CodeFailureCode;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

/** An exception inside the sandbox, as the sandbox tells of it; a value that is no error has only a message. */
export interface Thrown {
  readonly name?: string;
  readonly message?: string;
  readonly stack?: string;
}

/** Megabytes that one call may use. */
export const MEGABYTES = 64;

/** Says what an exception means. `lines`: how many lines the code has, for ends that are past them. */
export function failureOf(thrown: Thrown, phase: 'reading' | 'running', lines: number): CodeFailure {
  const { name, message = 'something that cannot be shown' } = thrown;
  if (name === 'InternalError' && message === 'out of memory') return memoryFailure();
  if (name === 'RangeError' && message === 'invalid string length') return memoryFailure();
  const place = placeIn(thrown.stack ?? '', lines);
  if (name === 'InternalError' && message === 'stack overflow') return { ...stackFailure(), ...place };
  const at = place.line === undefined ? '' : ` (line ${place.line})`;
  if (phase === 'reading' && name === 'SyntaxError') {
    return { code: 'code/syntax', message: `The code cannot be read: ${message}${at}.`, ...place };
  }
  const what = name === undefined ? message : `${name}: ${message}`;
  return { code: 'code/threw', message: `The code threw ${what}${at}`, ...place };
}

/** The code used more memory than a call may. */
export function memoryFailure(): CodeFailure {
  return {
    code: 'code/memory',
    message: `The code needs more than the ${MEGABYTES} MB of memory it may use.`,
  };
}

/** The code called itself, or nested something, too deeply. */
export function stackFailure(): CodeFailure {
  return { code: 'code/stack', message: 'The code calls itself, or nests something, too deeply.' };
}

/** The code ran longer than it may. */
export function timeoutFailure(ms: number): CodeFailure {
  return { code: 'code/timeout', message: `The code ran longer than ${ms / 1000} s.` };
}

/** The first place in the person's code that a stack names; the code starts on line 2 of what is evaluated. */
function placeIn(stack: string, lines: number): { readonly line?: number; readonly column?: number } {
  const match = /\bcode:(\d+):(\d+)/.exec(stack);
  if (!match) return {};
  const line = Number(match[1]) - 1;
  return line > lines ? { line: lines } : { line: Math.max(line, 1), column: Number(match[2]) };
}
