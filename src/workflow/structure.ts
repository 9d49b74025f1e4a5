import { isObject, own, type Json, type JsonObject } from '../json/json';
import {
  boundFields,
  documentFields,
  fieldsOf,
  idPattern,
  shapes,
  stepTypes,
  type Field,
  type Fields,
} from './definition';
import { hint, meant } from './meant';
import type { PlannedFix, Report } from './report';
import type { StepType, Workflow } from './types';
import { aStep, either, escaped, mustBe, sentence, shown } from './wording';

const mostSteps = 10_000;

const id = new RegExp(idPattern);
const unreadable = ['__proto__', 'constructor', 'prototype'];

/** What stands in for a step that cannot be understood, so that the others keep their places. */
const unknownStep: JsonObject = { type: 'compute', value: null };

/** Whose fields are being read, as messages name it. */
interface Owner {
  readonly name: string;
  readonly isStep?: boolean;
}

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
  const reader = new StructureReader(report);
  const workflow = reader.document(root);
  return { workflow, whole: reader.whole };
}

class StructureReader {
  whole = true;
  readonly #report: Report;
  readonly #path: (string | number)[] = [];
  #steps = 0;

  constructor(report: Report) {
    this.#report = report;
  }

  document(root: Json): Workflow | undefined {
    if (!isObject(root)) {
      this.#wrong(
        'workflow/wrong-type',
        `The document is ${shown(root)}; a workflow is an object with \`steps\`.`,
      );
      return undefined;
    }
    const read = this.#fields(root, documentFields, { name: 'a workflow' });
    if (!Array.isArray(own(root, 'steps'))) return undefined;
    // Every field was checked against the definition, and types.ts is tested to agree with that.
    return read as unknown as Workflow;
  }

  #fields(object: JsonObject, fields: Fields, owner: Owner): JsonObject {
    const read: Record<string, Json> = {};
    for (const name of Object.keys(object)) {
      if (name === 'type' && owner.isStep) continue;
      if (!Object.hasOwn(fields, name)) this.#unknownField(object, name, fields, owner);
    }
    for (const [name, field] of Object.entries(fields)) {
      const value = own(object, name);
      let kept: Json | undefined;
      if (value !== undefined) kept = this.#inside(name, () => this.#value(value, field, name));
      else if (field.required) this.#missing(name, field, owner);
      if (kept === undefined && field.required) kept = nothingFor(field);
      if (kept !== undefined) read[name] = kept;
    }
    return read;
  }

  /** The value if it fits, with what does not fit inside it left out; `undefined` and a problem if not. */
  #value(value: Json, field: Field, name: string, whole: Field = field): Json | undefined {
    switch (field.kind) {
      case 'any-of': {
        const chosen = field.of.find((choice) => isAlike(value, choice));
        return chosen ? this.#value(value, chosen, name, field) : this.#wrongType(value, field, name);
      }
      case 'fields':
        return isObject(value)
          ? this.#fields(value, field.fields, { name: `an entry of \`${name}\`` })
          : this.#wrongType(value, whole, name);
      case 'list':
        if (!Array.isArray(value)) return this.#wrongType(value, whole, name);
        return value.map(
          (item: Json, i) =>
            this.#inside(i, () => this.#value(item, field.of, `${name}[${i}]`)) ?? nothingFor(field.of),
        );
      case 'steps':
        return this.#stepList(value, field, name);
      case 'enum':
        return field.of.some((word) => word === value)
          ? value
          : this.#wrongWord(value, field.of, whole, name);
      case 'integer':
      case 'number':
        if (typeof value !== 'number') return this.#wrongType(value, whole, name);
        if (field.kind === 'integer' ? !Number.isSafeInteger(value) : !Number.isFinite(value))
          return this.#wrongValue(value, whole, name);
        return field.min !== undefined && value < field.min ? this.#wrongValue(value, whole, name) : value;
      case 'values':
        if (isObject(value)) this.#names(value, name);
        return isObject(value) ? value : this.#wrongType(value, whole, name);
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
        return isAlike(value, field) ? value : this.#wrongType(value, whole, name);
    }
  }

  #stepList(value: Json, field: Field & { readonly kind: 'steps' }, name: string): Json | undefined {
    if (!Array.isArray(value)) return this.#wrongType(value, field, name);
    if (value.length === 0 && field.notEmpty) this.#wrongValue(value, field, name);
    const list: Json[] = [];
    for (const [i, item] of value.entries()) {
      if (++this.#steps > mostSteps) {
        this.whole = false;
        if (this.#steps === mostSteps + 1)
          this.#inside(i, () => {
            this.#wrong(
              'workflow/too-many-steps',
              'A workflow has at most 10,000 steps; this is one more.',
              'start',
            );
          });
        break;
      }
      list.push(this.#inside(i, () => this.#step(item)));
    }
    return list;
  }

  #step(value: Json): JsonObject {
    if (!isObject(value)) {
      this.whole = false;
      this.#wrong(
        'workflow/wrong-type',
        `This is ${shown(value)}; a step must be an object with a \`type\`.`,
      );
      return unknownStep;
    }
    const type = own(value, 'type');
    const known = stepTypes.find((name) => name === type);
    if (!known) {
      this.whole = false;
      this.#unknownType(type);
      const name = own(value, 'id');
      return typeof name === 'string' ? { ...unknownStep, id: name } : unknownStep;
    }
    const read = this.#fields(value, fieldsOf(known), { name: aStep(known), isStep: true });
    this.#id(own(read, 'id'));
    this.#shape(value, known);
    return { ...read, type: known };
  }

  #id(name: Json | undefined): void {
    if (typeof name !== 'string' || (id.test(name) && !unreadable.includes(name))) return;
    const clean = name.replace(/[^A-Za-z0-9_-]+/g, '_').replace(/^[^A-Za-z]+/, '');
    const better = unreadable.includes(name) ? `${name.replaceAll('_', '')}_step` : clean;
    const why = unreadable.includes(name)
      ? 'no expression could read it'
      : 'it must start with a letter and go on with letters, digits, `_` or `-`';
    this.#inside('id', () => {
      this.#wrong(
        'step/bad-id',
        `${shown(name)} is no id: ${why}.`,
        'value',
        better && this.#replace(better),
      );
    });
  }

  /** Fields of which one group has to be there whole: the two forms of `if`. */
  #shape(step: JsonObject, type: StepType): void {
    const groups = shapes[type];
    if (!groups) return;
    const begun = groups.filter((group) => group.some((name) => Object.hasOwn(step, name)));
    const [first] = begun;
    const written = (group: readonly string[]) => group.map((name) => `\`${name}\``).join(' with ');
    if (begun.length > 1) {
      this.#wrong(
        'step/two-forms',
        `${sentence(aStep(type))} has either ${either(groups.map(written))}, not both.`,
        'start',
      );
    } else if (!first || first.some((name) => !Object.hasOwn(step, name))) {
      const lacks = (first ?? []).filter((name) => !Object.hasOwn(step, name));
      const needs = first ? written(lacks) : either(groups.map(written));
      this.#wrong('workflow/missing-field', `${sentence(aStep(type))} needs ${needs}.`, 'start');
    }
  }

  #names(values: JsonObject, field: string): void {
    for (const name of unreadable)
      if (Object.hasOwn(values, name) && field !== 'headers')
        this.#inside(name, () => {
          this.#wrong(
            'workflow/bad-name',
            `\`${name}\` cannot be a name here: no expression could read it.`,
            'key',
          );
        });
  }

  #unknownType(type: Json | undefined): void {
    if (type === undefined) {
      this.#wrong('workflow/missing-field', `A step needs \`type\`, one of ${either(stepTypes)}.`, 'start');
      return;
    }
    const better = typeof type === 'string' ? meant(type, stepTypes) : undefined;
    const rest = better === undefined ? `; there are ${stepTypes.join(', ')}.` : hint(better);
    this.#inside('type', () => {
      this.#wrong(
        'step/unknown-type',
        `No step has the type ${shown(type)}${rest}`,
        'value',
        better && this.#replace(better, `Change to ${better}`),
      );
    });
  }

  #unknownField(object: JsonObject, name: string, fields: Fields, owner: Owner): void {
    this.#inside(name, () => {
      if (boundFields.includes(name) && owner.isStep) {
        const message = `\`${name}\` is not for ${owner.name}: it belongs to steps that do something outside${name === 'timeoutMs' ? ' or hold other steps' : ''}.`;
        this.#wrong('step/field-not-allowed', message, 'key');
        return;
      }
      this.#report.add('warning', () => {
        const better = meant(
          name,
          Object.keys(fields).filter((known) => !Object.hasOwn(object, known)),
        );
        const then = better === undefined ? ', so it does nothing.' : hint(better);
        const range = this.#report.document.locate(this.#path, 'key');
        return {
          code: 'workflow/unknown-field',
          message: `${sentence(owner.name)} has no field \`${name.slice(0, 60)}\`${then}`,
          path: [...this.#path],
          at: 'key',
          fixes: better ? [{ label: `Rename to ${better}`, range, insert: `"${better}"` }] : [],
        };
      });
    });
  }

  #missing(name: string, field: Field, owner: Owner): void {
    this.#wrong(
      'workflow/missing-field',
      `${sentence(owner.name)} needs \`${name}\`, ${mustBe(field)}.`,
      'start',
    );
  }

  #wrongType(value: Json, field: Field, name: string): undefined {
    this.#wrong('workflow/wrong-type', `\`${name}\` is ${shown(value)}; it must be ${mustBe(field)}.`);
  }

  #wrongValue(value: Json, field: Field, name: string): undefined {
    this.#wrong('workflow/wrong-value', `\`${name}\` is ${shown(value)}; it must be ${mustBe(field)}.`);
  }

  #wrongWord(value: Json, words: readonly string[], field: Field, name: string): undefined {
    if (typeof value !== 'string') return this.#wrongType(value, field, name);
    const better = meant(value, words);
    const message = `\`${name}\` is ${shown(value)}; it must be ${mustBe(field)}.`;
    this.#wrong(
      'workflow/wrong-value',
      message,
      'value',
      better && this.#replace(better, `Change to ${better}`),
    );
    return undefined;
  }

  #wrong(
    code: string,
    message: string,
    at: 'value' | 'key' | 'start' = 'value',
    fix?: PlannedFix | '',
  ): void {
    this.#report.add('error', () => ({
      code,
      message,
      path: [...this.#path],
      at,
      ...(fix && { fixes: [fix] }),
    }));
  }

  #replace(word: string, label = `Rename to ${word}`): PlannedFix {
    const range = this.#report.document.locate(this.#path, 'value');
    return { label, range, insert: `"${escaped(word)}"` };
  }

  #inside<T>(part: string | number, work: () => T): T {
    this.#path.push(part);
    try {
      return work();
    } finally {
      this.#path.pop();
    }
  }
}

