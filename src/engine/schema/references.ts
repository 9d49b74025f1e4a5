import { isList, isObject, own } from '../../json/json';
import type { Json, JsonObject } from '../../json/json';
import type { Spend } from './scalars';

/** Finds what a `$ref` of this schema means: `#`, `#/$defs/x`, `#anchor`, or one of its own `$id`s. Looking for a name is spent for. */
export function resolveReference(root: JsonObject, reference: string, spend: Spend): Json | undefined {
  const hash = reference.indexOf('#');
  const base = hash < 0 ? reference : reference.slice(0, hash);
  const fragment = hash < 0 ? '' : decoded(reference.slice(hash + 1));
  const resource = base === '' ? root : findNamed(root, ['$id'], base, 0, spend);
  if (resource === undefined || fragment === undefined) return undefined;
  if (fragment === '') return resource;
  if (fragment.startsWith('/')) return follow(resource, fragment.slice(1).split('/'));
  return findNamed(resource, ['$anchor', '$dynamicAnchor'], fragment, 0, spend);
}

function decoded(fragment: string): string | undefined {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return undefined;
  }
}

function follow(from: Json, pointer: readonly string[]): Json | undefined {
  let at: Json | undefined = from;
  for (const part of pointer) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (isList(at)) at = /^\d+$/.test(key) ? at[Number(key)] : undefined;
    else at = isObject(at) ? own(at, key) : undefined;
  }
  return at;
}

function findNamed(
  node: Json,
  keys: readonly string[],
  name: string,
  depth: number,
  spend: Spend,
): JsonObject | undefined {
  if (depth > 64 || node === null || typeof node !== 'object' || !spend(4)) return undefined;
  if (isObject(node) && keys.some((key) => own(node, key) === name)) return node;
  for (const [key, child] of Object.entries(node)) {
    if (key === 'const' || key === 'enum' || key === 'default' || key === 'examples') continue;
    const found = findNamed(child, keys, name, depth + 1, spend);
    if (found) return found;
  }
  return undefined;
}
