import { isList, isObject, type Json } from '../json/json';
import type { Value } from './expr';

/** A canonical list index written as a key. */
const INDEX = /^(?:0|[1-9]\d{0,9})$/;

/**
 * Whether a key can only ever be found as an own property of plain JSON: nothing that objects, lists,
 * strings, numbers or booleans inherit has this name, so a direct read needs no own-property check.
 * `length` and `outputs` have rules of their own, and indices also read strings.
 */
export function isPlainKey(key: string): boolean {
  if (key === 'length' || key === 'outputs' || INDEX.test(key)) return false;
  return ![{}, [], Object(''), Object(0), Object(false)].some((example) => key in example);
}

/** Reads an own enumerable member by name: `undefined` for anything else, and `length` of strings and lists. */
export function readMember(object: Value, key: string): Value {
  if (typeof object === 'string' || isList(object)) {
    if (key === 'length') return object.length;
    return INDEX.test(key) ? itemAt(object, Number(key)) : undefined;
  }
  return isObject(object) && isOwnKey(object, key) ? object[key] : undefined;
}

/** Reads by a key that was evaluated: strings and numbers find members, anything else finds nothing. */
export function readIndex(object: Value, key: Value): Value {
  if (typeof key === 'string') return readMember(object, key);
  if (typeof key !== 'number') return undefined;
  if (typeof object === 'string' || isList(object)) return itemAt(object, key);
  return readMember(object, String(key));
}

/** Reads `outputs`, which loop results carry where only a read by name finds it. */
export function readOutputs(object: Value): Value {
  return isObject(object) && Object.hasOwn(object, 'outputs') ? object['outputs'] : undefined;
}

/** Whether an object shows a key: its own, and enumerable. */
export function isOwnKey(object: object, key: string): boolean {
  return Object.prototype.propertyIsEnumerable.call(object, key);
}

/** A number that is no index of the list finds nothing, as nothing inherited has a numeric name. */
function itemAt(list: readonly Json[] | string, index: number): Value {
  return index >= 0 && index < list.length ? list[index] : undefined;
}
