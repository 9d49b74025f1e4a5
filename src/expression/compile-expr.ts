import { calls } from './calls';
import type { Bindings, Compilation } from './compilation';
import { both, compileFused } from './compile-fused';
import { compilePath } from './compile-path';
import { equalValues } from './equality';
import type { Binary, Conditional, Expr, List, Logical, ObjectLiteral, Unary, Value } from './expr';
import { checkListLength, type Evaluate } from './frame';
import { arithmetic, isIn, order, type Place, signed, typeError } from './operators';
import { imported } from '../json/late';
import { define, type Json } from '../json/json';

/** Makes a closure of an expression. */
export function compileExpr<S>(expr: Expr, bindings: Bindings | undefined, of: Compilation<S>): Evaluate<S> {
  const evaluate = build(expr, bindings, of);
  return of.probe ? of.probe(expr, evaluate) : evaluate;
}

function build<S>(expr: Expr, bindings: Bindings | undefined, of: Compilation<S>): Evaluate<S> {
  const compile = (inner: Expr, around: Bindings | undefined): Evaluate<S> => compileExpr(inner, around, of);
  // With a probe every sub-expression has to be evaluated by a closure of its own.
  const fused = of.probe ? undefined : compileFused(expr, bindings, of, compile);
  if (fused) return fused;
  switch (expr.type) {
    case 'literal': {
      const { value } = expr;
      return () => value;
    }
    case 'name':
    case 'member':
    case 'index':
      return compilePath(expr, bindings, of, compile);
    case 'unary':
      return unary({ expr, source: of.source }, compile(expr.operand, bindings));
    case 'binary':
      return binary({ expr, source: of.source }, compile(expr.left, bindings), compile(expr.right, bindings));
    case 'logical':
      return logical(expr, compile(expr.left, bindings), compile(expr.right, bindings));
    case 'conditional':
      return conditional(expr, (part) => compile(part, bindings));
    case 'list':
      return list(expr, (item) => compile(item, bindings));
    case 'object':
      return objectLiteral(expr, of, (part) => compile(part, bindings));
    case 'call':
      return imported(calls.compileCall, 'what compiles calls')(expr, bindings, of, compile);
    case 'method': {
      const object = compile(expr.object, bindings);
      // What happens inside an arrow function happens many times: there is no one value to note.
      const inside = { ...of, probe: undefined };
      return imported(calls.compileMethod, 'what compiles calls')(
        expr,
        bindings,
        of,
        object,
        compile,
        (body, inner) => compileExpr(body, inner, inside),
      );
    }
  }
}

function unary<S>(place: Place<Unary>, operand: Evaluate<S>): Evaluate<S> {
  const { operator, operand: inner } = place.expr;
  switch (operator) {
    case '!':
      return (scope, frame) => !operand(scope, frame);
    case 'typeof':
      return (scope, frame) => typeof operand(scope, frame);
    case '-':
    case '+':
      if (inner.type === 'literal' && typeof inner.value === 'number') {
        const value = signed(operator, inner.value, place);
        return () => value;
      }
      return (scope, frame) => signed(operator, operand(scope, frame), place);
  }
}

function binary<S>(place: Place<Binary>, left: Evaluate<S>, right: Evaluate<S>): Evaluate<S> {
  const { operator, range } = place.expr;
  switch (operator) {
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return (scope, frame) => arithmetic(operator, left(scope, frame), right(scope, frame), place, frame);
    case '<':
    case '>':
    case '<=':
    case '>=':
      return (scope, frame) => order(operator, left(scope, frame), right(scope, frame), place);
    case '==':
      return (scope, frame) => equalValues(left(scope, frame), right(scope, frame), frame, range);
    case '!=':
      return (scope, frame) => !equalValues(left(scope, frame), right(scope, frame), frame, range);
    case 'in':
      return (scope, frame) => isIn(left(scope, frame), right(scope, frame), place, frame);
  }
}

function logical<S>({ operator }: Logical, left: Evaluate<S>, right: Evaluate<S>): Evaluate<S> {
  switch (operator) {
    case '&&':
      return both(left, right);
    case '||':
      return (scope, frame) => {
        const value = left(scope, frame);
        return value ? value : right(scope, frame);
      };
    case '??':
      return (scope, frame) => {
        const value = left(scope, frame);
        return value === undefined || value === null ? right(scope, frame) : value;
      };
  }
}

function conditional<S>(expr: Conditional, compile: (part: Expr) => Evaluate<S>): Evaluate<S> {
  const test = compile(expr.test);
  const then = compile(expr.then);
  const otherwise = compile(expr.otherwise);
  return (scope, frame) => (test(scope, frame) ? then(scope, frame) : otherwise(scope, frame));
}

function list<S>(expr: List, compile: (item: Expr) => Evaluate<S>): Evaluate<S> {
  const items = expr.items.map(compile);
  return (scope, frame) => {
    checkListLength(items.length, frame, expr.range);
    // Lists may hold `undefined` while they are evaluated; storing makes it `null`.
    return items.map((item) => item(scope, frame) as Json);
  };
}

/** Members that are nothing are left out at once, so that a value is the same before and after storing. */
function objectLiteral<S>(
  expr: ObjectLiteral,
  { source }: Compilation<S>,
  compile: (part: Expr) => Evaluate<S>,
): Evaluate<S> {
  const entries = expr.entries.map(({ key, value }) => ({
    key: typeof key === 'string' ? () => key : keyOf(key, compile(key), source),
    value: compile(value),
  }));
  return (scope, frame) => {
    const object: Record<string, Json> = {};
    for (const entry of entries) {
      const key = entry.key(scope, frame);
      const value = entry.value(scope, frame);
      if (value !== undefined) define(object, key, value);
    }
    return object;
  };
}

function keyOf<S>(
  expr: Expr,
  evaluate: Evaluate<S>,
  source: string,
): (...at: Parameters<Evaluate<S>>) => string {
  return (scope, frame) => {
    const key: Value = evaluate(scope, frame);
    if (typeof key === 'string' || typeof key === 'number') return String(key);
    throw typeError(expr, key, 'a key is a string or a number', source);
  };
}
