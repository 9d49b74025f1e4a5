import type { Binary, OrderOperator } from './expr';
import type { Evaluate } from './frame';
import { itemOf, type Operand } from './operand';
import { order, type Place } from './operators';

// Every operator has a closure of its own that reads its operand itself, at the price of repetition: a call
// costs more than the whole comparison, and V8's caches belong to the text of a function, so that one text
// for all operators would meet too many names.

/** `!operand`. */
export function fuseNot<S>({ base, first, second }: Operand<S>): Evaluate<S> {
  return (scope, frame) => {
    let value = base === undefined ? itemOf(frame) : base(scope, frame);
    if (first !== undefined) {
      value = typeof value === 'object' && value !== null ? value[first] : undefined;
      if (second !== undefined)
        value = typeof value === 'object' && value !== null ? value[second] : undefined;
    }
    return !value;
  };
}

/** The operand before or after a number: anything but a number takes the slow way. */
export function fuseOrder<S>(
  { base, first, second }: Operand<S>,
  operator: OrderOperator,
  limit: number,
  place: Place<Binary>,
): Evaluate<S> {
  switch (operator) {
    case '<':
      return (scope, frame) => {
        let value = base === undefined ? itemOf(frame) : base(scope, frame);
        if (first !== undefined) {
          value = typeof value === 'object' && value !== null ? value[first] : undefined;
          if (second !== undefined)
            value = typeof value === 'object' && value !== null ? value[second] : undefined;
        }
        return typeof value === 'number' ? value < limit : order(operator, value, limit, place);
      };
    case '>':
      return (scope, frame) => {
        let value = base === undefined ? itemOf(frame) : base(scope, frame);
        if (first !== undefined) {
          value = typeof value === 'object' && value !== null ? value[first] : undefined;
          if (second !== undefined)
            value = typeof value === 'object' && value !== null ? value[second] : undefined;
        }
        return typeof value === 'number' ? value > limit : order(operator, value, limit, place);
      };
    case '<=':
      return (scope, frame) => {
        let value = base === undefined ? itemOf(frame) : base(scope, frame);
        if (first !== undefined) {
          value = typeof value === 'object' && value !== null ? value[first] : undefined;
          if (second !== undefined)
            value = typeof value === 'object' && value !== null ? value[second] : undefined;
        }
        return typeof value === 'number' ? value <= limit : order(operator, value, limit, place);
      };
    case '>=':
      return (scope, frame) => {
        let value = base === undefined ? itemOf(frame) : base(scope, frame);
        if (first !== undefined) {
          value = typeof value === 'object' && value !== null ? value[first] : undefined;
          if (second !== undefined)
            value = typeof value === 'object' && value !== null ? value[second] : undefined;
        }
        return typeof value === 'number' ? value >= limit : order(operator, value, limit, place);
      };
  }
}

/** The operand equal or unequal to a scalar: strict, but for `null`, which nothing equals as well. */
export function fuseEqual<S>(
  { base, first, second }: Operand<S>,
  operator: '==' | '!=',
  wanted: null | undefined | boolean | number | string,
): Evaluate<S> {
  if (wanted === null || wanted === undefined) {
    const equal = operator === '==';
    return (scope, frame) => {
      let value = base === undefined ? itemOf(frame) : base(scope, frame);
      if (first !== undefined) {
        value = typeof value === 'object' && value !== null ? value[first] : undefined;
        if (second !== undefined)
          value = typeof value === 'object' && value !== null ? value[second] : undefined;
      }
      return (value === undefined || value === null) === equal;
    };
  }
  if (operator === '==') {
    return (scope, frame) => {
      let value = base === undefined ? itemOf(frame) : base(scope, frame);
      if (first !== undefined) {
        value = typeof value === 'object' && value !== null ? value[first] : undefined;
        if (second !== undefined)
          value = typeof value === 'object' && value !== null ? value[second] : undefined;
      }
      return value === wanted;
    };
  }
  return (scope, frame) => {
    let value = base === undefined ? itemOf(frame) : base(scope, frame);
    if (first !== undefined) {
      value = typeof value === 'object' && value !== null ? value[first] : undefined;
      if (second !== undefined)
        value = typeof value === 'object' && value !== null ? value[second] : undefined;
    }
    return value !== wanted;
  };
}
