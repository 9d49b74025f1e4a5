import type { Environment } from './environment';
import type { Expr } from './expr';
import type { Evaluate } from './frame';

/** Names bound by an arrow function or a block: what the frame's `value` and `second` are called. */
export interface Bindings {
  readonly value: string | undefined;
  readonly second: string | undefined;
  readonly outer: Bindings | undefined;
}

/** Puts a hand around a compiled sub-expression, to note its values. */
export type Probe<S> = (expr: Expr, evaluate: Evaluate<S>) => Evaluate<S>;

/** What the stages of compiling share: one source, one environment. */
export interface Compilation<S> {
  readonly source: string;
  readonly environment: Environment<S>;
  /** When set, sub-expressions are kept apart instead of fused. */
  readonly probe: Probe<S> | undefined;
}

/** Compiles a sub-expression: an argument, a key, what a path starts from. */
export type CompileExpr<S> = (expr: Expr, bindings: Bindings | undefined) => Evaluate<S>;
