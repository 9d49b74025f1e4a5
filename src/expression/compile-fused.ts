import type { Bindings, Compilation } from './compilation';
import { isPath, pathOperand } from './compile-path';
import type { Binary, Expr } from './expr';
import type { Evaluate } from './frame';
import { fuseEqual, fuseNot, fuseOrder } from './fuse-tests';
import { fuseArithmetic, fuseArithmeticWithNumber, fuseDefault } from './fuse-values';
import { type Operand, operandOf } from './operand';
import type { Place } from './operators';

/** Compiles a sub-expression that is not fused. */
type CompileExpr<S> = (expr: Expr, bindings: Bindings | undefined) => Evaluate<S>;

/** One closure for an operator with its operands, for the shapes that conditions mostly have. */
export function compileFused<S>(
  expr: Expr,
  bindings: Bindings | undefined,
  of: Compilation<S>,
  compile: CompileExpr<S>,
): Evaluate<S> | undefined {
  const operand = (part: Expr): Operand<S> =>
    isPath(part) ? pathOperand(part, bindings, of, compile) : operandOf(compile(part, bindings));
  switch (expr.type) {
    case 'unary':
      return expr.operator === '!' ? fuseNot(operand(expr.operand)) : undefined;
    case 'logical': {
      const { operator, left, right } = expr;
      if (operator !== '??') return undefined;
      if (right.type === 'literal') return fuseDefault(operand(left), right.value);
      return right.type === 'list' && right.items.length === 0 ? fuseDefault(operand(left), []) : undefined;
    }
    case 'binary':
      return fuseBinary({ expr, source: of.source }, operand, (part) => compile(part, bindings));
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
      return typeof value === 'number' ? fuseOrder(operand(left), operator, value, place) : undefined;
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
