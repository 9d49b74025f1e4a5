import type { Bindings, Compilation, CompileExpr } from './compilation';
import { pathOperand } from './compile-path';
import { type Binary, type Expr, isPath, type OrderOperator } from './expr';
import type { Evaluate } from './frame';
import { fuseEqual, fuseNot, fuseOrder, fuseOrderAnd, fuseOrderOf } from './fuse-tests';
import { fuseArithmetic, fuseArithmeticWithNumber, fuseDefault, fuseRead } from './fuse-values';
import { isMemberOperand, type Operand, operandOf } from './operand';
import type { Place } from './operators';

/** One closure for an operator with its operands, for the shapes that conditions mostly have. */
export function compileFused<S>(
  expr: Expr,
  bindings: Bindings | undefined,
  of: Compilation<S>,
  compile: CompileExpr<S>,
): Evaluate<S> | undefined {
  const operand = (part: Expr): Operand<S> =>
    isPath(part) ? pathOperand(part, bindings, of, compile) : operandOf(compile(part, bindings));
  const compileHere = (part: Expr): Evaluate<S> => compile(part, bindings);
  switch (expr.type) {
    case 'unary':
      return expr.operator === '!' ? fuseNot(operand(expr.operand)) : undefined;
    case 'logical': {
      const { operator, left, right } = expr;
      if (operator === '&&') return fuseAnd(left, right, of.source, operand, compileHere);
      if (operator === '||') return undefined;
      if (right.type === 'literal') return fuseDefault(operand(left), right.value);
      return right.type === 'list' && right.items.length === 0 ? fuseDefault(operand(left), []) : undefined;
    }
    case 'binary':
      return fuseBinary({ expr, source: of.source }, operand, compileHere);
    case 'literal':
    case 'name':
    case 'member':
    case 'index':
    case 'conditional':
    case 'list':
    case 'object':
    case 'call':
    case 'method':
      return undefined;
  }
}

function fuseBinary<S>(
  place: Place<Binary>,
  operand: (part: Expr) => Operand<S>,
  compile: (part: Expr) => Evaluate<S>,
): Evaluate<S> | undefined {
  const { operator, left, right } = place.expr;
  const value = right.type === 'literal' ? right.value : undefined;
  switch (operator) {
    case '<':
    case '>':
    case '<=':
    case '>=':
      return typeof value === 'number' ? fuseLimit(operand(left), operator, value, place) : undefined;
    case '==':
    case '!=':
      return right.type === 'literal' ? fuseEqual(operand(left), operator, right.value) : undefined;
    case '+':
    case '-':
    case '*':
      if (typeof value === 'number') return fuseArithmeticWithNumber(operand(left), operator, value, place);
      return isPath(right) ? fuseArithmetic(compile(left), operator, operand(right), place) : undefined;
    case '/':
    case '%':
    case 'in':
      return undefined;
  }
}

function fuseLimit<S>(
  left: Operand<S>,
  operator: OrderOperator,
  limit: number,
  place: Place<Binary>,
): Evaluate<S> {
  if (isMemberOperand(left)) return fuseOrder(left, operator, limit, place);
  return fuseOrderOf(fuseRead(left), operator, limit, place);
}

/** `member < number && right`, the member being read by the one closure. */
function fuseAnd<S>(
  left: Expr,
  right: Expr,
  source: string,
  operand: (part: Expr) => Operand<S>,
  compile: (part: Expr) => Evaluate<S>,
): Evaluate<S> | undefined {
  if (left.type !== 'binary' || !isPath(left.left)) return undefined;
  const { operator } = left;
  const isOrder = operator === '<' || operator === '>' || operator === '<=' || operator === '>=';
  const limit = left.right.type === 'literal' ? left.right.value : undefined;
  if (!isOrder || typeof limit !== 'number') return undefined;
  const place = { expr: left, source };
  const tested = operand(left.left);
  if (isMemberOperand(tested)) return fuseOrderAnd(tested, operator, limit, place, compile(right));
  return both(fuseLimit(tested, operator, limit, place), compile(right));
}

/** `left && right` as JavaScript has it: the falsy side, else the right one. */
export function both<S>(left: Evaluate<S>, right: Evaluate<S>): Evaluate<S> {
  return (scope, frame) => {
    const value = left(scope, frame);
    return value ? right(scope, frame) : value;
  };
}
