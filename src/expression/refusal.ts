import type { Range } from '../json/json';
import type { Problem } from './problem';

/** Thrown inside the parser where going on makes no sense; `parse.ts` catches it and returns its problem. */
export class Refusal extends Error {
  readonly problem: Problem;

  constructor(code: string, message: string, range: Range) {
    super(message);
    this.problem = { code, message, range };
  }
}
