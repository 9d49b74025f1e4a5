import { Validator } from '@cfworker/json-schema';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fits } from '../../src/engine/fits';
import type { Json, JsonObject } from '../../src/json/json';

const message = (schema: JsonObject, value: Json): string => {
  const fit = fits(schema, value);
  return fit.ok ? 'fits' : fit.message;
};

test.each<[JsonObject, Json, string]>([
  [{ type: 'number' }, 'high', 'The output must be a number, but is "high".'],
  [{ type: ['string', 'null'] }, 3, 'The output must be a string or null, but is 3.'],
  [{ type: 'integer' }, 3.5, 'The output must be an integer, but is 3.5.'],
  [{ type: 'integer' }, 3, 'fits'],
  [
    { properties: { score: { maximum: 10 } } },
    { score: 12 },
    '`score` of the output must be at most 10, but is 12.',
  ],
  [{ required: ['score'] }, {}, 'The output must have "score", but is {}.'],
  [{ required: ['score'] }, [], 'fits'],
  [
    { properties: { a: { items: { type: 'object', properties: { 'b-c': { const: 1 } } } } } },
    { a: [{}, { 'b-c': 2 }] },
    '`a[1]["b-c"]` of the output must be 1, but is 2.',
  ],
  [{ enum: ['yes', 'no'] }, 'maybe', 'The output must be one of "yes", "no", but is "maybe".'],
  [{ const: { a: 1, b: [2] } }, { b: [2], a: 1 }, 'fits'],
  [
    { additionalProperties: false, properties: { a: true } },
    { b: 1 },
    'The output must not have the field "b".',
  ],
  [{ minItems: 2 }, [1], 'The output must have at least 2 items, but is [1].'],
  [{ uniqueItems: true }, [{ a: 1 }, 2, { a: 1 }], 'The output must not repeat an item: 0 and 2 are equal.'],
  [{ minLength: 2 }, '😀', 'The output must have at least 2 characters, but is "😀".'],
  [{ pattern: '^a+$' }, 'b', 'The output must match ^a+$, but is "b".'],
  [{ format: 'date' }, '2024-13-01', 'The output must be written as date, but is "2024-13-01".'],
  [{ format: 'colour' }, 'anything', 'fits'],
  [{ multipleOf: 0.1 }, 0.3, 'fits'],
  [{ multipleOf: 0.5 }, -1.4999999999985, 'The output must be a multiple of 0.5, but is -1.4999999999985.'],
  [{ multipleOf: 1 }, 5e-324, 'The output must be a multiple of 1, but is 5e-324.'],
  [
    { oneOf: [{ minimum: 1 }, { minimum: 5 }] },
    7,
    'The output must fit exactly one of 2 schemas and fits 2.',
  ],
  [
    { anyOf: [{ type: 'string' }, { properties: { a: { type: 'string' } } }] },
    { a: 1 },
    '`a` of the output must be a string, but is 1.',
  ],
  [{ not: { type: 'string' } }, 'x', 'The output must not fit the schema under "not".'],
  [
    { if: { type: 'string' }, then: { minLength: 2 }, else: { minimum: 2 } },
    1,
    'The output must be at least 2, but is 1.',
  ],
  [{ contains: { const: 1 } }, [2], 'The output must contain at least 1 item that fit "contains".'],
  [
    { propertyNames: { maxLength: 1 } },
    { ab: 1 },
    'The output has a field "ab" whose name must have at most 1 character.',
  ],
  [{ $ref: '#/$defs/a~1b', $defs: { 'a/b': { type: 'null' } } }, 1, 'The output must be null, but is 1.'],
  [{ $ref: '#here', $defs: { x: { $anchor: 'here', type: 'null' } } }, null, 'fits'],
  [
    { $id: 'https://a.test/s', $ref: 'https://a.test/s#/$defs/n', $defs: { n: { type: 'null' } } },
    null,
    'fits',
  ],
  [
    { type: 'object', properties: { next: { $ref: '#' } }, required: ['v'] },
    { v: 1, next: { v: 2, next: {} } },
    '`next.next` of the output must have "v", but is {}.',
  ],
  [
    { allOf: [{ properties: { a: true } }], properties: { b: true }, unevaluatedProperties: false },
    { a: 1, b: 2, c: 3 },
    'The output must not have the field "c".',
  ],
  [
    { prefixItems: [true], unevaluatedItems: { type: 'string' } },
    [1, 2],
    '`[1]` of the output must be a string, but is 2.',
  ],
  [{ properties: { a: false } }, { a: 1 }, '`a` of the output is not allowed.'],
  [{ properties: { constructor: { type: 'number' } } }, {}, 'fits'],
  [{ required: ['toString'] }, {}, 'The output must have "toString", but is {}.'],
])('%j and %j', (schema, value, expected) => {
  expect(message(schema, value)).toBe(expected);
});

