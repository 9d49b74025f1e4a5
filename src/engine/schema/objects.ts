import { isObject, own } from '../../json/json';
import type { JsonObject, Path } from '../../json/json';
import { namesAt, numberAt } from './keywords';
import type { Checker, Misfit, Seen } from './misfit';
import { count } from './scalars';

/** The first thing about an object that its schema does not allow. */
export function objectMisfit(
  check: Checker,
  schema: JsonObject,
  value: JsonObject,
  path: Path,
  seen: Seen,
): Misfit | undefined {
  const problem = keysProblem(schema, value);
  if (problem !== undefined) return { path, problem };
  return (
    dependentMisfit(check, schema, value, path, seen) ??
    propertiesMisfit(check, schema, value, path, seen) ??
    unevaluatedMisfit(check, schema, value, path, seen)
  );
}

function keysProblem(schema: JsonObject, value: JsonObject): string | undefined {
  const absent = namesAt(schema, 'required').find((name) => !Object.hasOwn(value, name));
  if (absent !== undefined) return `must have "${absent}"`;
  const dependent = objectAt(schema, 'dependentRequired');
  for (const key of Object.keys(dependent)) {
    if (!Object.hasOwn(value, key)) continue;
    const missing = namesAt(dependent, key).find((name) => !Object.hasOwn(value, name));
    if (missing !== undefined) return `must have "${missing}" because it has "${key}"`;
  }
  const size = Object.keys(value).length;
  const least = numberAt(schema, 'minProperties');
  if (least !== undefined && size < least) return `must have at least ${count(least, 'field')}`;
  const most = numberAt(schema, 'maxProperties');
  if (most !== undefined && size > most) return `must have at most ${count(most, 'field')}`;
  return undefined;
}

function dependentMisfit(
  check: Checker,
  schema: JsonObject,
  value: JsonObject,
  path: Path,
  seen: Seen,
): Misfit | undefined {
  for (const [key, part] of Object.entries(objectAt(schema, 'dependentSchemas'))) {
    const misfit = Object.hasOwn(value, key) ? check.misfit(part, value, path, seen) : undefined;
    if (misfit) return misfit;
  }
  return undefined;
}

function propertiesMisfit(
  check: Checker,
  schema: JsonObject,
  value: JsonObject,
  path: Path,
  seen: Seen,
): Misfit | undefined {
  const properties = objectAt(schema, 'properties');
  const patterns = Object.entries(objectAt(schema, 'patternProperties'));
  const names = own(schema, 'propertyNames');
  const rest = own(schema, 'additionalProperties');
  for (const [key, item] of Object.entries(value)) {
    if (!check.spend(1)) return undefined;
    const named = names === undefined ? undefined : check.misfit(names, key, []);
    if (named) return { path, problem: `has a field "${key}" whose name ${named.problem}` };
    const parts = patterns.filter(([pattern]) => check.matches(pattern, key)).map(([, part]) => part);
    const property = own(properties, key);
    if (property !== undefined) parts.unshift(property);
    if (parts.length === 0 && rest === false) return { path, problem: `must not have the field "${key}"` };
    if (parts.length === 0 && rest !== undefined) parts.push(rest);
    if (parts.length > 0) seen.add(key);
    for (const part of parts) {
      const misfit = check.misfit(part, item, [...path, key]);
      if (misfit) return misfit;
    }
  }
  return undefined;
}

function unevaluatedMisfit(
  check: Checker,
  schema: JsonObject,
  value: JsonObject,
  path: Path,
  seen: Seen,
): Misfit | undefined {
  const rest = own(schema, 'unevaluatedProperties');
  if (rest === undefined) return undefined;
  for (const [key, item] of Object.entries(value)) {
    if (seen.has(key)) continue;
    if (rest === false) return { path, problem: `must not have the field "${key}"` };
    seen.add(key);
    const misfit = check.misfit(rest, item, [...path, key]);
    if (misfit) return misfit;
  }
  return undefined;
}

function objectAt(schema: JsonObject, key: string): JsonObject {
  const value = own(schema, key);
  return isObject(value) ? value : {};
}
