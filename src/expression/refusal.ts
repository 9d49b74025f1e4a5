import type { Range } from '../json/json';
import { NESTING_LIMIT } from './limits';
import type { Problem } from './problem';

/** Thrown inside the parser where going on makes no sense; `parse.ts` catches it and returns its problem. */
export class Refusal extends Error {
  readonly problem: Problem;

  constructor(code: string, message: string, range: Range) {
    super(message);
    this.problem = { code, message, range };
  }
}

const BIT_OPERATORS = new Set(['|', '^', '&', '<<', '>>', '>>>']);
const WORD = /[\p{ID_Start}$_][\p{ID_Continue}$]*/uy;

/** Something that JavaScript has and this language has not. */
export function notAllowed(message: string, from: number, length: number): Refusal {
  return new Refusal('expression/not-allowed', message, { from, to: from + length });
}

/** A mistake at one character, or at the end of the source. */
export function syntaxError(message: string, source: string, at: number): Refusal {
  return new Refusal('expression/syntax', message, { from: at, to: Math.min(at + 1, source.length) });
}

/** A bracket that is never closed. */
export function unclosed(source: string, open: number): Refusal {
  return syntaxError(`This \`${source.charAt(open)}\` is never closed.`, source, open);
}

/** Too many brackets, unary operators and branches around a place. */
export function tooDeep(range: Range): Refusal {
  return new Refusal('expression/too-deep', `Expressions nest at most ${NESTING_LIMIT} levels.`, range);
}

/** What begins an operand in JavaScript but not here, if it stands at this place. */
export function refusedToken(source: string, at: number): Refusal | undefined {
  const char = source.charAt(at);
  const next = source.charAt(at + 1);
  if (char === '/') {
    if (next === '/' || next === '*') return notAllowed('Comments are not part of an expression.', at, 2);
    return notAllowed('Regular expressions are not part of this language.', at, 1);
  }
  if (char === '`') return notAllowed('Write a string with quotes instead of backticks.', at, 1);
  if (char === '~') return notAllowed('The bit operator `~` is not part of this language.', at, 1);
  if (source.startsWith('...', at)) return notAllowed('`...` is not part of this language.', at, 3);
  if ((char === '+' || char === '-') && next === char) {
    return notAllowed(`\`${char}${char}\` is not part of this language: nothing can be assigned.`, at, 2);
  }
  return undefined;
}

/** What is wrong with an operator that was read at this place, if anything. */
export function refusedOperator(source: string, at: number, operator: string): Refusal | undefined {
  const { length } = operator;
  if (operator === '**') return notAllowed('Instead of `a ** b` write `pow(a, b)`.', at, length);
  if (BIT_OPERATORS.has(operator)) {
    return notAllowed(`The bit operator \`${operator}\` is not part of this language.`, at, length);
  }
  if (source.charAt(at + length) === '=') {
    return notAllowed('Nothing can be assigned in an expression.', at, length + 1);
  }
  // A second sign or the start of a comment; a slash alone divides.
  const next = source.charAt(at + 1);
  const isTwo = operator === '/' ? next === '/' || next === '*' : next === operator;
  return isTwo ? refusedToken(source, at) : undefined;
}

/** What stands where an operator could be and is none, if it is a known mistake. */
export function refusedAfterOperand(source: string, at: number): Refusal | undefined {
  if (source.startsWith('=>', at)) {
    return notAllowed('An arrow function can only be an argument of a list method such as `filter`.', at, 2);
  }
  if (source.charAt(at) !== '=') return undefined;
  return notAllowed('Nothing can be assigned in an expression; to compare, write `==`.', at, 1);
}

/** A comma or semicolon that would begin another expression. */
function several(source: string, at: number): Refusal {
  return notAllowed(`There is one expression only, so no \`${source.charAt(at)}\` here.`, at, 1);
}

/** Like {@link unexpected}, where an expression as a whole has ended. */
export function unexpectedAfter(source: string, at: number): Refusal {
  return source.charAt(at) === ',' ? several(source, at) : unexpected(source, at);
}

/** Whatever stands at this place cannot follow what is before it. */
export function unexpected(source: string, at: number): Refusal {
  if (at >= source.length) return syntaxError('The expression ends before it is complete.', source, at);
  const known = refusedToken(source, at);
  if (known) return known;
  const char = source.charAt(at);
  if (char === ';') return several(source, at);
  WORD.lastIndex = at;
  const word = WORD.exec(source)?.[0];
  if (word === undefined) return syntaxError(`\`${char}\` is not expected here.`, source, at);
  const message = `\`${word}\` is not expected here: an operator or a comma may be missing.`;
  return new Refusal('expression/syntax', message, { from: at, to: at + word.length });
}
