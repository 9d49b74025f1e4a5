import { isObject, type Json, type JsonObject, type Range } from '../json/json';
import type { Value } from './expr';
import { type Frame, outOfSteps } from './frame';
import { STEP_LIMIT, VALUE_DEPTH_LIMIT } from './limits';
import { tooDeep } from './text';

/** Comparing so many scalars, lists and objects counts as one evaluation step. */
const PER_STEP = 16;

interface Budget {
  left: number;
  readonly range: Range;
}

/**
 * `==` of the language: `null` and `undefined` are equal, lists and objects compare by content, the order
 * of keys does not matter. Fails with `expression/fuel` on values too large to compare.
 */
export function equalValues(a: Value, b: Value, frame: Frame | undefined, range: Range): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object') return isNothing(a) && isNothing(b);
  if (a === null || b === null) return false;
  const start = (frame?.meter.left ?? STEP_LIMIT) * PER_STEP;
  const budget: Budget = { left: start, range };
  const equal = equalWithin(a, b, 0, budget);
  if (frame !== undefined) frame.meter.left -= Math.ceil((start - budget.left) / PER_STEP);
  return equal;
}

/** Content equality of two values, as `==` has it. */
export function equalJson(a: Value, b: Value): boolean {
  return equalValues(a, b, undefined, { from: 0, to: 0 });
}

function equalWithin(a: Value, b: Value, depth: number, budget: Budget): boolean {
  if (--budget.left < 0) throw outOfSteps(budget.range);
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object') return isNothing(a) && isNothing(b);
  if (a === null || b === null) return false;
  if (depth > VALUE_DEPTH_LIMIT) throw tooDeep(budget.range);
  if (Array.isArray(a)) return Array.isArray(b) && equalLists(a, b, depth + 1, budget);
  return isObject(a) && isObject(b) && equalObjects(a, b, depth + 1, budget);
}

function equalLists(a: readonly Json[], b: readonly Json[], depth: number, budget: Budget): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    if (!equalWithin(a[i], b[i], depth, budget)) return false;
  }
  return true;
}

function equalObjects(a: JsonObject, b: JsonObject, depth: number, budget: Budget): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  for (const key of keys) {
    if (!Object.prototype.propertyIsEnumerable.call(b, key)) return false;
    if (!equalWithin(a[key], b[key], depth, budget)) return false;
  }
  return true;
}

function isNothing(value: Value): boolean {
  return value === undefined || value === null;
}
