import type { Json, JsonObject } from '../json/json';
import { boundFields, stepTypes, type Field, type Fields } from './definition';
import { hint, meant } from './meant';
import type { PlannedFix, Report } from './report';
import type { StepType } from './types';
import { aStep, either, escaped, mustBe, sentence, shown } from './wording';

/** Whose fields are being read, as messages name it. */
export interface Owner {
  readonly name: string;
  readonly isStep?: boolean;
}

/** The problems of a document's structure, each at the place where the reader just is. */
export class StructureProblems {
  readonly #report: Report;
  readonly #path: (string | number)[] = [];

  constructor(report: Report) {
    this.#report = report;
  }

  /** Does something one level further down. */
  inside<T>(part: string | number, work: () => T): T {
    this.#path.push(part);
    const result = work();
    this.#path.pop();
    return result;
  }

  notAWorkflow(value: Json): void {
    this.#error(
      'workflow/wrong-type',
      () => `The document is ${shown(value)}; a workflow is an object with \`steps\`.`,
    );
  }

  notAStep(value: Json): void {
    this.#error(
      'workflow/wrong-type',
      () => `This is ${shown(value)}; a step must be an object with a \`type\`.`,
    );
  }

  tooManySteps(): void {
    this.#error(
      'workflow/too-many-steps',
      () => 'A workflow has at most 10,000 steps; this is one more.',
      'start',
    );
  }

  wrongType(value: Json, field: Field, name: string): undefined {
    this.#error('workflow/wrong-type', () => `\`${name}\` is ${shown(value)}; it must be ${mustBe(field)}.`);
  }

  wrongValue(value: Json, field: Field, name: string, words: readonly string[] = []): undefined {
    const better = typeof value === 'string' ? meant(value, words) : undefined;
    this.#error(
      'workflow/wrong-value',
      () => `\`${name}\` is ${shown(value)}; it must be ${mustBe(field)}.`,
      'value',
      () => better !== undefined && this.#replacement(`Change to ${better}`, better),
    );
  }

  missingField(name: string, field: Field, owner: Owner): void {
    this.#error(
      'workflow/missing-field',
      () => `${sentence(owner.name)} needs \`${name}\`, ${mustBe(field)}.`,
      'start',
    );
  }

  missingType(): void {
    this.#error(
      'workflow/missing-field',
      () => `A step needs \`type\`, one of ${either(stepTypes)}.`,
      'start',
    );
  }

  unknownType(type: Json): void {
    const better = typeof type === 'string' ? meant(type, stepTypes) : undefined;
    this.#error(
      'step/unknown-type',
      () =>
        `No step has the type ${shown(type)}${better === undefined ? `; there are ${stepTypes.join(', ')}.` : hint(better)}`,
      'value',
      () => better !== undefined && this.#replacement(`Change to ${better}`, better),
    );
  }

  /** A field the definition does not know: a slip, unless the language has it for other steps only. */
  unknownField(object: JsonObject, name: string, fields: Fields, owner: Owner): void {
    if (boundFields.includes(name) && owner.isStep) {
      const others = name === 'timeoutMs' ? ' or hold other steps' : '';
      this.#error(
        'step/field-not-allowed',
        () => `\`${name}\` is not for ${owner.name}: it belongs to steps that do something outside${others}.`,
        'key',
      );
      return;
    }
    this.#report.add('warning', () => {
      const free = Object.keys(fields).filter((known) => !Object.hasOwn(object, known));
      const better = meant(name, free);
      const range = this.#report.document.locate(this.#path, 'key');
      const then = better === undefined ? ', so it does nothing.' : hint(better);
      return {
        code: 'workflow/unknown-field',
        message: `${sentence(owner.name)} has no field \`${name.slice(0, 60)}\`${then}`,
        path: [...this.#path],
        at: 'key',
        fixes: better === undefined ? [] : [{ label: `Rename to ${better}`, range, insert: `"${better}"` }],
      };
    });
  }

  badId(name: string, why: string, better: string): void {
    this.#error(
      'step/bad-id',
      () => `${shown(name)} is no id: ${why}.`,
      'value',
      () => better !== '' && this.#replacement(`Rename to ${better}`, better),
    );
  }

  badName(name: string): void {
    this.#error(
      'workflow/bad-name',
      () => `\`${name}\` cannot be a name here: no expression could read it.`,
      'key',
    );
  }

  twoForms(type: StepType, groups: readonly (readonly string[])[]): void {
    this.#error(
      'step/two-forms',
      () => `${sentence(aStep(type))} has either ${forms(groups)}, not both.`,
      'start',
    );
  }

  missingForm(type: StepType, groups: readonly (readonly string[])[]): void {
    this.#error('workflow/missing-field', () => `${sentence(aStep(type))} needs ${forms(groups)}.`, 'start');
  }

  #error(
    code: string,
    message: () => string,
    at: 'value' | 'key' | 'start' = 'value',
    fix: () => PlannedFix | false = () => false,
  ): void {
    this.#report.add('error', () => {
      const planned = fix();
      return { code, message: message(), path: [...this.#path], at, ...(planned && { fixes: [planned] }) };
    });
  }

  #replacement(label: string, word: string): PlannedFix {
    return { label, range: this.#report.document.locate(this.#path, 'value'), insert: `"${escaped(word)}"` };
  }
}

function forms(groups: readonly (readonly string[])[]): string {
  return either(groups.map((group) => group.map((name) => `\`${name}\``).join(' with ')));
}
