import type { Value } from './expr';
import type { Evaluate, Frame } from './frame';

/**
 * A value that a fused closure reads itself instead of calling another closure for it: what `base` gives,
 * or the current item when there is none, then its members `first` and `second` as far as they are given.
 */
export interface Operand<S> {
  readonly base: ((scope: S, frame?: Frame) => Plain) | undefined;
  readonly first: string | undefined;
  readonly second: string | undefined;
}

/** An operand that reads at least one member. */
export type MemberOperand<S> = Operand<S> & { readonly first: string };

/** Whether an operand reads a member. */
export function isMemberOperand<S>(operand: Operand<S>): operand is MemberOperand<S> {
  return operand.first !== undefined;
}

/**
 * A value whose plain keys may be read as if every object were a record: lists have none of them either, and
 * nothing inherited is named by one (see `isPlainKey`).
 */
export type Plain = PlainJson | undefined;
type PlainJson = null | boolean | number | string | PlainObject;
interface PlainObject {
  readonly [key: string]: PlainJson;
}

/** An operand that reads no members of what an expression gives. */
export function operandOf<S>(evaluate: Evaluate<S>, first?: string, second?: string): Operand<S> {
  // The same values, in the type that lets plain keys be read.
  return { base: evaluate as (scope: S, frame?: Frame) => Plain, first, second };
}

/** An operand that begins at the item of the innermost arrow function or block. */
export function itemOperand<S>(first?: string, second?: string): Operand<S> {
  return { base: undefined, first, second };
}

/** The item of the frame, for operands without a base. */
export function itemOf(frame: Frame | undefined): Plain {
  return asPlain(frame?.value);
}

/** A value in the type that lets plain keys be read. */
export function asPlain(value: Value): Plain {
  return value as Plain; // the same values
}