describe('a schema that cannot be used is said to be one', () => {
  test.each<[JsonObject, string]>([
    [
      { type: 'strnig' },
      '"type" must be one of null, boolean, number, integer, string, array, object, or a list of them',
    ],
    [{ properties: [] }, '"properties" must be an object'],
    [{ required: 'a' }, '"required" must be a list of strings'],
    [{ enum: 'a' }, '"enum" must be a list'],
    [{ anyOf: [] }, '"anyOf" must be a list with entries'],
    [{ items: 5 }, 'a schema is an object, true or false, not 5'],
    [{ items: { pattern: '(' } }, 'pattern "(" is not a regular expression'],
    [{ $ref: '#/$defs/none' }, '"#/$defs/none" leads nowhere in it'],
    [{ $ref: 'https://elsewhere.test/schema' }, '"https://elsewhere.test/schema" leads nowhere in it'],
    [{ $ref: '#' }, 'it refers to itself without end, or the value is too deep'],
    [{ $ref: '#%' }, '"#%" leads nowhere in it'],
  ])('%j', (schema, fault) => {
    expect(message(schema, ['x'])).toBe(`The schema cannot be used: ${fault}.`);
  });
});

describe('ends soon', () => {
  const doubling: Record<string, JsonObject> = { d0: { type: 'string' } };
  for (let i = 1; i < 60; i++) {
    doubling[`d${i}`] = { allOf: [{ $ref: `#/$defs/d${i - 1}` }, { $ref: `#/$defs/d${i - 1}` }] };
  }
  let deep: Json = 1;
  for (let i = 0; i < 20_000; i++) deep = [deep];

  test.each<[string, JsonObject, Json]>([
    ['references that double', { $defs: doubling, $ref: '#/$defs/d59' }, 'x'],
    ['a pattern that backtracks', { pattern: '^(a+)+$' }, 'a'.repeat(100_000) + '!'],
    ['a value nested 20,000 deep', { items: { $ref: '#' } }, deep],
    ['a list of 600,000', { items: { type: 'number' } }, new Array<number>(600_000).fill(1)],
  ])('%s', (_, schema, value) => {
    const started = process.cpuUsage();
    expect(message(schema, value)).not.toBe('');
    // Of this process alone, in microseconds: the machine may be busy.
    expect(process.cpuUsage(started).user).toBeLessThan(3_000_000);
  });
});

describe('agrees with @cfworker/json-schema', () => {
  const small = fc.jsonValue({ maxDepth: 2 }).filter((value) => JSON.stringify(value) !== 'undefined');
  const value = fc.oneof(
    fc.constantFrom<Json>(null, true, 0, 1, 2.5, 7, -3, '', 'a', 'abc', [], [1], [1, 1], {}, { a: 1 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'ab'), fc.constantFrom<Json>(1, 'a', null, [1], { a: 'a' })),
    small as fc.Arbitrary<Json>,
  );
  const schema = fc.letrec<{ node: JsonObject }>((tie) => {
    const keyed = fc.dictionary(fc.constantFrom('a', 'b', 'ab'), tie('node'), { maxKeys: 2 });
    const several = fc.array(tie('node'), { minLength: 1, maxLength: 2 });
    const types = fc.constantFrom('null', 'boolean', 'number', 'integer', 'string', 'array', 'object');
    return {
      node: fc
        .array(
          fc.oneof(
            { maxDepth: 3 },
            fc.record({ type: fc.oneof(types, fc.uniqueArray(types, { minLength: 1 })) }),
            fc.record({ const: value }),
            fc.record({ enum: fc.array(value, { minLength: 1, maxLength: 4 }) }),
            fc.record({ minimum: fc.integer({ min: -3, max: 3 }) }),
            fc.record({ exclusiveMaximum: fc.integer({ min: 0, max: 8 }) }),
            fc.record({ minLength: fc.nat(2) }),
            fc.record({ maxLength: fc.nat(3) }),
            fc.record({ pattern: fc.constantFrom('^a', 'b$', '^[ab]*$') }),
            fc.record({ minItems: fc.nat(2) }),
            fc.record({ maxItems: fc.nat(2) }),
            fc.record({ uniqueItems: fc.boolean() }),
            fc.record({ minProperties: fc.nat(2) }),
            fc.record({ maxProperties: fc.nat(2) }),
            fc.record({ required: fc.uniqueArray(fc.constantFrom('a', 'b')) }),
            fc.record({ items: tie('node') }),
            fc.record({ prefixItems: fc.array(tie('node'), { minLength: 1, maxLength: 2 }) }),
            fc.record({ contains: tie('node') }),
            fc.record({ properties: keyed }),
            fc.record({ patternProperties: keyed }),
            fc.record({ additionalProperties: fc.oneof(fc.boolean(), tie('node')) }),
            fc.record({ propertyNames: fc.record({ maxLength: fc.constant(1) }) }),
            fc.record({ dependentRequired: fc.constant({ a: ['b'] }) }),
            fc.record({ allOf: several }),
            fc.record({ anyOf: several }),
            fc.record({ oneOf: several }),
            fc.record({ not: tie('node') }),
            fc.record({ if: tie('node') }),
            fc.record({ then: tie('node') }),
            fc.record({ else: tie('node') }),
          ) as fc.Arbitrary<JsonObject>,
          { minLength: 1, maxLength: 4 },
        )
        .map((parts) => Object.assign({}, ...parts) as JsonObject),
    };
  }).node;

  test('on generated schemas and values', () => {
    let fitting = 0;
    fc.assert(
      fc.property(schema, value, (generated, candidate) => {
        const copy = JSON.parse(JSON.stringify(generated)) as object;
        const wanted = new Validator(copy, '2020-12', false).validate(candidate).valid;
        if (wanted) fitting += 1;
        expect(fits(generated, candidate).ok).toBe(wanted);
      }),
      { numRuns: 2000 },
    );
    expect(fitting).toBeGreaterThan(200);
  });
});
