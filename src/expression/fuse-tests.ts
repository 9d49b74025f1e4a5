import type { Binary, OrderOperator } from './expr';
import type { Evaluate } from './frame';
import { itemOf, type MemberOperand, type Operand } from './operand';
import { isOrdered, order, type Place } from './operators';

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

/** A member before or after a number: anything but a number takes the slow way. */
export function fuseOrder<S>(
  { base, first, second }: MemberOperand<S>,
  operator: OrderOperator,
  limit: number,
  place: Place<Binary>,
): Evaluate<S> {
  switch (operator) {
    case '<':
      return (scope, frame) => {
        let value = base === undefined ? itemOf(frame) : base(scope, frame);
        value = typeof value === 'object' && value !== null ? value[first] : undefined;
        if (second !== undefined)
          value = typeof value === 'object' && value !== null ? value[second] : undefined;
        return typeof value === 'number' ? value < limit : order(operator, value, limit, place);
      };
    case '>':
      return (scope, frame) => {
        let value = base === undefined ? itemOf(frame) : base(scope, frame);
        value = typeof value === 'object' && value !== null ? value[first] : undefined;
        if (second !== undefined)
          value = typeof value === 'object' && value !== null ? value[second] : undefined;
        return typeof value === 'number' ? value > limit : order(operator, value, limit, place);
      };
    case '<=':
      return (scope, frame) => {
        let value = base === undefined ? itemOf(frame) : base(scope, frame);
        value = typeof value === 'object' && value !== null ? value[first] : undefined;
        if (second !== undefined)
          value = typeof value === 'object' && value !== null ? value[second] : undefined;
        return typeof value === 'number' ? value <= limit : order(operator, value, limit, place);
      };
    case '>=':
      return (scope, frame) => {
        let value = base === undefined ? itemOf(frame) : base(scope, frame);
        value = typeof value === 'object' && value !== null ? value[first] : undefined;
        if (second !== undefined)
          value = typeof value === 'object' && value !== null ? value[second] : undefined;
        return typeof value === 'number' ? value >= limit : order(operator, value, limit, place);
      };
  }
}

/** `member < number && right` and its kin: what most conditions of more than one part begin with. */
export function fuseOrderAnd<S>(
  { base, first, second }: MemberOperand<S>,
  operator: OrderOperator,
  limit: number,
  place: Place<Binary>,
  right: Evaluate<S>,
): Evaluate<S> {
  switch (operator) {
    case '<':
      return (scope, frame) => {
        let value = base === undefined ? itemOf(frame) : base(scope, frame);
        value = typeof value === 'object' && value !== null ? value[first] : undefined;
        if (second !== undefined)
          value = typeof value === 'object' && value !== null ? value[second] : undefined;
        const holds = typeof value === 'number' ? value < limit : order(operator, value, limit, place);
        return holds ? right(scope, frame) : false;
      };
    case '>':
      return (scope, frame) => {
        let value = base === undefined ? itemOf(frame) : base(scope, frame);
        value = typeof value === 'object' && value !== null ? value[first] : undefined;
        if (second !== undefined)
          value = typeof value === 'object' && value !== null ? value[second] : undefined;
        const holds = typeof value === 'number' ? value > limit : order(operator, value, limit, place);
        return holds ? right(scope, frame) : false;
      };
    case '<=':
      return (scope, frame) => {
        let value = base === undefined ? itemOf(frame) : base(scope, frame);
        value = typeof value === 'object' && value !== null ? value[first] : undefined;
        if (second !== undefined)
          value = typeof value === 'object' && value !== null ? value[second] : undefined;
        const holds = typeof value === 'number' ? value <= limit : order(operator, value, limit, place);
        return holds ? right(scope, frame) : false;
      };
    case '>=':
      return (scope, frame) => {
        let value = base === undefined ? itemOf(frame) : base(scope, frame);
        value = typeof value === 'object' && value !== null ? value[first] : undefined;
        if (second !== undefined)
          value = typeof value === 'object' && value !== null ? value[second] : undefined;
        const holds = typeof value === 'number' ? value >= limit : order(operator, value, limit, place);
        return holds ? right(scope, frame) : false;
      };
  }
}

/** What an expression gives before or after a number. */
export function fuseOrderOf<S>(
  left: Evaluate<S>,
  operator: OrderOperator,
  limit: number,
  place: Place<Binary>,
): Evaluate<S> {
  return (scope, frame) => {
    const value = left(scope, frame);
    return typeof value === 'number'
      ? isOrdered(value, operator, limit)
      : order(operator, value, limit, place);
  };
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
