import { isList, type Range } from '../json/json';
import type { Value } from './expr';
import { STRING_LIMIT, VALUE_DEPTH_LIMIT } from './limits';
import { EvaluationError } from './problem';

const NOWHERE: Range = { from: 0, to: 0 };

/**
 * A value as templates write it: strings as they are, nothing as nothing, the rest as JSON. Fails with
 * `expression/string-too-long` beyond 1 MiB.
 */
export function renderText(value: Value, range: Range = NOWHERE): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? jsonText(value, range) : String(value);
}

/** A value as JSON, `undefined` as `null`. What is not enumerable is left out. */
export function jsonText(value: Value, range: Range = NOWHERE): string {
  if (value === undefined) return 'null';
  // Values may share parts, so their text can be larger than memory: it is measured before it is made.
  if (typeof value === 'object') measure(value, 0, 0, range);
  const text = JSON.stringify(value);
  if (text.length > STRING_LIMIT) throw tooLong(range);
  return text;
}

/** A lower bound of the length of a value's JSON, added to `sum`. */
function measure(value: Value, sum: number, depth: number, range: Range): number {
  if (typeof value === 'string') return sum + value.length + 2;
  if (typeof value !== 'object' || value === null) return sum + 1;
  if (depth > VALUE_DEPTH_LIMIT) throw tooDeep(range);
  let total = sum + 2;
  if (isList(value)) {
    for (const item of value) {
      total = measure(item, total, depth + 1, range);
      if (total > STRING_LIMIT) throw tooLong(range);
    }
    return total;
  }
  for (const [key, member] of Object.entries(value)) {
    total = measure(member, total + key.length + 3, depth + 1, range);
    if (total > STRING_LIMIT) throw tooLong(range);
  }
  return total;
}

function tooLong(range: Range): EvaluationError {
  return new EvaluationError('expression/string-too-long', 'This makes a text of more than 1 MiB.', range);
}

/** The error of a value whose lists and objects nest too far. */
export function tooDeep(range: Range): EvaluationError {
  const message = `A value nests at most ${VALUE_DEPTH_LIMIT} levels.`;
  return new EvaluationError('expression/value-too-deep', message, range);
}

/** A value as messages show it: JSON cut to about 60 characters, `undefined` in words. */
export function glance(value: Value): string {
  if (value === undefined) return 'undefined';
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (isList(value)) return value.length === 0 ? '[]' : `a list of ${value.length}`;
  const keys = Object.keys(value);
  return keys.length === 0
    ? '{}'
    : `an object with ${keys.slice(0, 3).join(', ')}${keys.length > 3 ? ', …' : ''}`;
}
