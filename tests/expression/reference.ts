import type { Environment, Expr, Value } from '../../src/expression';
import { equalJson, EvaluationError, renderText } from '../../src/expression';
import { readIndex, readMember, readOutputs } from '../../src/expression/members';

/** Parameters of the arrow functions around a place. */
type Locals = ReadonlyMap<string, Value>;

/**
 * The plainest possible evaluator: walks the tree anew each time, with nothing prepared. What the compiled
 * closures are compared with, for their values and for their speed.
 */
export function walk<S>(
  expr: Expr,
  scope: S,
  environment: Environment<S>,
  locals: Locals = new Map(),
): Value {
  const inner = (part: Expr): Value => walk(part, scope, environment, locals);
  switch (expr.type) {
    case 'literal':
      return expr.value;
    case 'name':
    case 'member':
      return walkPath(expr, scope, environment, locals);
    case 'index': {
      const object = inner(expr.object);
      return object === undefined || object === null ? undefined : readIndex(object, inner(expr.index));
    }
    case 'unary':
      return walkUnary(expr, inner(expr.operand));
    case 'binary':
      return walkBinary(expr, inner(expr.left), inner(expr.right));
    case 'logical': {
      const left = inner(expr.left);
      if (expr.operator === '&&') return left ? inner(expr.right) : left;
      if (expr.operator === '||') return left ? left : inner(expr.right);
      return left ?? inner(expr.right);
    }
    case 'conditional':
      return inner(expr.test) ? inner(expr.then) : inner(expr.otherwise);
    case 'list':
      return expr.items.map((item) => inner(item) as never);
    case 'object': {
      const entries = expr.entries.map(({ key, value }) => [
        typeof key === 'string' ? key : renderText(inner(key)),
        inner(value),
      ]);
      return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as never;
    }
    case 'call':
      return walkCall(expr.name, expr.args.map(inner), expr);
    case 'method': {
      const object = inner(expr.object);
      if (object === undefined || object === null) return undefined;
      return walkMethod(object, expr, (arg, values) => {
        if (arg.type !== 'arrow') return inner(arg);
        const bound = arg.params.map(({ name }, i) => [name, values[i]] as const);
        return walk(arg.body, scope, environment, new Map([...locals, ...bound]));
      });
    }
  }
}

type Part<T extends Expr['type']> = Expr & { readonly type: T };

function walkPath<S>(
  expr: Part<'name' | 'member'>,
  scope: S,
  environment: Environment<S>,
  locals: Locals,
): Value {
  const names: string[] = [];
  let at: Expr = expr;
  while (at.type === 'member') {
    names.unshift(at.key);
    at = at.object;
  }
  if (at.type === 'name') {
    const isLocal = locals.has(at.name);
    const found = isLocal ? undefined : environment.resolve([at.name, ...names]);
    if (!isLocal && (found === undefined || 'code' in found)) throw new Error(`unresolved ${at.name}`);
    let value = isLocal ? locals.get(at.name) : found && 'read' in found ? found.read(scope) : undefined;
    const used = found && 'used' in found ? found.used : 1;
    names.slice(used - 1).forEach((key, i) => {
      value = i + used - 1 > 0 && key === 'outputs' ? readOutputs(value) : readMember(value, key);
    });
    return value;
  }
  let value = walk(at, scope, environment, locals);
  names.forEach((key, i) => {
    value = i > 0 && key === 'outputs' ? readOutputs(value) : readMember(value, key);
  });
  return value;
}

function walkUnary({ operator, range }: Part<'unary'>, value: Value): Value {
  if (operator === '!') return !value;
  if (operator === 'typeof') return typeof value;
  if (typeof value !== 'number') throw new EvaluationError('expression/type', 'not a number', range);
  return operator === '-' ? 0 - value : value;
}

function walkBinary({ operator, range }: Part<'binary'>, left: Value, right: Value): Value {
  const wrong = (): EvaluationError => new EvaluationError('expression/type', operator, range);
  const isNothing = left === undefined || left === null || right === undefined || right === null;
  switch (operator) {
    case '==':
      return equalJson(left, right);
    case '!=':
      return !equalJson(left, right);
    case 'in':
      if (right === undefined || right === null) return false;
      if (Array.isArray(right)) return right.some((item: Value) => equalJson(item, left));
      if (typeof right !== 'object') throw wrong();
      return (
        (typeof left === 'string' || typeof left === 'number') && Object.keys(right).includes(String(left))
      );
    case '<':
    case '>':
    case '<=':
    case '>=': {
      if (isNothing) return false;
      if (typeof left !== typeof right || !['number', 'string'].includes(typeof left)) throw wrong();
      const order = left === right ? 0 : left < right ? -1 : 1;
      return { '<': order < 0, '>': order > 0, '<=': order <= 0, '>=': order >= 0 }[operator];
    }
    case '+':
    case '-':
    case '*':
    case '/':
    case '%': {
      if (operator === '+' && (typeof left === 'string' || typeof right === 'string')) {
        return renderText(left) + renderText(right);
      }
      if (typeof left !== 'number' || typeof right !== 'number') throw wrong();
      const result = {
        '+': left + right,
        '-': left - right,
        '*': left * right,
        '/': left / right,
        '%': left % right,
      }[operator];
      if (!Number.isFinite(result)) throw new EvaluationError('expression/not-finite', operator, range);
      return result + 0;
    }
  }
}

function walkCall(name: string, args: readonly Value[], { range }: Part<'call'>): Value {
  const [first] = args;
  switch (name) {
    case 'max':
    case 'min': {
      const numbers: readonly Value[] = args.length === 1 && Array.isArray(first) ? first : args;
      if (!numbers.every((one) => typeof one === 'number'))
        throw new EvaluationError('expression/type', name, range);
      if (numbers.length === 0) throw new EvaluationError('expression/not-finite', name, range);
      return name === 'max' ? Math.max(...numbers) : Math.min(...numbers);
    }
    case 'string':
      return renderText(first);
    case 'boolean':
      return Boolean(first);
    case 'isEmpty':
      if (first === undefined || first === null || first === '') return true;
      return typeof first === 'object' && Object.keys(first).length === 0;
    default:
      throw new Error(`the reference has no function ${name}`);
  }
}

type Argument = Part<'method'>['args'][number];

function walkMethod(
  object: Value,
  { name, args, range }: Part<'method'>,
  apply: (arg: Argument, values: readonly Value[]) => Value,
): Value {
  const [first] = args;
  const wrong = (): EvaluationError => new EvaluationError('expression/type', name, range);
  if (typeof object === 'string') {
    if (name === 'toUpperCase') return object.toUpperCase();
    const value = first && apply(first, []);
    if (name !== 'includes' || typeof value !== 'string') throw wrong();
    return object.includes(value);
  }
  if (!Array.isArray(object) || name === 'toUpperCase') throw wrong();
  const list: readonly Value[] = object;
  if (first === undefined) throw new Error(`the reference has no method ${name}`);
  switch (name) {
    case 'includes': {
      const value = apply(first, []);
      return list.some((item) => equalJson(item, value));
    }
    case 'map':
      return list.map((item, index) => apply(first, [item, index])) as never;
    case 'filter':
      return list.filter((item, index) => apply(first, [item, index])) as never;
    case 'some':
      return list.some((item, index) => apply(first, [item, index]));
    case 'every':
      return list.every((item, index) => apply(first, [item, index]));
    default:
      throw new Error(`the reference has no method ${name}`);
  }
}
