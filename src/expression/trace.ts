import { tracing } from './compile';
import { compileExpr } from './compile-expr';
import type { Environment } from './environment';
import type { Expr, Value } from './expr';
import { type Evaluate, openFrame } from './frame';
import { EvaluationError } from './problem';
import type { ExpressionTree } from './trees';

/** What an expression came to. */
export type Outcome = { readonly value: Value } | { readonly error: EvaluationError };

/** What an evaluation came to, and every sub-expression in it that was evaluated. */
export interface Trace {
  readonly whole: Outcome;
  readonly outcomes: ReadonlyMap<Expr, Outcome>;
}

Object.assign(tracing, { traced });

/** Evaluates once with a hand on every sub-expression, so it agrees with plain evaluation by construction. */
export function traced<S>({ source, expr }: ExpressionTree, environment: Environment<S>, scope: S): Trace {
  const outcomes = new Map<Expr, Outcome>();
  const probe = (inner: Expr, evaluate: Evaluate<S>): Evaluate<S> => {
    return (at, frame) => {
      const outcome = outcomeOf(() => evaluate(at, frame));
      outcomes.set(inner, outcome);
      if ('error' in outcome) throw outcome.error;
      return outcome.value;
    };
  };
  const evaluate = compileExpr(expr, undefined, { source, environment, probe });
  return { whole: outcomeOf(() => evaluate(scope, openFrame())), outcomes };
}

function outcomeOf(evaluate: () => Value): Outcome {
  try {
    return { value: evaluate() };
  } catch (error) {
    if (error instanceof EvaluationError) return { error };
    throw error;
  }
}
