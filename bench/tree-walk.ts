import type { Expr, Value } from '../src/expression';
import { equalJson } from '../src/expression';
import { readMember } from '../src/expression/members';
import type { BenchScope } from './expressions';

/** Parameters of the arrow functions around a place. */
type Locals = Readonly<Record<string, Value>>;

const none: Locals = {};

/**
 * An evaluator as one would write it first: goes through the tree each time. Knows what the subjects of the
 * benchmark use and throws for the rest; keys are looked up and operands checked as the language demands.
 */
export function walkTree(expr: Expr, scope: BenchScope, locals: Locals = none): Value {
  switch (expr.type) {
    case 'literal':
      return expr.value;
    case 'name':
      return Object.hasOwn(locals, expr.name) ? locals[expr.name] : rootOf(scope, expr.name);
    case 'member':
      return readMember(walkTree(expr.object, scope, locals), expr.key);
    case 'unary':
      if (expr.operator === '!') return !walkTree(expr.operand, scope, locals);
      return unknown(expr.operator);
    case 'logical': {
      const left = walkTree(expr.left, scope, locals);
      if (expr.operator === '&&') return left ? walkTree(expr.right, scope, locals) : left;
      if (expr.operator === '||') return left ? left : walkTree(expr.right, scope, locals);
      return left ?? walkTree(expr.right, scope, locals);
    }
    case 'binary':
      return combine(expr.operator, walkTree(expr.left, scope, locals), walkTree(expr.right, scope, locals));
    case 'list':
      return expr.items.map((item) => walkTree(item, scope, locals) ?? null);
    case 'method':
      return callMethod(expr, walkTree(expr.object, scope, locals), scope, locals);
    case 'index':
    case 'conditional':
    case 'object':
    case 'call':
      return unknown(expr.type);
  }
}

function rootOf(scope: BenchScope, name: string): Value {
  switch (name) {
    case 'steps':
    case 'vars':
    case 'loop':
    case 'outputs':
      return scope[name];
    default:
      return unknown(name);
  }
}

function combine(operator: (Expr & { type: 'binary' })['operator'], left: Value, right: Value): Value {
  if (operator === '==') return equalJson(left, right);
  if (operator === '!=') return !equalJson(left, right);
  if (typeof left !== 'number' || typeof right !== 'number') {
    return left === undefined || right === undefined ? false : unknown(`${operator} of these`);
  }
  switch (operator) {
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '<=':
      return left <= right;
    case '>=':
      return left >= right;
    case '+':
      return finite(left + right);
    case '-':
      return finite(left - right);
    case '*':
      return finite(left * right);
    case '/':
      return finite(left / right);
    case '%':
      return finite(left % right);
    case 'in':
      return unknown(operator);
  }
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : unknown('a number that is not finite');
}

function callMethod(
  expr: Expr & { type: 'method' },
  object: Value,
  scope: BenchScope,
  locals: Locals,
): Value {
  const [first] = expr.args;
  if (!Array.isArray(object) || first === undefined) return unknown(expr.name);
  const list: readonly Value[] = object;
  if (expr.name === 'includes' && first.type !== 'arrow') {
    const wanted = walkTree(first, scope, locals);
    return list.some((item) => equalJson(item, wanted));
  }
  const [parameter] = first.type === 'arrow' ? first.params : [];
  if (expr.name !== 'filter' || first.type !== 'arrow' || parameter === undefined) return unknown(expr.name);
  const kept = list.filter((item) => walkTree(first.body, scope, { ...locals, [parameter.name]: item }));
  return kept as Value;
}

function unknown(what: string): never {
  throw new Error(`The tree walk does not know ${what}.`);
}
