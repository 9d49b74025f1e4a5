import { compileExpr } from './compile-expr';
import type { Environment } from './environment';
import { explainWith, type Explained } from './explain';
import { type Expr, hasArrow, type Value } from './expr';
import { type Evaluate, openFrame } from './frame';
import type { Mentions } from './mentions';
import type { ExpressionTree } from './trees';

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

/** Compiles an expression for an environment, which has to know its names. */
export function compileExpression<S>(
  { source, expr, mentions }: ExpressionTree,
  environment: Environment<S>,
): Compiled<S> {
  const evaluate = compileExpr(expr, undefined, { source, environment, probe: undefined });
  return {
    source,
    expr,
    mentions,
    evaluate: startOf(expr, evaluate),
    explain: (scope) => explainWith(expr, source, environment, scope),
  };
}

/** Only arrow functions repeat work and read a frame: other expressions go without. */
function startOf<S>(expr: Expr, evaluate: Evaluate<S>): (scope: S) => Value {
  if (hasArrow(expr)) return (scope) => evaluate(scope, openFrame());
  return evaluate;
}
