import type { StepPlan } from '../engine';
import type { Field } from '../engine/fields';
import type { SetPlan } from '../engine/plan';
import type { Expr, TemplateTree } from '../expression';
import { isObject, type Json, own } from '../json/json';
import type { Made } from './explain-types';
import type { RunModel } from './run-model';

/** What is written in a document for a value that a step makes. */
export interface Source {
  readonly step: StepPlan;
  /** The engine's field that it is in, and the names that lead to that in what the step gives. */
  readonly field: Field;
  readonly fieldPath: readonly string[];
  /** Of a `set`: what it has set before. */
  readonly earlier: SetPlan['values'];
  /** The template that makes it; undefined: it stands there as it is. */
  readonly template: TemplateTree | undefined;
  /** All of the template, when it gives the value of one expression and no text. */
  readonly expr: Expr | undefined;
  /** The names that lead from what the step gives to what the template makes, and on from there to the value. */
  readonly path: readonly string[];
  readonly rest: readonly string[];
}

/** Where a value comes from in its step; undefined when that is no template or more than one, or not in the document. */
export function sourceOf({ plan, program }: RunModel, { at, path }: Made): Source | undefined {
  const step = plan.byId.get(at.stepId);
  const written = step && writtenIn(step, path);
  if (!written) return undefined;
  let { json } = written;
  let used = written.fieldPath.length;
  for (; used < path.length && isObject(json); used++) {
    const member = own(json, path[used] ?? '');
    if (member === undefined) return undefined;
    json = member;
  }
  const template = typeof json === 'string' ? program.trees.templates.get(json) : undefined;
  if (!template && JSON.stringify(json).includes('{{')) return undefined;
  const { field, fieldPath, earlier } = written;
  const [only, more] = template?.nodes ?? [];
  const expr = only?.type === 'tag' && !more && step.type !== 'template' ? only.expr : undefined;
  return {
    ...{ step, field, fieldPath, earlier, template, expr },
    ...{ path: path.slice(0, used), rest: path.slice(used) },
  };
}

/** The field of a step that names begin to lead into, with what is written in it. */
function writtenIn(
  step: StepPlan,
  [name = '']: readonly string[],
): (Pick<Source, 'field' | 'fieldPath' | 'earlier'> & { readonly json: Json }) | undefined {
  const written = step.node.step;
  if (step.type === 'set' && written.type === 'set') {
    const n = step.values.findIndex((entry) => entry.name === name);
    const field = step.values[n]?.value;
    const json = own(written.values, name);
    const earlier = step.values.slice(0, n);
    return field && json !== undefined ? { field, fieldPath: [name], earlier, json } : undefined;
  }
  if (step.type === 'compute' && written.type === 'compute')
    return { field: step.value, fieldPath: [], earlier: [], json: written.value };
  if (step.type === 'template' && written.type === 'template')
    return { field: step.template, fieldPath: [], earlier: [], json: written.template };
  return undefined;
}

/** What names lead to in a value; undefined when there is nothing. */
export function valueAt(value: Json | undefined, path: readonly string[]): Json | undefined {
  let at = value;
  for (const name of path) at = isObject(at) ? own(at, name) : undefined;
  return at;
}
