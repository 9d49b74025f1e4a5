import type { Range } from '../json/json';
import { BODY_METHODS, MATCH_METHODS } from './arrow-methods';
import type { CallPlace } from './arguments';
import { type Calls, calls, type CompileArrow } from './calls';
import type { Bindings, Compilation, CompileExpr } from './compilation';
import type { Arrow, Call, Expr, Method, Value } from './expr';
import { type Evaluate, spend } from './frame';
import { isLookup } from './environment';
import { FUNCTIONS, SCOPED_FUNCTIONS } from './functions';
import { concat, LIST_METHODS, type ListMethod } from './list-methods';
import { bodyMatcher, type Matcher, orderMatcher } from './matchers';
import { isPlainKey } from './members';
import { type Place, typeError } from './operators';
import { STRING_METHODS, type StringMethod } from './string-methods';

Object.assign(calls, { compileCall, compileMethod } satisfies Calls);

/** A call of a host function or look-up; narrowing has checked name and number of arguments. */
function compileCall<S>(
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
function compileMethod<S>(
  expr: Method,
  bindings: Bindings | undefined,
  { source }: Compilation<S>,
  object: Evaluate<S>,
  compile: CompileExpr<S>,
  compileArrow: CompileArrow<S>,
): Evaluate<S> {
  const place = { expr, source };
  const { name } = expr;
  const [first] = expr.args;
  if (first?.type === 'arrow') return withArrow(place, first, object, bindings, compileArrow);
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

/** A list method with an arrow function. */
function withArrow<S>(
  place: Place<Method>,
  arrow: Arrow,
  object: Evaluate<S>,
  bindings: Bindings | undefined,
  compileArrow: CompileArrow<S>,
): Evaluate<S> {
  const { expr, source } = place;
  const [value, second] = arrow.params;
  const inner = { value: value?.name, second: second?.name, outer: bindings };
  const body = compileArrow(arrow.body, inner);
  const match = MATCH_METHODS.get(expr.name);
  if (match) {
    const matcher = fuseMatcher(arrow.body, body, inner.value, expr.range);
    return (scope, frame) => {
      const target = object(scope, frame);
      return Array.isArray(target) ? match(target, matcher, scope, frame) : noMethod(target, expr, source);
    };
  }
  const run = BODY_METHODS.get(expr.name);
  if (run === undefined) throw new Error(`${expr.name} takes no arrow function`);
  return (scope, frame) => {
    const target = object(scope, frame);
    return Array.isArray(target) ? run(target, body, scope, frame, place) : noMethod(target, expr, source);
  };
}

/** `o => o.key < number` is matched without calling its body. */
function fuseMatcher<S>(
  body: Expr,
  evaluate: Evaluate<S>,
  item: string | undefined,
  range: Range,
): Matcher<S> {
  const match = bodyMatcher(evaluate, range);
  if (body.type === 'binary' && body.right.type === 'literal' && typeof body.right.value === 'number') {
    const { operator, left } = body;
    const isOrder = operator === '<' || operator === '>' || operator === '<=' || operator === '>=';
    if (isOrder && left.type === 'member' && left.object.type === 'name' && left.object.name === item) {
      if (isPlainKey(left.key)) return orderMatcher(left.key, operator, body.right.value, match, range);
    }
  }
  return match;
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
  const isOfLists =
    LIST_METHODS.has(name) || MATCH_METHODS.has(name) || BODY_METHODS.has(name) || name === 'concat';
  const kind = isOfStrings && isOfLists ? 'strings and lists' : isOfStrings ? 'strings' : 'lists';
  throw typeError(object, target, `\`${name}\` is a method of ${kind}`, source);
}
