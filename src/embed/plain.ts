import type { Json } from '../json/json';

/** Largest message taken: characters of all strings and keys, number of values, levels of nesting. */
export interface Limits {
  readonly characters: number;
  readonly values: number;
  readonly depth: number;
}

/** A value that is no JSON, with its place, or one that is too large. */
export interface NotPlain {
  readonly path: readonly (string | number)[];
  readonly reason: string;
}

export type Plain = { readonly ok: true; readonly value: Json } | ({ readonly ok: false } & NotPlain);

class Refusal extends Error {
  readonly path: readonly (string | number)[];
  constructor(path: readonly (string | number)[], reason: string) {
    super(reason);
    this.path = path;
  }
}

/**
 * Copies whatever a message carried into plain JSON. Members that are `undefined` are left out; maps,
 * dates, cycles, numbers that are not finite and everything beyond the limits are refused. Never throws.
 */
export function plainOf(value: unknown, limits: Limits): Plain {
  let characters = 0;
  let values = 0;

  const count = (text: string, path: readonly (string | number)[]): string => {
    characters += text.length;
    if (characters > limits.characters) {
      throw new Refusal(path.slice(0, 1), `holds more than ${limits.characters} characters`);
    }
    return text;
  };

  const copy = (from: unknown, path: readonly (string | number)[]): Json => {
    if (++values > limits.values)
      throw new Refusal(path.slice(0, 1), `holds more than ${limits.values} values`);
    if (path.length > limits.depth) {
      throw new Refusal(path.slice(0, 1), `is nested deeper than ${limits.depth} levels`);
    }
    switch (typeof from) {
      case 'string':
        return count(from, path);
      case 'boolean':
        return from;
      case 'number':
        if (!Number.isFinite(from)) throw new Refusal(path, `is ${from}, which JSON cannot hold`);
        return from;
      case 'object':
        if (from === null) return null;
        if (Array.isArray(from)) return Array.from(from, (item, i) => copy(item, [...path, i]));
        return members(from, path);
      case 'undefined':
      case 'bigint':
      case 'function':
      case 'symbol':
        throw new Refusal(path, `is ${typeof from === 'undefined' ? 'undefined' : `a ${typeof from}`}`);
    }
  };

  const members = (from: object, path: readonly (string | number)[]): Json => {
    const kind = Object.prototype.toString.call(from).slice(8, -1);
    if (kind !== 'Object') throw new Refusal(path, `is a ${kind}, not a plain object`);
    const copied: [string, Json][] = [];
    for (const [key, member] of Object.entries(from)) {
      if (member !== undefined) copied.push([count(key, path), copy(member, [...path, key])]);
    }
    // fromEntries defines own members, so that a key `__proto__` is a name like any other.
    return Object.fromEntries(copied);
  };

  try {
    return { ok: true, value: copy(value, []) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, path: error.path, reason: error.message };
    // A getter or a proxy of the sender: only possible within one page.
    return { ok: false, path: [], reason: 'cannot be read' };
  }
}
