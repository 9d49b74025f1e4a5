import { describe, expect, expectTypeOf, test } from 'vitest';
import type { Json, JsonObject } from '../../src/json/json';
import {
  commonFields,
  documentFields,
  stepFields,
  stepTypes,
  type Field,
  type Fields,
} from '../../src/workflow/definition';
import type { IfCase, Retry, Step, StepType, Workflow } from '../../src/workflow/types';

type Simplify<T> = { readonly [K in keyof T]: T[K] };
type RequiredKeys<F> = { [K in keyof F]: F[K] extends { required: true } ? K : never }[keyof F];

/** The type of the values that a field of the definition takes. */
type ValueOf<F> = F extends { kind: 'string' | 'expression' | 'text' | 'template' | 'id' }
  ? string
  : F extends { kind: 'integer' | 'number' }
    ? number
    : F extends { kind: 'boolean' }
      ? boolean
      : F extends { kind: 'null' }
        ? null
        : F extends { kind: 'value' | 'mock' }
          ? Json
          : F extends { kind: 'values' | 'object' | 'schema' }
            ? JsonObject
            : F extends { kind: 'steps' }
              ? readonly Step[]
              : F extends { kind: 'enum'; of: readonly (infer W)[] }
                ? W
                : F extends { kind: 'any-of'; of: readonly (infer C)[] }
                  ? C extends unknown
                    ? ValueOf<C>
                    : never
                  : F extends { kind: 'list'; of: infer I }
                    ? readonly ValueOf<I>[]
                    : F extends { kind: 'fields'; fields: infer N }
                      ? ObjectOf<N>
                      : never;

type ObjectOf<F> = Simplify<
  { readonly [K in RequiredKeys<F>]: ValueOf<F[K]> } & {
    readonly [K in Exclude<keyof F, RequiredKeys<F>>]?: ValueOf<F[K]>;
  }
>;

type Defined<T extends StepType> = ObjectOf<(typeof stepFields)[T] & typeof commonFields>;
type Declared<T extends StepType> = Simplify<Omit<Extract<Step, { type: T }>, 'type'>>;

describe('the types agree with the definition', () => {
  test('of the document', () => {
    expectTypeOf<ObjectOf<typeof documentFields>>().toEqualTypeOf<Simplify<Workflow>>();
  });

  test('of every step', () => {
    expectTypeOf<Defined<'loop'>>().toEqualTypeOf<Declared<'loop'>>();
    expectTypeOf<Defined<'foreach'>>().toEqualTypeOf<Declared<'foreach'>>();
    expectTypeOf<Defined<'sequence'>>().toEqualTypeOf<Declared<'sequence'>>();
    expectTypeOf<Defined<'parallel'>>().toEqualTypeOf<Declared<'parallel'>>();
    expectTypeOf<Defined<'if'>>().toEqualTypeOf<Declared<'if'>>();
    expectTypeOf<Defined<'set'>>().toEqualTypeOf<Declared<'set'>>();
    expectTypeOf<Defined<'compute'>>().toEqualTypeOf<Declared<'compute'>>();
    expectTypeOf<Defined<'template'>>().toEqualTypeOf<Declared<'template'>>();
    expectTypeOf<Defined<'code'>>().toEqualTypeOf<Declared<'code'>>();
    expectTypeOf<Defined<'llm'>>().toEqualTypeOf<Declared<'llm'>>();
    expectTypeOf<Defined<'http'>>().toEqualTypeOf<Declared<'http'>>();
    expectTypeOf<Defined<'tool'>>().toEqualTypeOf<Declared<'tool'>>();
    expectTypeOf<Defined<'wait'>>().toEqualTypeOf<Declared<'wait'>>();
    expectTypeOf<Defined<'exit'>>().toEqualTypeOf<Declared<'exit'>>();
    expectTypeOf<Defined<'next'>>().toEqualTypeOf<Declared<'next'>>();
    expectTypeOf<Defined<'fail'>>().toEqualTypeOf<Declared<'fail'>>();
    expectTypeOf<keyof typeof stepFields>().toEqualTypeOf<StepType>();
  });

  test('of what is nested', () => {
    expectTypeOf<ValueOf<(typeof stepFields.if.cases)['of']>>().toEqualTypeOf<Simplify<IfCase>>();
    expectTypeOf<ValueOf<typeof stepFields.wait.retry>>().toEqualTypeOf<Simplify<Retry>>();
  });
});

/** Field names with the step types that have them. */
function typesWith(name: string): StepType[] {
  return stepTypes.filter((type) => Object.hasOwn(stepFields[type], name));
}

test('retry is for steps that do something outside, timeoutMs also for those that hold others', () => {
  expect(typesWith('retry')).toEqual(['code', 'llm', 'http', 'tool', 'wait']);
  expect(typesWith('timeoutMs')).toEqual([
    ...['loop', 'foreach', 'parallel'],
    ...['code', 'llm', 'http', 'tool', 'wait'],
  ]);
});

test('no step has a field of its own that every step has', () => {
  for (const type of stepTypes)
    for (const name of Object.keys(stepFields[type])) expect(Object.keys(commonFields)).not.toContain(name);
});

test('the choices of a field can be told apart by their JSON type', () => {
  const kinds = (field: Field): string[] =>
    field.kind === 'any-of'
      ? field.of.map(({ kind }) => (['integer', 'number'].includes(kind) ? 'number' : kind))
      : [];
  const tables: Fields[] = [documentFields, commonFields, ...Object.values(stepFields)];
  for (const field of tables.flatMap((table) => Object.values(table))) {
    expect(new Set(kinds(field)).size).toBe(kinds(field).length);
  }
});
