import type { Json } from '../../json/json';

/** The value that a person wrote as JSON; undefined when it is none. */
export function jsonIn(text: string): Json | undefined {
  try {
    // What JSON.parse gives is JSON by its definition.
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
