import type { Json, Range } from '../json/json';
import { equalValues } from './equality';
import type { ArithmeticOperator, Binary, Expr, OrderOperator, Unary, Value } from './expr';
import { type Frame, limitedText } from './frame';
import { isOwnKey } from './members';
import { EvaluationError } from './problem';
import { glance, renderText } from './text';

/** Text around an expression, to quote its parts in messages. */
export interface Place<E> {
  readonly expr: E;
  readonly source: string;
}

/** Arithmetic on numbers; `+` also joins when one side is a string. Never gives NaN, Infinity or -0. */
export function arithmetic(
  operator: ArithmeticOperator,
  left: Value,
  right: Value,
  place: Place<Binary>,
  frame: Frame | undefined,
): Value {
  if (typeof left === 'number' && typeof right === 'number') {
    return finite(calculate(operator, left, right), place.expr.range, place.source);
  }
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string')) {
    const { range } = place.expr;
    return limitedText(renderText(left, range) + renderText(right, range), frame, range);
  }
  const wrong = typeof left === 'number' ? place.expr.right : place.expr.left;
  const value = typeof left === 'number' ? right : left;
  const wants = operator === '+' ? 'numbers, or a text on one side' : 'numbers';
  throw typeError(wrong, value, `\`${operator}\` needs ${wants}`, place.source);
}

function calculate(operator: ArithmeticOperator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
  }
}

/** Passes a finite number with -0 as 0, or fails with `expression/not-finite`. */
export function finite(result: number, range: Range, source: string): number {
  // Infinity - Infinity and NaN - NaN are NaN.
  if (result - result !== 0) {
    const message = `\`${excerpt(source, range)}\` gives no finite number.`;
    throw new EvaluationError('expression/not-finite', message, range);
  }
  return result + 0;
}

/** Order of two numbers or two strings (by code unit); false when a side is nothing. */
export function order(operator: OrderOperator, left: Value, right: Value, place: Place<Binary>): boolean {
  if (typeof left === 'number' && typeof right === 'number') return isOrdered(left, operator, right);
  if (typeof left === 'string' && typeof right === 'string') return isOrdered(left, operator, right);
  if (left === undefined || left === null || right === undefined || right === null) return false;
  const { expr, source } = place;
  const sides = [said(expr.left, left, source), said(expr.right, right, source)].join(' and ');
  const message = `\`${operator}\` compares two numbers or two strings; ${sides}.`;
  throw new EvaluationError('expression/type', message, expr.range);
}

/** Order of two values of one kind. */
export function isOrdered<T extends number | string>(left: T, operator: OrderOperator, right: T): boolean {
  switch (operator) {
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '<=':
      return left <= right;
    case '>=':
      return left >= right;
  }
}

/** `k in object` is an own key, `v in list` content; false over nothing, else an error. */
export function isIn(left: Value, right: Value, place: Place<Binary>, frame: Frame | undefined): boolean {
  if (right === undefined || right === null) return false;
  const { expr, source } = place;
  if (Array.isArray(right)) return indexOfContent(right, left, 0, frame, expr.range) >= 0;
  if (typeof right !== 'object') {
    throw typeError(expr.right, right, '`in` looks into an object or a list', source);
  }
  return (typeof left === 'string' || typeof left === 'number') && isOwnKey(right, String(left));
}

/** The first index at or after `from` whose item equals the value by content, else -1. */
export function indexOfContent(
  list: readonly Json[],
  value: Value,
  from: number,
  frame: Frame | undefined,
  range: Range,
): number {
  if (typeof value !== 'object' && value !== undefined) {
    if (frame !== undefined) frame.meter.left -= list.length >> 6;
    return list.indexOf(value, from);
  }
  for (let i = from; i < list.length; i++) {
    if (equalValues(list[i], value, frame, range)) return i;
  }
  return -1;
}

/** Unary `-` and `+`: of numbers only. */
export function signed(operator: '-' | '+', value: Value, place: Place<Unary>): number {
  if (typeof value !== 'number') {
    throw typeError(place.expr.operand, value, `\`${operator}\` needs a number`, place.source);
  }
  // A subtraction, so that -0 does not arise.
  return operator === '-' ? 0 - value : value;
}

/** "`vars.x` is undefined; `*` needs numbers": points at the sub-expression. */
export function typeError(expr: Expr, value: Value, wants: string, source: string): EvaluationError {
  return new EvaluationError('expression/type', `${said(expr, value, source)}; ${wants}.`, expr.range);
}

function said(expr: Expr, value: Value, source: string): string {
  if (expr.type === 'literal') return `this is ${glance(value)}`;
  return `\`${excerpt(source, expr.range)}\` is ${glance(value)}`;
}

function excerpt(source: string, { from, to }: Range): string {
  return to - from > 80 ? `${source.slice(from, from + 80)}…` : source.slice(from, to);
}
