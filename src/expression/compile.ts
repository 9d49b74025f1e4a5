import { compileExpr } from './compile-expr';
import type { Environment } from './environment';
import { type Expr, hasArrow, type Value } from './expr';
import { type Evaluate, openFrame } from './frame';
import { imported } from '../json/late';
import type { Trace, traced } from './trace';
import type { ExpressionTree } from './trees';

/** Of tracing, what `trace.ts` brings when it is imported. */
export const tracing: { traced?: typeof traced } = {};

/** An expression ready to be evaluated any number of times. */
export interface Compiled<S> extends ExpressionTree {
  /** The value in a scope; may be `undefined` and carry hidden `outputs`. Throws an `EvaluationError`. */
  evaluate(scope: S): Value;
  /** Evaluates and keeps what every sub-expression came to. Never throws what `evaluate` throws. */
  trace(scope: S): Trace;
}

/** Compiles an expression for an environment, which has to know its names. */
export function compileExpression<S>(tree: ExpressionTree, environment: Environment<S>): Compiled<S> {
  const { source, expr } = tree;
  const evaluate = compileExpr(expr, undefined, { source, environment, probe: undefined });
  return {
    ...tree,
    evaluate: startOf(expr, evaluate),
    trace: (scope) => imported(tracing.traced, 'what traces')(tree, environment, scope),
  };
}

/** Only arrow functions repeat work and read a frame: other expressions go without. */
function startOf<S>(expr: Expr, evaluate: Evaluate<S>): (scope: S) => Value {
  if (hasArrow(expr)) return (scope) => evaluate(scope, openFrame());
  return evaluate;
}
