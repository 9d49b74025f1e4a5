/** Any JSON value. Everything a document, an output or a variable can hold. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A plain JSON object; read it with {@link own}, never by a bare index. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** A place in a text: UTF-16 offsets, `to` left out. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The way from the root of a document to a value: keys and 0-based indices. */
export type Path = readonly (string | number)[];

/** Whether a value is an object, as opposed to a list, a scalar or nothing. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a list; unlike `Array.isArray` it narrows read-only lists without losing their type. */
export function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** Reads an own property, so that `constructor` is an unknown name like any other. */
export function own<T = Json>(object: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/**
 * Defines an own property of an object that is being made, also one called `__proto__`. `Object.fromEntries`
 * does the same, but what it makes takes twice as long to make and to write as text.
 */
export function define(object: Record<string, Json>, key: string, value: Json): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[key] = value;
  }
}

/** Writes a path as people read it: `steps[0].until`, keys that are no names as `["a-b"]`. */
export function pathText(path: Path): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (/^[A-Za-z_$][\w$]*$/.test(part)) text += text === '' ? part : `.${part}`;
    else text += `[${JSON.stringify(part)}]`;
  }
  return text;
}
