import { isList, isObject, own, type Json, type Path } from '../json/json';
import { documentFields, fieldsOf, type Field, type Fields } from './definition';
import type { Outline, StepNode } from './outline';
import type { Step, Workflow } from './types';

/** From where an expression looks: what it can see depends on it. */
export type Position =
  /** A field of a step, which sees what is around the step. */
  | { readonly at: 'around' }
  /** `until` and `maxIterations`, which see the loop from within. */
  | { readonly at: 'inside' }
  /** An initial value of a loop (of the document when there is no step), which sees those before it. */
  | { readonly at: 'variables'; readonly before: number }
  /** The document's `outputs`, when all has ended. */
  | { readonly at: 'outputs' };

/** A text in a workflow that is an expression or may hold templates. */
export interface Site {
  /** Absent for a field of the document itself. */
  readonly node: StepNode | undefined;
  readonly position: Position;
  /** The step's or document's own field it is in, such as `until` or `values`. */
  readonly field: string;
  readonly path: Path;
  /** A `text` always becomes text; a `value` that is one `{{ }}` keeps its type. */
  readonly kind: 'expression' | 'text' | 'value';
  readonly source: string;
}

/** Every expression of a workflow and every text that may hold templates, in the order of the outline. */
export function* sitesOf(workflow: Workflow, outline: Outline): Generator<Site> {
  yield* ownSites(fielded(workflow), documentFields, undefined, []);
  for (const node of outline.nodes)
    yield* ownSites(fielded(node.step), fieldsOf(node.step.type), node, node.path);
}

type Fielded = Readonly<Record<string, Json | undefined>>;

function fielded(owner: Workflow | Step): Fielded {
  // Both are plain JSON, read here by the names of the definition.
  return owner as unknown as Fielded;
}

function* ownSites(owner: Fielded, fields: Fields, node: StepNode | undefined, path: Path): Generator<Site> {
  for (const [name, field] of Object.entries(fields)) {
    const value = owner[name];
    if (value !== undefined) yield* fieldSites(field, value, [...path, name], { node, name });
  }
}

interface At {
  readonly node: StepNode | undefined;
  readonly name: string;
}

function* fieldSites(field: Field, value: Json, path: Path, at: At): Generator<Site> {
  switch (field.kind) {
    case 'expression':
    case 'text':
      if (typeof value === 'string' && (field.kind === 'expression' || value.includes('{{')))
        yield site(field.kind, value, path, at, 0);
      return;
    case 'template':
    case 'value':
      yield* textsIn(value, path, at, 0);
      return;
    case 'mock':
      if (!isList(value)) yield* textsIn(value, path, at, 0);
      return;
    case 'values': {
      if (!isObject(value)) return;
      let n = 0;
      for (const name of Object.keys(value)) {
        const entry = own(value, name) ?? null;
        if (mayHoldTexts(entry)) yield* textsIn(entry, [...path, name], at, n);
        n++;
      }
      return;
    }
    case 'fields':
      if (!isObject(value)) return;
      for (const [name, inner] of Object.entries(field.fields)) {
        const entry = value[name];
        if (entry !== undefined) yield* fieldSites(inner, entry, [...path, name], at);
      }
      return;
    case 'list':
      if (!isList(value)) return;
      for (const [i, item] of value.entries()) yield* fieldSites(field.of, item, [...path, i], at);
      return;
    case 'any-of':
      for (const choice of field.of) {
        const taken =
          choice.kind === 'list' ? isList(value) : choice.kind === 'fields' || typeof value === 'string';
        if (taken) yield* fieldSites(choice, value, path, at);
      }
      return;
    case 'string':
    case 'id':
    case 'boolean':
    case 'null':
    case 'object':
    case 'schema':
    case 'integer':
    case 'number':
    case 'enum':
    case 'steps':
      return;
  }
}

function* textsIn(value: Json, path: Path, at: At, n: number): Generator<Site> {
  if (typeof value === 'string') {
    if (value.includes('{{')) yield site('value', value, path, at, n);
  } else if (isList(value)) {
    for (const [i, item] of value.entries())
      if (mayHoldTexts(item)) yield* textsIn(item, [...path, i], at, n);
  } else if (isObject(value)) {
    for (const name of Object.keys(value)) {
      const entry = own(value, name) ?? null;
      if (mayHoldTexts(entry)) yield* textsIn(entry, [...path, name], at, n);
    }
  }
}

/** Data may be large: places are only made for what can hold a template. */
function mayHoldTexts(value: Json): boolean {
  return typeof value === 'string' ? value.includes('{{') : typeof value === 'object' && value !== null;
}

function site(kind: Site['kind'], source: string, path: Path, { node, name }: At, n: number): Site {
  return { node, position: positionOf(name, node, n), field: name, path, kind, source };
}

function positionOf(field: string, node: StepNode | undefined, n: number): Position {
  if (field === 'variables') return { at: 'variables', before: n };
  if (!node) return { at: 'outputs' };
  return node.step.type === 'loop' && (field === 'until' || field === 'maxIterations')
    ? { at: 'inside' }
    : { at: 'around' };
}
