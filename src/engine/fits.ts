import { isList, isObject, own, pathText } from '../json/json';
import type { Json, JsonObject, Path } from '../json/json';
import { SchemaCheck } from './schema/check';
import { shown } from './schema/scalars';

/** `unusable`: no value fits, as something is wrong with the schema itself. */
export type Fit =
  { readonly ok: true } | { readonly ok: false; readonly message: string; readonly unusable?: true };

/**
 * Whether a value fits a JSON Schema (draft 2020-12, nothing fetched). The message says what the first
 * misfit is, or what is wrong with the schema itself; it always comes within about a second, also for
 * schemas and values made to take for ever.
 */
export function fits(schema: JsonObject, value: Json): Fit {
  const check = new SchemaCheck(schema);
  const misfit = check.misfit(schema, value, []);
  if (check.fault !== undefined) {
    return { ok: false, message: `The schema cannot be used: ${check.fault}.`, unusable: true };
  }
  return misfit === undefined
    ? { ok: true }
    : { ok: false, message: sentence(misfit.path, misfit.problem, value) };
}

function sentence(path: Path, problem: string, root: Json): string {
  let value: Json | undefined = root;
  for (const part of path) {
    if (isList(value)) value = value[Number(part)];
    else value = isObject(value) ? own(value, String(part)) : undefined;
  }
  const place = path.length === 0 ? 'The output' : `\`${pathText(path)}\` of the output`;
  const is = value !== undefined && /^must (?:be|match|have)/.test(problem) ? `, but is ${shown(value)}` : '';
  return `${place} ${problem}${is}.`;
}
