import { ARROW_IMPLEMENTATIONS } from './arrow-methods';
import type { CallPlace } from './arguments';
import type { Bindings, Compilation } from './compilation';
import type { Arrow, Call, Expr, Method, Value } from './expr';
import { type Evaluate, spend } from './frame';
import { FUNCTIONS, SCOPED_FUNCTIONS } from './functions';
import { concat, LIST_METHODS, type ListMethod } from './list-methods';
import { isLookup } from './narrow';
import { typeError } from './operators';
import { STRING_METHODS, type StringMethod } from './string-methods';

/** Compiles an argument, or the body of an arrow function. */
type CompileExpr<S> = (expr: Expr, bindings: Bindings | undefined) => Evaluate<S>;

/** A call of a host function or look-up; narrowing has checked name and number of arguments. */
export function compileCall<S>(
  expr: Call,
  bindings: Bindings | undefined,
  { environment, source }: Compilation<S>,
  compile: CompileExpr<S>,
): Evaluate<S> {
  const { name, range } = expr;
  const place: CallPlace = { expr, source };
  if (isLookup(name)) {
    const [id] = expr.args;
    return environment.lookup(name, id?.type === 'literal' ? String(id.value) : '');
  }
  const args = expr.args.map((arg) => compile(arg, bindings));
  const evaluateAll = (scope: S, frame: Parameters<Evaluate<S>>[1]): Value[] => {
    if (frame !== undefined) spend(frame, 1, range);
    return args.map((arg) => arg(scope, frame));
  };
  const scoped = SCOPED_FUNCTIONS.get(name);
  if (scoped) return (scope, frame) => scoped(environment, scope, evaluateAll(scope, frame), place);
  const host = FUNCTIONS.get(name);
  if (host === undefined) throw new Error(`no function is called ${name}`);
  return (scope, frame) => host(evaluateAll(scope, frame), place, frame);
}

/** A method of a string or list; of nothing it gives nothing, without evaluating its arguments. */
export function compileMethod<S>(
  expr: Method,
  bindings: Bindings | undefined,
  { source }: Compilation<S>,
  object: Evaluate<S>,
  compile: CompileExpr<S>,
  compileArrow: (arrow: Arrow, bindings: Bindings) => Evaluate<S>,
): Evaluate<S> {
  const place: CallPlace = { expr, source };
  const { name } = expr;
  const [first] = expr.args;
  if (first?.type === 'arrow') {
    const run = ARROW_IMPLEMENTATIONS.get(name);
    if (run === undefined) throw new Error(`${name} takes no arrow function`);
    const [value, second] = first.params;
    const body = compileArrow(first, { value: value?.name, second: second?.name, outer: bindings });
    return (scope, frame) => {
      const target = object(scope, frame);
      if (Array.isArray(target)) return run(target, body, scope, frame, place);
      return noMethod(target, expr, source);
    };
  }
  // An arrow function stands first or not at all, and narrowing refuses a second argument beside it.
  const args = expr.args.flatMap((arg) => (arg.type === 'arrow' ? [] : [compile(arg, bindings)]));
  if (name === 'concat') {
    return (scope, frame) => {
      const target = object(scope, frame);
      if (!Array.isArray(target)) return noMethod(target, expr, source);
      if (frame !== undefined) spend(frame, 1, expr.range);
      const values = args.map((arg) => arg(scope, frame));
      return concat(target, values, place, frame);
    };
  }
  return applied(expr, place, object, args);
}

function applied<S>(
  expr: Method,
  place: CallPlace,
  object: Evaluate<S>,
  [a, b]: readonly Evaluate<S>[],
): Evaluate<S> {
  const ofList: ListMethod | undefined = LIST_METHODS.get(expr.name);
  const ofString: StringMethod | undefined = STRING_METHODS.get(expr.name);
  const { range } = expr;
  return (scope, frame) => {
    const target = object(scope, frame);
    if (frame !== undefined) spend(frame, 1, range);
    if (typeof target === 'string' && ofString !== undefined) {
      const first = a && a(scope, frame);
      return ofString(target, first, b && b(scope, frame), place, frame);
    }
    if (ofList !== undefined && Array.isArray(target)) {
      const first = a && a(scope, frame);
      return ofList(target, first, b && b(scope, frame), place, frame);
    }
    return noMethod(target, expr, place.source);
  };
}

/** What a method of anything but its kind of value gives: nothing for nothing, else an error. */
function noMethod(target: Value, { object, name }: Method, source: string): undefined {
  if (target === undefined || target === null) return undefined;
  const isOfStrings = STRING_METHODS.has(name);
  const isOfLists = LIST_METHODS.has(name) || ARROW_IMPLEMENTATIONS.has(name) || name === 'concat';
  const kind = isOfStrings && isOfLists ? 'strings and lists' : isOfStrings ? 'strings' : 'lists';
  throw typeError(object, target, `\`${name}\` is a method of ${kind}`, source);
}
