import type { Compilation } from './compilation';
import { compileExpr } from './compile-expr';
import type { Environment } from './environment';
import { explainWith, type Explained } from './explain';
import { type Expr, hasArrow, type Value } from './expr';
import { type Evaluate, openFrame } from './frame';
import { type Mentions, mentionsOf } from './mentions';
import { parseExpression } from './parse';
import type { CompileResult } from './problem';

/** An expression ready to be evaluated any number of times. */
export interface Compiled<S> {
  readonly source: string;
  readonly expr: Expr;
  readonly mentions: Mentions;
  /** The value in a scope; may be `undefined` and carry hidden `outputs`. Throws an `EvaluationError`. */
  evaluate(scope: S): Value;
  /** The value of every sub-expression worth showing. Never throws what `evaluate` throws. */
  explain(scope: S): Explained;
}

/** Compiles an expression for an environment, or says everything that is wrong with it. */
export function compileExpression<S>(
  source: string,
  environment: Environment<S>,
): CompileResult<Compiled<S>> {
  const parsed = parseExpression(source);
  if (!parsed.ok) return parsed;
  const { expr } = parsed;
  const compilation: Compilation<S> = { source, environment, problems: [], probe: undefined };
  const evaluate = compileExpr(expr, undefined, compilation);
  if (compilation.problems.length > 0) return { ok: false, problems: compilation.problems };
  const compiled: Compiled<S> = {
    source,
    expr,
    mentions: mentionsOf(expr),
    evaluate: startOf(expr, evaluate),
    explain: (scope) => explainWith(expr, source, environment, scope),
  };
  return { ok: true, compiled };
}

/** Only arrow functions repeat work and read a frame: other expressions go without. */
function startOf<S>(expr: Expr, evaluate: Evaluate<S>): (scope: S) => Value {
  if (hasArrow(expr)) return (scope) => evaluate(scope, openFrame());
  return evaluate;
}
