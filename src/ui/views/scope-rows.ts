import { isObject, own, type Json, type JsonObject } from '../../json/json';
import type { ScopeView } from '../../worker/api';

/** A name and what it held at two moments. `undefined`: it was not there. */
export interface ScopeRow {
  readonly name: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  readonly changed: boolean;
}

export interface ScopeGroup {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly rows: readonly ScopeRow[];
}

/** What an expression sees at a moment beside what it saw at another, name by name. */
export function groupsOf(after: ScopeView, before: ScopeView | undefined): readonly ScopeGroup[] {
  const groups: ScopeGroup[] = after.vars.map(({ owner, values }, n) => ({
    id: `vars ${owner}`,
    title: 'vars',
    about:
      n === 0 && after.vars.length === 1
        ? 'live across iterations'
        : `of ${owner === '' ? 'the document' : owner}`,
    rows: rowsOf(values, before?.vars.find((one) => one.owner === owner)?.values, 1),
  }));
  groups.push(
    {
      id: 'steps',
      title: 'steps',
      about: 'outputs of this iteration',
      rows: rowsOf(after.steps, before?.steps, 2),
    },
    {
      id: 'loop',
      title: 'loop',
      about: [ownText(after.loop, 'id'), 'numbered from 0'].filter(Boolean).join(', '),
      rows: rowsOf(without(after.loop, 'id'), before && without(before.loop, 'id'), 1),
    },
    {
      id: 'errors',
      title: 'errors',
      about: 'of steps that failed and were caught',
      rows: rowsOf(after.errors, before?.errors, 2),
    },
    {
      id: 'inputs',
      title: 'inputs',
      about: 'the same in the whole run',
      rows: rowsOf(after.inputs, before?.inputs, 1),
    },
  );
  return groups.filter((group) => group.rows.length > 0);
}

function rowsOf(after: JsonObject, before: JsonObject | undefined, depth: number): readonly ScopeRow[] {
  const left = new Map(leaves(before ?? {}, depth));
  const right = new Map(leaves(after, depth));
  const names = [...right.keys(), ...[...left.keys()].filter((name) => !right.has(name))];
  return names.map((name) => {
    const was = left.get(name);
    const is = right.get(name);
    return {
      name,
      before: was,
      after: is,
      changed: before !== undefined && JSON.stringify(was) !== JSON.stringify(is),
    };
  });
}

/** Members down to a depth, as paths; lists and what is empty stay whole. */
function leaves(values: JsonObject, depth: number): readonly (readonly [string, Json])[] {
  return Object.entries(values).flatMap(([name, value]): (readonly [string, Json])[] => {
    if (depth < 2 || !isObject(value) || Object.keys(value).length === 0) return [[name, value]];
    return leaves(value, depth - 1).map(([key, member]) => [`${name}.${key}`, member] as const);
  });
}

function without(values: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
}

function ownText(values: JsonObject, name: string): string {
  const value = own(values, name);
  return typeof value === 'string' ? value : '';
}
