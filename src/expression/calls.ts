import type { Bindings, Compilation, CompileExpr } from './compilation';
import type { Call, Expr, Method } from './expr';
import type { Evaluate } from './frame';

/** Compiles the body of an arrow function. */
export type CompileArrow<S> = (body: Expr, bindings: Bindings) => Evaluate<S>;

/** Makes closures of the calls of functions and methods. */
export interface Calls {
  compileCall<S>(
    expr: Call,
    bindings: Bindings | undefined,
    of: Compilation<S>,
    compile: CompileExpr<S>,
  ): Evaluate<S>;
  compileMethod<S>(
    expr: Method,
    bindings: Bindings | undefined,
    of: Compilation<S>,
    object: Evaluate<S>,
    compile: CompileExpr<S>,
    compileArrow: CompileArrow<S>,
  ): Evaluate<S>;
}

/** Filled by `compile-call.ts` when it is imported: most sources call nothing, and do without it. */
export const calls: Partial<Calls> = {};
