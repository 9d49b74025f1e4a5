import { isObject, type Json, type JsonObject } from '../json/json';
import { withOutputs } from './loop-result';

/** Keys that no document's own data can produce unescaped. */
const mark = '\u0000';

/** Writes lists that results carry hidden as members under a key of their own, so that JSON keeps them. */
export function encodeHidden(value: Json): Json {
  if (Array.isArray(value)) return value.map(encodeHidden);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, member]): [string, Json] => [
    key.startsWith(mark) ? mark + key : key,
    encodeHidden(member),
  ]);
  if (Object.hasOwn(value, 'outputs') && !Object.prototype.propertyIsEnumerable.call(value, 'outputs')) {
    entries.push([mark, encodeHidden(value.outputs ?? [])]);
  }
  // Not by assignment: a key may be `__proto__`.
  return Object.fromEntries(entries);
}

/** The value that was encoded, its lists hidden again. */
export function decodeHidden(value: Json): Json {
  if (Array.isArray(value)) return value.map(decodeHidden);
  if (!isObject(value)) return value;
  const entries: [string, Json][] = [];
  let hidden: readonly JsonObject[] | undefined;
  for (const [key, member] of Object.entries(value)) {
    // Written by encodeHidden as a list of iterations' outputs.
    if (key === mark) hidden = decodeHidden(member) as readonly JsonObject[];
    else entries.push([key.startsWith(mark) ? key.slice(1) : key, decodeHidden(member)]);
  }
  const decoded = Object.fromEntries(entries);
  return hidden ? withOutputs(decoded, hidden) : decoded;
}
