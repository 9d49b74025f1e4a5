import { isObject, type Json, own } from '../../json/json';
import type { Workflow } from '../../workflow/types';

/** Variables that are seen from a loop but belong to the document or to a loop around it, as expressions read them. */
export function outerNames(workflow: Workflow | undefined, around: readonly string[]): readonly string[] {
  if (!workflow) return [];
  const owners = [workflow.variables ?? {}, ...around.map((id) => variablesOf(workflow.steps, id) ?? {})];
  // What begins as a text that holds no tag can still become a number, but seldom does.
  const names = owners.flatMap((values) =>
    Object.entries(values)
      .filter(([, value]) => typeof value === 'number' || (typeof value === 'string' && value.includes('{{')))
      .map(([name]) => name),
  );
  return [...new Set(names)].map((name) => `vars.${name}`);
}

function variablesOf(steps: unknown, id: string): Readonly<Record<string, Json>> | undefined {
  // Steps are JSON, whichever their types say more.
  const value = steps as Json;
  if (Array.isArray(value)) {
    for (const one of value) {
      const found = variablesOf(one, id);
      if (found) return found;
    }
    return undefined;
  }
  if (!isObject(value)) return undefined;
  if (own(value, 'id') === id) {
    const variables = own(value, 'variables');
    if (variables !== undefined && isObject(variables)) return variables;
  }
  return variablesOf(Object.values(value), id);
}
