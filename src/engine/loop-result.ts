import { isObject, type Json, type JsonObject } from '../json/json';
import type { Frame } from './frame';
import type { StoppedBy } from './records';

/** The variables of a frame by name. */
export function variablesOf(frame: Frame): JsonObject {
  const variables: Record<string, Json> = {};
  for (const { name, slot } of frame.plan.vars) variables[name] = frame.vars[slot] ?? null;
  return variables;
}

/** What a loop gives: `iterations`, `stoppedBy`, `last`, `vars`; its list of outputs is added by `withOutputs`. */
export function loopResult(frame: Frame, stoppedBy: StoppedBy): JsonObject {
  return { iterations: frame.finished, stoppedBy, last: frame.history ?? {}, vars: variablesOf(frame) };
}

/** The same result with the list readable by name only: not part of it when it is used whole. */
export function withOutputs(result: Json, outputs: readonly JsonObject[]): Json {
  if (!isObject(result)) return result;
  const copy = { ...result };
  Object.defineProperty(copy, 'outputs', { value: outputs, enumerable: false });
  return copy;
}