/** Whether a value is of the JSON type a field takes, whatever is wrong inside it. */
function isAlike(value: Json, field: Field): boolean {
  switch (field.kind) {
    case 'string':
    case 'expression':
    case 'text':
    case 'template':
    case 'id':
    case 'enum':
      return typeof value === 'string';
    case 'integer':
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'null':
      return value === null;
    case 'list':
    case 'steps':
      return Array.isArray(value);
    case 'values':
    case 'object':
    case 'schema':
    case 'fields':
      return isObject(value);
    case 'value':
    case 'mock':
      return true;
    case 'any-of':
      return field.of.some((choice) => isAlike(value, choice));
  }
}

function nothingFor(field: Field): Json {
  if (field.kind === 'any-of') return field.of[0] ? nothingFor(field.of[0]) : null;
  if (field.kind === 'list' || field.kind === 'steps') return [];
  if (field.kind === 'values' || field.kind === 'object') return {};
  if (field.kind === 'number' || field.kind === 'integer') return field.min ?? 0;
  if (field.kind === 'fields') {
    const required = Object.entries(field.fields).filter(([, inner]) => inner.required);
    return Object.fromEntries(required.map(([name, inner]) => [name, nothingFor(inner)]));
  }
  return field.kind === 'value' ? null : '';
}
