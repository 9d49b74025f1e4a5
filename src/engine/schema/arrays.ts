import { own } from '../../json/json';
import type { Json, JsonObject, Path } from '../../json/json';
import { listAt, numberAt } from './keywords';
import type { Checker, Misfit, Seen } from './misfit';
import { canonical, count } from './scalars';

/** The first thing about a list that its schema does not allow. */
export function arrayMisfit(
  check: Checker,
  schema: JsonObject,
  items: readonly Json[],
  path: Path,
  seen: Seen,
): Misfit | undefined {
  const problem =
    lengthProblem(schema, items) ?? (own(schema, 'uniqueItems') === true ? twice(items, check) : undefined);
  if (problem !== undefined) return { path, problem };
  const prefix = listAt(schema, 'prefixItems');
  for (const [i, item] of items.entries()) {
    const part = i < prefix.length ? prefix[i] : own(schema, 'items');
    if (part === undefined) continue;
    seen.add(i);
    const misfit = check.misfit(part, item, [...path, i]);
    if (misfit) return misfit;
  }
  return (
    containsMisfit(check, schema, items, path, seen) ?? unevaluatedMisfit(check, schema, items, path, seen)
  );
}

function lengthProblem(schema: JsonObject, items: readonly Json[]): string | undefined {
  const least = numberAt(schema, 'minItems');
  if (least !== undefined && items.length < least) return `must have at least ${count(least, 'item')}`;
  const most = numberAt(schema, 'maxItems');
  if (most !== undefined && items.length > most) return `must have at most ${count(most, 'item')}`;
  return undefined;
}

function twice(items: readonly Json[], check: Checker): string | undefined {
  const first = new Map<string, number>();
  for (const [i, item] of items.entries()) {
    const text = canonical(item);
    if (!check.spend(3 + (text.length >> 5))) return undefined;
    const before = first.get(text);
    if (before !== undefined) return `must not repeat an item: ${before} and ${i} are equal`;
    first.set(text, i);
  }
  return undefined;
}

function containsMisfit(
  check: Checker,
  schema: JsonObject,
  items: readonly Json[],
  path: Path,
  seen: Seen,
): Misfit | undefined {
  if (!Object.hasOwn(schema, 'contains')) return undefined;
  let found = 0;
  for (const [i, item] of items.entries()) {
    if (check.misfit(own(schema, 'contains'), item, [...path, i])) continue;
    found += 1;
    seen.add(i);
  }
  const least = numberAt(schema, 'minContains') ?? 1;
  const most = numberAt(schema, 'maxContains') ?? Infinity;
  if (found < least)
    return { path, problem: `must contain at least ${count(least, 'item')} that fit "contains"` };
  if (found > most)
    return { path, problem: `must contain at most ${count(most, 'item')} that fit "contains"` };
  return undefined;
}

function unevaluatedMisfit(
  check: Checker,
  schema: JsonObject,
  items: readonly Json[],
  path: Path,
  seen: Seen,
): Misfit | undefined {
  if (!Object.hasOwn(schema, 'unevaluatedItems')) return undefined;
  for (const [i, item] of items.entries()) {
    if (seen.has(i)) continue;
    seen.add(i);
    const misfit = check.misfit(own(schema, 'unevaluatedItems'), item, [...path, i]);
    if (misfit) return misfit;
  }
  return undefined;
}
