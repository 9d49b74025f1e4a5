import type { Call, Method, Value } from './expr';
import { type Place, typeError } from './operators';
import type { EvaluationError } from './problem';

/** Where a call stands, to point at the argument that is wrong. */
export type CallPlace = Place<Call | Method>;

/** The argument as a string, or `expression/type`. */
export function textArgument(value: Value, position: number, place: CallPlace): string {
  if (typeof value !== 'string') throw wrongArgument(value, position, 'a string', place);
  return value;
}

/** The argument as a number, or `expression/type`. */
export function numberArgument(value: Value, position: number, place: CallPlace): number {
  if (typeof value !== 'number') throw wrongArgument(value, position, 'a number', place);
  return value;
}

/** The argument as a whole number, or `expression/type`. */
export function integerArgument(value: Value, position: number, place: CallPlace): number {
  if (!Number.isInteger(value)) throw wrongArgument(value, position, 'a whole number', place);
  return numberArgument(value, position, place);
}

/** The argument as a number, `undefined` when it was left out or is nothing. */
export function optionalNumber(value: Value, position: number, place: CallPlace): number | undefined {
  return value === undefined || value === null ? undefined : numberArgument(value, position, place);
}

/** The argument as a string, `undefined` when it was left out or is nothing. */
export function optionalText(value: Value, position: number, place: CallPlace): string | undefined {
  return value === undefined || value === null ? undefined : textArgument(value, position, place);
}

/** The `expression/type` error that points at one argument. */
export function wrongArgument(
  value: Value,
  position: number,
  wants: string,
  place: CallPlace,
): EvaluationError {
  const argument = place.expr.args[position];
  const expr = argument === undefined || argument.type === 'arrow' ? place.expr : argument;
  return typeError(expr, value, `\`${place.expr.name}\` takes ${wants}`, place.source);
}
