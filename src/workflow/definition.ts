import type { StepType } from './types';

/**
 * What a field may hold. `expression` is source text; `text` a template that becomes text; `template` one
 * that may keep its value's type; `value` any JSON with templates in its strings; `values` an object of
 * those; `mock` a value, or a list taken as it is; `id` the id of a loop; `schema` a JSON Schema.
 */
export type Field = (
  | { readonly kind: 'string'; readonly pattern?: string }
  | { readonly kind: 'expression' | 'text' | 'template' | 'id' | 'boolean' | 'null' }
  | { readonly kind: 'value' | 'values' | 'mock' | 'object' | 'schema' }
  | { readonly kind: 'integer' | 'number'; readonly min?: number }
  | { readonly kind: 'enum'; readonly of: readonly string[] }
  | { readonly kind: 'list'; readonly of: Field }
  | { readonly kind: 'any-of'; readonly of: readonly Field[] }
  | { readonly kind: 'fields'; readonly fields: Fields }
  | { readonly kind: 'steps'; readonly notEmpty?: boolean }
) & { readonly required?: boolean };

export interface Fields {
  readonly [name: string]: Field;
}

/** The letters an id may have; it starts with one of the alphabet. */
export const idPattern = '^[A-Za-z][A-Za-z0-9_-]*$';

const expression = { kind: 'expression' } as const;
const requiredText = { kind: 'text', required: true } as const;
const requiredString = { kind: 'string', required: true } as const;
const string = { kind: 'string' } as const;
const value = { kind: 'value' } as const;
const values = { kind: 'values' } as const;
const mock = { kind: 'mock' } as const;
const steps = { kind: 'steps' } as const;
const requiredSteps = { kind: 'steps', required: true } as const;
const atLeastOne = { kind: 'integer', min: 1 } as const;
const boolean = { kind: 'boolean' } as const;

const timed = { timeoutMs: atLeastOne } as const;
const retried = {
  ...timed,
  retry: {
    kind: 'fields',
    fields: {
      maxAttempts: atLeastOne,
      delayMs: { kind: 'number', min: 0 },
      backoff: { kind: 'number', min: 0 },
    },
  },
} as const;

/** Fields every step may have, beside `type`. */
export const commonFields = {
  id: { kind: 'string', pattern: idPattern },
  title: string,
  skipIf: expression,
  onError: {
    kind: 'any-of',
    of: [
      { kind: 'enum', of: ['fail', 'continue'] },
      { kind: 'fields', fields: { output: { kind: 'value', required: true } } },
    ],
  },
  outputSchema: { kind: 'schema' },
} as const satisfies Fields;

/** Each step type with the fields that are its own. */
export const stepFields = {
  loop: {
    until: expression,
    check: { kind: 'enum', of: ['after', 'before', 'before-and-after', 'each-step'] },
    maxIterations: { kind: 'any-of', of: [atLeastOne, expression, { kind: 'null' }] },
    onMaxReached: { kind: 'enum', of: ['return-last', 'fail'] },
    variables: values,
    continueAsNewEvery: atLeastOne,
    steps: requiredSteps,
    ...timed,
  },
  foreach: {
    items: { kind: 'any-of', required: true, of: [expression, { kind: 'list', of: value }] },
    steps: requiredSteps,
    parallel: { kind: 'any-of', of: [boolean, atLeastOne] },
    onItemError: { kind: 'enum', of: ['fail', 'continue', 'drop'] },
    ...timed,
  },
  sequence: { steps: requiredSteps },
  parallel: { steps: requiredSteps, maxConcurrency: atLeastOne, ...timed },
  if: {
    cases: {
      kind: 'list',
      of: {
        kind: 'fields',
        fields: { when: { kind: 'expression', required: true }, steps: requiredSteps },
      },
    },
    when: expression,
    then: steps,
    else: steps,
  },
  set: { values: { kind: 'values', required: true } },
  compute: { value: { kind: 'value', required: true } },
  template: { template: requiredText },
  code: { language: { kind: 'enum', of: ['javascript'] }, code: requiredString, inputs: values, ...retried },
  llm: { prompt: requiredText, system: { kind: 'text' }, model: string, mock, ...retried },
  http: { method: string, url: requiredText, headers: values, body: value, mock, ...retried },
  tool: { name: requiredString, inputs: values, mock, ...retried },
  wait: {
    ms: { kind: 'any-of', required: true, of: [{ kind: 'number', min: 0 }, { kind: 'template' }] },
    ...retried,
  },
  exit: { loop: { kind: 'id' }, when: expression },
  next: { loop: { kind: 'id' }, when: expression },
  fail: { message: requiredText },
} as const satisfies Readonly<Record<StepType, Fields>>;

/** Step types of which one group of fields has to be there whole, and no other with it. */
export const shapes: Readonly<Partial<Record<StepType, readonly (readonly string[])[]>>> = {
  if: [['cases'], ['when', 'then']],
};

/** The document itself. */
export const documentFields = {
  $schema: string,
  name: string,
  description: string,
  semantics: { kind: 'enum', of: ['playground', 'smithers', 'dify', 'conductor'] },
  inputs: { kind: 'object' },
  variables: values,
  seed: { kind: 'any-of', of: [string, { kind: 'integer' }] },
  steps: { kind: 'steps', required: true, notEmpty: true },
  outputs: values,
} as const satisfies Fields;

/** The name of every step type. */
// Object.keys cannot know that the table has no other keys.
export const stepTypes = Object.keys(stepFields) as readonly StepType[];

/** The fields a step of this type may have, its own first, `type` left out. */
export function fieldsOf(type: StepType): Fields {
  return allFields[type] ?? commonFields;
}

// Built once: a document may have 10,000 steps.
const allFields: Readonly<Record<string, Fields>> = Object.fromEntries(
  stepTypes.map((type) => [type, { ...stepFields[type], ...commonFields }]),
);

/** Fields that other steps have and for which having none is an error, not a typing slip. */
export const boundFields: readonly string[] = ['retry', 'timeoutMs'];
