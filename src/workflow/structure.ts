import { isList, isObject, own, type Json, type JsonObject } from '../json/json';
import {
  documentFields,
  fieldsOf,
  idPattern,
  shapes,
  stepTypes,
  type Field,
  type Fields,
} from './definition';
import { emptyFor, isAlike } from './field-kinds';
import type { Report } from './report';
import { StructureProblems, type Owner } from './structure-problems';
import type { StepType, Workflow } from './types';
import { aStep } from './wording';

const mostSteps = 10_000;
const id = new RegExp(idPattern);
const unreadable = ['__proto__', 'constructor', 'prototype'];

/** What stands in for a step that cannot be understood, so that the others keep their places. */
const unknownStep: JsonObject = { type: 'compute', value: null };

/** A workflow whose every field has its type, and whether it says all that the document said. */
export interface Structure {
  readonly workflow: Workflow | undefined;
  /** False when a step could not be understood or was left out: what is missing elsewhere may be there. */
  readonly whole: boolean;
}

/**
 * Checks a document against the definition of the language. Fields that have the wrong type are
 * reported and left out of the workflow, required ones replaced by something empty, so that an outline
 * can be made of what is right. `undefined`: there is no list of steps.
 */
export function readStructure(root: Json, report: Report): Structure {
  const reader = new StructureReader(new StructureProblems(report));
  const workflow = reader.document(root);
  return { workflow, whole: reader.whole };
}

class StructureReader {
  whole = true;
  readonly #problems: StructureProblems;
  #steps = 0;

  constructor(problems: StructureProblems) {
    this.#problems = problems;
  }

  document(root: Json): Workflow | undefined {
    if (!isObject(root)) {
      this.#problems.notAWorkflow(root);
      return undefined;
    }
    const read = this.#fields(root, documentFields, { name: 'a workflow' });
    if (!isList(own(root, 'steps'))) return undefined;
    // Every field was checked against the definition, and types.ts is tested to agree with that.
    return read as unknown as Workflow;
  }

  #fields(object: JsonObject, fields: Fields, owner: Owner): JsonObject {
    const read: Record<string, Json> = {};
    for (const name of Object.keys(object)) {
      if (Object.hasOwn(fields, name) || (name === 'type' && owner.isStep)) continue;
      this.#problems.inside(name, () => {
        this.#problems.unknownField(object, name, fields, owner);
      });
    }
    for (const [name, field] of Object.entries(fields)) {
      const value = own(object, name);
      let kept: Json | undefined;
      if (value !== undefined) kept = this.#problems.inside(name, () => this.#value(value, field, name));
      else if (field.required) this.#problems.missingField(name, field, owner);
      if (kept === undefined && field.required) kept = emptyFor(field);
      if (kept !== undefined) read[name] = kept;
    }
    return read;
  }

  /** The value if it fits, with what does not fit inside it left out; `undefined` and a problem if not. */
  #value(value: Json, field: Field, name: string, whole: Field = field): Json | undefined {
    if (!isAlike(value, field)) return this.#problems.wrongType(value, whole, name);
    switch (field.kind) {
      case 'any-of': {
        const chosen = field.of.find((choice) => isAlike(value, choice));
        return chosen && this.#value(value, chosen, name, field);
      }
      case 'fields':
        return isObject(value)
          ? this.#fields(value, field.fields, { name: `an entry of \`${name}\`` })
          : undefined;
      case 'list':
        return isList(value) ? value.map((item, i) => this.#item(item, i, field.of, name)) : undefined;
      case 'steps':
        if (!isList(value)) return undefined;
        if (field.notEmpty && value.length === 0) this.#problems.wrongValue(value, field, name);
        return this.#stepList(value);
      case 'enum':
        return field.of.some((word) => word === value)
          ? value
          : this.#problems.wrongValue(value, whole, name, field.of);
      case 'integer':
      case 'number':
        return isWithin(value, field) ? value : this.#problems.wrongValue(value, whole, name);
      case 'values':
        if (name !== 'headers' && isObject(value)) this.#names(value);
        return value;
      case 'string':
      case 'expression':
      case 'text':
      case 'template':
      case 'id':
      case 'boolean':
      case 'null':
      case 'value':
      case 'mock':
      case 'object':
      case 'schema':
        return value;
    }
  }

  #item(item: Json, i: number, field: Field, name: string): Json {
    const read = this.#problems.inside(i, () => this.#value(item, field, `${name}[${i}]`));
    return read ?? emptyFor(field);
  }

  #stepList(items: readonly Json[]): readonly Json[] {
    const list: Json[] = [];
    for (const [i, item] of items.entries()) {
      this.#steps++;
      if (this.#steps > mostSteps) {
        this.whole = false;
        if (this.#steps === mostSteps + 1) {
          this.#problems.inside(i, () => {
            this.#problems.tooManySteps();
          });
        }
        break;
      }
      list.push(this.#problems.inside(i, () => this.#step(item)));
    }
    return list;
  }

  #step(value: Json): JsonObject {
    if (!isObject(value)) {
      this.whole = false;
      this.#problems.notAStep(value);
      return unknownStep;
    }
    const type = own(value, 'type');
    const known = stepTypes.find((name) => name === type);
    if (!known) {
      this.whole = false;
      if (type === undefined) this.#problems.missingType();
      else
        this.#problems.inside('type', () => {
          this.#problems.unknownType(type);
        });
      const name = own(value, 'id');
      return typeof name === 'string' ? { ...unknownStep, id: name } : unknownStep;
    }
    const read = this.#fields(value, fieldsOf(known), { name: aStep(known), isStep: true });
    this.#id(own(read, 'id'));
    this.#form(value, known);
    return { ...read, type: known };
  }

  #id(name: Json | undefined): void {
    if (typeof name !== 'string') return;
    const hidden = unreadable.includes(name);
    if (id.test(name) && !hidden) return;
    const why = hidden
      ? 'no expression could read it'
      : 'it must start with a letter and go on with letters, digits, `_` or `-`';
    const clean = name.replace(/[^A-Za-z0-9_-]+/g, '_').replace(/^[^A-Za-z]+/, '');
    this.#problems.inside('id', () => {
      this.#problems.badId(name, why, hidden ? `${name.replaceAll('_', '')}_step` : clean.slice(0, 40));
    });
  }

  /** Fields of which one group has to be there whole: the two forms of `if`. */
  #form(step: JsonObject, type: StepType): void {
    const groups = shapes[type];
    if (!groups) return;
    const begun = groups.filter((group) => group.some((name) => Object.hasOwn(step, name)));
    const [first] = begun;
    const lacking = first?.filter((name) => !Object.hasOwn(step, name)) ?? [];
    if (begun.length > 1) this.#problems.twoForms(type, groups);
    else if (!first) this.#problems.missingForm(type, groups);
    else if (lacking.length > 0) this.#problems.missingForm(type, [lacking]);
  }

  #names(values: JsonObject): void {
    for (const name of unreadable)
      if (Object.hasOwn(values, name))
        this.#problems.inside(name, () => {
          this.#problems.badName(name);
        });
  }
}

function isWithin(value: Json, field: Field & { readonly kind: 'integer' | 'number' }): boolean {
  if (typeof value !== 'number' || (field.min !== undefined && value < field.min)) return false;
  return field.kind === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value);
}
