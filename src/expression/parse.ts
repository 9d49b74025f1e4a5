import type { Expr } from './expr';
import { SOURCE_LIMIT } from './limits';
import { LocatedParser } from './located-parser';
import { Narrowing } from './narrow';
import type { Problem } from './problem';
import { Refusal } from './refusal';

/** Source read as our own tree, or what is wrong with it. */
export type Parsed =
  { readonly ok: true; readonly expr: Expr } | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads an expression. Finds every problem that needs no scope: syntax, limits, unknown functions and
 * methods, wrong numbers of arguments. `offset` is added to every range, for expressions inside templates.
 */
export function parseExpression(source: string, offset = 0): Parsed {
  if (source.length > SOURCE_LIMIT) {
    const message = `An expression has at most ${SOURCE_LIMIT} characters; this one has ${source.length}.`;
    const range = { from: offset + SOURCE_LIMIT, to: offset + source.length };
    return { ok: false, problems: [{ code: 'expression/too-long', message, range }] };
  }
  try {
    const narrowing = new Narrowing(offset);
    const expr = narrowing.expr(new LocatedParser(source).parseAll());
    return narrowing.problems.length === 0 ? { ok: true, expr } : { ok: false, problems: narrowing.problems };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, message, range } = error.problem;
    return {
      ok: false,
      problems: [{ code, message, range: { from: range.from + offset, to: range.to + offset } }],
    };
  }
}
