import type { Json, Range } from '../json/json';
import type { OrderOperator } from './expr';
import { type Evaluate, type Frame, outOfSteps } from './frame';
import { asPlain } from './operand';
import { isOrdered } from './operators';

/**
 * Finds the first item at or after `from` for which an arrow function is truthy, or falsy when `wanted` is
 * false: its index, or -1. Each item looked at is an evaluation step. `frame` is the arrow function's own.
 */
export type Matcher<S> = (
  list: readonly Json[],
  from: number,
  wanted: boolean,
  scope: S,
  frame: Frame,
) => number;

/** Matches by calling the body of the arrow function. */
export function bodyMatcher<S>(body: Evaluate<S>, range: Range): Matcher<S> {
  return (list, from, wanted, scope, frame) => {
    const { meter } = frame;
    for (let index = from; index < list.length; index++) {
      if (--meter.left < 0) throw outOfSteps(range);
      frame.value = list[index];
      frame.second = index;
      if (Boolean(body(scope, frame)) === wanted) return index;
    }
    return -1;
  };
}

/**
 * Matches `o => o.key < number` and its kin without calling anything, as conditions over finished
 * iterations are mostly of this form; the body is called where there is no number.
 */
export function orderMatcher<S>(
  key: string,
  operator: OrderOperator,
  limit: number,
  body: Matcher<S>,
  range: Range,
): Matcher<S> {
  return (list, from, wanted, scope, frame) => {
    let left = frame.meter.left;
    let index = from;
    for (; index < list.length; index++) {
      if (--left < 0) throw outOfSteps(range);
      const item = asPlain(list[index]);
      const value = typeof item === 'object' && item !== null ? item[key] : undefined;
      if (typeof value !== 'number') {
        frame.meter.left = left + 1;
        return body(list, index, wanted, scope, frame);
      }
      if (isOrdered(value, operator, limit) === wanted) break;
    }
    frame.meter.left = left;
    return index < list.length ? index : -1;
  };
}
