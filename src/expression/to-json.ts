import { define, isList, type Json, type JsonObject } from '../json/json';
import type { Value } from './expr';
import { PART_SIZE, VALUE_DEPTH_LIMIT, VALUE_SIZE_LIMIT } from './limits';
import { isOwnKey } from './members';
import { EvaluationError } from './problem';
import { tooDeep } from './text';

const NOWHERE = { from: 0, to: 0 };

/** How much of a value may still come: characters, and some for each part. */
export interface Room {
  left: number;
}

/** Room for one stored value. */
export function roomForValue(): Room {
  return { left: VALUE_SIZE_LIMIT };
}

/**
 * A value as it is stored: nothing becomes `null` and is dropped as a member, hidden `outputs` are left out.
 * Gives the same reference when there is nothing to change; its size is taken off `room`. Fails with
 * `expression/not-finite`, `expression/value-too-deep` or `expression/value-too-large`.
 */
export function toJson(value: Value, room: Room = roomForValue()): Json {
  return stored(value, 0, room);
}

function stored(value: Value, depth: number, room: Room): Json {
  if ((room.left -= typeof value === 'string' ? value.length + PART_SIZE : PART_SIZE) < 0) throw tooLarge();
  if (typeof value !== 'object' || value === null) return scalar(value);
  if (depth > VALUE_DEPTH_LIMIT) throw tooDeep(NOWHERE);
  return isList(value) ? storedList(value, depth + 1, room) : storedObject(value, depth + 1, room);
}

function tooLarge(): EvaluationError {
  const message = `This value is too large to be stored: more than ${VALUE_SIZE_LIMIT >> 20} MiB.`;
  return new EvaluationError('expression/value-too-large', message, NOWHERE);
}

function storedList(list: readonly Json[], depth: number, room: Room): readonly Json[] {
  let copy: Json[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const item = list[i];
    const kept = stored(item, depth, room);
    if (copy === undefined && !Object.is(kept, item)) copy = list.slice(0, i);
    copy?.push(kept);
  }
  return copy ?? list;
}

function storedObject(object: JsonObject, depth: number, room: Room): JsonObject {
  const keys = Object.keys(object);
  // Made at the first difference: mostly there is none.
  let copy =
    Object.hasOwn(object, 'outputs') && !isOwnKey(object, 'outputs')
      ? firstMembers(object, keys, 0)
      : undefined;
  for (const [i, key] of keys.entries()) {
    const member: Value = object[key];
    room.left -= key.length;
    const kept = member === undefined ? undefined : stored(member, depth, room);
    if (!Object.is(kept, member) || member === undefined) copy ??= firstMembers(object, keys, i);
    if (copy !== undefined && kept !== undefined) define(copy, key, kept);
  }
  return copy ?? object;
}

function firstMembers(object: JsonObject, keys: readonly string[], count: number): Record<string, Json> {
  const copy: Record<string, Json> = {};
  for (const key of keys.slice(0, count)) define(copy, key, object[key] ?? null);
  return copy;
}

function scalar(value: undefined | null | boolean | number | string): Json {
  if (value === undefined) return null;
  if (typeof value !== 'number') return value;
  if (value - value !== 0) {
    throw new EvaluationError('expression/not-finite', `${value} is not a finite number.`, NOWHERE);
  }
  return value + 0;
}
