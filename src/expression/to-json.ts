import { isList, type Json, type JsonObject } from '../json/json';
import type { Value } from './expr';
import { VALUE_DEPTH_LIMIT, VALUE_SIZE_LIMIT } from './limits';
import { isOwnKey } from './members';
import { EvaluationError } from './problem';
import { tooDeep } from './text';

const NOWHERE = { from: 0, to: 0 };

/**
 * A value as it is stored: nothing becomes `null` and is dropped as a member, hidden `outputs` are left out.
 * Gives the same reference when there is nothing to change. Fails with `expression/not-finite`,
 * `expression/value-too-deep` or `expression/value-too-large`.
 */
export function toJson(value: Value): Json {
  if (typeof value === 'object' && value !== null) return stored(value, 0, { left: VALUE_SIZE_LIMIT });
  return scalar(value);
}

function stored(value: Value, depth: number, size: { left: number }): Json {
  if (typeof value !== 'object' || value === null) {
    size.left--;
    return scalar(value);
  }
  if (--size.left < 0) {
    throw new EvaluationError(
      'expression/value-too-large',
      'This value has too many parts to be stored.',
      NOWHERE,
    );
  }
  if (depth > VALUE_DEPTH_LIMIT) throw tooDeep(NOWHERE);
  return isList(value) ? storedList(value, depth + 1, size) : storedObject(value, depth + 1, size);
}

function storedList(list: readonly Json[], depth: number, size: { left: number }): readonly Json[] {
  let copy: Json[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const item = list[i];
    const kept = stored(item, depth, size);
    if (copy === undefined && !Object.is(kept, item)) copy = list.slice(0, i);
    copy?.push(kept);
  }
  return copy ?? list;
}

function storedObject(object: JsonObject, depth: number, size: { left: number }): JsonObject {
  let changed = Object.hasOwn(object, 'outputs') && !isOwnKey(object, 'outputs');
  const entries: [string, Json][] = [];
  for (const key of Object.keys(object)) {
    const member: Value = object[key];
    if (member === undefined) {
      changed = true;
      continue;
    }
    const kept = stored(member, depth, size);
    if (!Object.is(kept, member)) changed = true;
    entries.push([key, kept]);
  }
  // `fromEntries` defines own properties, also one called `__proto__`.
  return changed ? Object.fromEntries(entries) : object;
}

function scalar(value: undefined | null | boolean | number | string): Json {
  if (value === undefined) return null;
  if (typeof value !== 'number') return value;
  if (value - value !== 0) {
    throw new EvaluationError('expression/not-finite', `${value} is not a finite number.`, NOWHERE);
  }
  return value + 0;
}
