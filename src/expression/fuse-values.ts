import type { Binary, Value } from './expr';
import type { Evaluate } from './frame';
import { itemOf, type Operand } from './operand';
import { arithmetic, type Place } from './operators';

// As in fuse-tests.ts: one closure for each operator, reading its operands itself.

/** The value of the operand. */
export function fuseRead<S>({ base, first, second }: Operand<S>): Evaluate<S> {
  if (first === undefined) return base ?? ((_scope, frame) => frame?.value);
  if (second === undefined) {
    return (scope, frame) => {
      const value = base === undefined ? itemOf(frame) : base(scope, frame);
      return typeof value === 'object' && value !== null ? value[first] : undefined;
    };
  }
  return (scope, frame) => {
    const value = base === undefined ? itemOf(frame) : base(scope, frame);
    if (typeof value !== 'object' || value === null) return undefined;
    const inner = value[first];
    return typeof inner === 'object' ? inner?.[second] : undefined;
  };
}

/** `operand ?? constant`. */
export function fuseDefault<S>({ base, first, second }: Operand<S>, otherwise: Value): Evaluate<S> {
  return (scope, frame) => {
    let value = base === undefined ? itemOf(frame) : base(scope, frame);
    if (first !== undefined) {
      value = typeof value === 'object' && value !== null ? value[first] : undefined;
      if (second !== undefined)
        value = typeof value === 'object' && value !== null ? value[second] : undefined;
    }
    return value === undefined || value === null ? otherwise : value;
  };
}

/** `operand + number` and `-`, `*`; anything but numbers with a finite result takes the slow way. */
export function fuseArithmeticWithNumber<S>(
  { base, first, second }: Operand<S>,
  operator: '+' | '-' | '*',
  number: number,
  place: Place<Binary>,
): Evaluate<S> {
  switch (operator) {
    case '+':
      return (scope, frame) => {
        let value = base === undefined ? itemOf(frame) : base(scope, frame);
        if (first !== undefined) {
          value = typeof value === 'object' && value !== null ? value[first] : undefined;
          if (second !== undefined)
            value = typeof value === 'object' && value !== null ? value[second] : undefined;
        }
        if (typeof value === 'number') {
          const result = value + number;
          if (result - result === 0) return result;
        }
        return arithmetic(operator, value, number, place, frame);
      };
    case '-':
      return (scope, frame) => {
        let value = base === undefined ? itemOf(frame) : base(scope, frame);
        if (first !== undefined) {
          value = typeof value === 'object' && value !== null ? value[first] : undefined;
          if (second !== undefined)
            value = typeof value === 'object' && value !== null ? value[second] : undefined;
        }
        if (typeof value === 'number') {
          const result = value - number;
          if (result - result === 0) return result;
        }
        return arithmetic(operator, value, number, place, frame);
      };
    case '*':
      return (scope, frame) => {
        let value = base === undefined ? itemOf(frame) : base(scope, frame);
        if (first !== undefined) {
          value = typeof value === 'object' && value !== null ? value[first] : undefined;
          if (second !== undefined)
            value = typeof value === 'object' && value !== null ? value[second] : undefined;
        }
        if (typeof value === 'number') {
          const result = value * number + 0;
          if (result - result === 0) return result;
        }
        return arithmetic(operator, value, number, place, frame);
      };
  }
}

/** `left + operand` and `-`, `*`, the left side being any expression. */
export function fuseArithmetic<S>(
  left: Evaluate<S>,
  operator: '+' | '-' | '*',
  { base, first, second }: Operand<S>,
  place: Place<Binary>,
): Evaluate<S> {
  switch (operator) {
    case '+':
      return (scope, frame) => {
        const other = left(scope, frame);
        let value = base === undefined ? itemOf(frame) : base(scope, frame);
        if (first !== undefined) {
          value = typeof value === 'object' && value !== null ? value[first] : undefined;
          if (second !== undefined)
            value = typeof value === 'object' && value !== null ? value[second] : undefined;
        }
        if (typeof other === 'number' && typeof value === 'number') {
          const result = other + value;
          if (result - result === 0) return result;
        }
        return arithmetic(operator, other, value, place, frame);
      };
    case '-':
      return (scope, frame) => {
        const other = left(scope, frame);
        let value = base === undefined ? itemOf(frame) : base(scope, frame);
        if (first !== undefined) {
          value = typeof value === 'object' && value !== null ? value[first] : undefined;
          if (second !== undefined)
            value = typeof value === 'object' && value !== null ? value[second] : undefined;
        }
        if (typeof other === 'number' && typeof value === 'number') {
          const result = other - value;
          if (result - result === 0) return result;
        }
        return arithmetic(operator, other, value, place, frame);
      };
    case '*':
      return (scope, frame) => {
        const other = left(scope, frame);
        let value = base === undefined ? itemOf(frame) : base(scope, frame);
        if (first !== undefined) {
          value = typeof value === 'object' && value !== null ? value[first] : undefined;
          if (second !== undefined)
            value = typeof value === 'object' && value !== null ? value[second] : undefined;
        }
        if (typeof other === 'number' && typeof value === 'number') {
          const result = other * value + 0;
          if (result - result === 0) return result;
        }
        return arithmetic(operator, other, value, place, frame);
      };
  }
}
