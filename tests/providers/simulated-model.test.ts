import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fits } from '../../src/engine/fits';
import { isObject } from '../../src/json/json';
import type { Json, JsonObject } from '../../src/json/json';
import { simulate } from '../../src/providers/simulated-model';
import type { SimulationRequest } from '../../src/providers/simulated-model';

const request = (more: Partial<SimulationRequest> = {}): SimulationRequest => ({
  seed: 0,
  address: 'refine[0]/write',
  attempt: 1,
  prompt: 'Write a short poem about the harbour in winter. Harbour lights, cold water.',
  ...more,
});

const at = (iteration: number, more: Partial<SimulationRequest> = {}) =>
  simulate(request({ address: `refine[${iteration}]/write`, ...more }));

describe('text', () => {
  test('is made of the prompt and says that it is simulated', () => {
    expect(simulate(request())).toMatchInlineSnapshot(
      `"Simulated answer: What holds for water holds for harbour as well. There is a choice between poem and short; this takes poem. Poem comes first, since water depends on it."`,
    );
  });

  test('is another one for another seed, place, attempt, prompt or system', () => {
    const texts = [
      request(),
      request({ seed: 1 }),
      request({ seed: '0' }),
      request({ attempt: 2 }),
      request({ system: 'Be brief.' }),
      request({ prompt: request().prompt + '!' }),
      ...[1, 2, 3, 4, 5].map((i) => request({ address: `refine[${i}]/write` })),
    ].map(simulate);
    expect(new Set(texts).size).toBe(texts.length);
    expect(simulate(request())).toBe(simulate(request()));
  });

  test.each(['', '???', 'a', '😀'.repeat(1000), 'x'.repeat(1 << 20), 'é'.repeat(50_000)])(
    'is never empty',
    (prompt) => {
      expect(simulate(request({ prompt }))).toMatch(/^Simulated answer: .{20,}/);
    },
  );
});

describe('values with telling names', () => {
  const schema: JsonObject = {
    type: 'object',
    properties: {
      score: { type: 'number' },
      approved: { type: 'boolean' },
      needsRevision: { type: 'boolean' },
      verdict: { enum: ['revise', 'approved'] },
      feedback: { type: 'string' },
      ratings: { type: 'array', items: { type: 'integer', minimum: 1, maximum: 5 } },
    },
    required: ['score', 'approved'],
  };
  const many = (iteration: number): readonly JsonObject[] =>
    Array.from({ length: 200 }, (_, seed) => at(iteration, { schema, seed })).filter(isObject);
  const mean = (iteration: number, key: string): number => {
    const rows = many(iteration);
    return rows.reduce((sum, row) => sum + Number(row[key]), 0) / rows.length;
  };
  const share = (iteration: number, key: string, value: Json): number =>
    many(iteration).filter((row) => row[key] === value).length / 200;

  test('look like a review', () => {
    expect(at(0, { schema })).toMatchInlineSnapshot(`
      {
        "approved": false,
        "feedback": "Tie harbour to poem, the link is missing.",
        "needsRevision": true,
        "ratings": [
          3,
          3,
        ],
        "score": 4.9,
        "verdict": "revise",
      }
    `);
  });

  test('scores lie within 1 and 10 and grow', () => {
    const means = [0, 1, 2, 3, 4].map((i) => mean(i, 'score'));
    expect(means[0]).toBeGreaterThan(4);
    expect(means[0]).toBeLessThan(6.5);
    expect(means[4]).toBeGreaterThan(8.5);
    expect(means).toEqual([...means].sort((a, b) => a - b));
    for (const row of [...many(0), ...many(50)])
      expect(row['score']).toSatisfy((n: number) => n >= 1 && n <= 10);
  });

  test('approval comes with the iterations', () => {
    expect(share(0, 'approved', true)).toBeLessThan(0.25);
    expect(share(5, 'approved', true)).toBeGreaterThan(0.8);
    expect(share(0, 'needsRevision', true)).toBeGreaterThan(0.75);
    expect(share(5, 'needsRevision', true)).toBeLessThan(0.25);
    expect(share(0, 'verdict', 'approved')).toBeLessThan(0.25);
    expect(share(5, 'verdict', 'approved')).toBeGreaterThan(0.8);
  });

  test('the innermost loop counts', () => {
    const inner = simulate(request({ schema, address: 'outer[9]/each{3}/inner[0]/review' }));
    expect(inner).toMatchObject({ score: expect.toSatisfy((score: number) => score < 8) });
  });
});

describe('values fit their schema', () => {
  test.each<JsonObject>([
    { type: 'string', minLength: 200 },
    { type: 'string', maxLength: 10 },
    { type: 'string', maxLength: 0 },
    { type: 'string', pattern: '^[A-Z]{3}-\\d{4}$' },
    { type: 'string', pattern: '^(?:red|green|blue)(?:, (?:red|green|blue)){0,3}$' },
    { type: 'string', pattern: 'x+y' },
    ...['date', 'time', 'date-time', 'email', 'uri', 'uuid', 'ipv4'].map((format) => ({
      type: 'string',
      format,
    })),
    { type: 'integer', minimum: 3, maximum: 3 },
    { type: 'integer', exclusiveMinimum: 3, exclusiveMaximum: 5 },
    { type: 'number', exclusiveMinimum: 0, maximum: 0.5 },
    { type: 'number', multipleOf: 0.25, minimum: 0.3, maximum: 0.6 },
    { type: 'number', maximum: -1000 },
    { type: ['null', 'string'] },
    { anyOf: [{ type: 'null' }, { type: 'integer', minimum: 10 }] },
    { oneOf: [{ type: 'string' }, { type: 'number' }] },
    {
      allOf: [
        { required: ['a'], properties: { a: { type: 'number' } } },
        { required: ['b'], properties: { b: { const: 1 } } },
      ],
    },
    { enum: [1, 'two', null] },
    { const: { a: [1] } },
    { type: 'array', minItems: 5, items: { type: 'boolean' } },
    { type: 'array', maxItems: 1 },
    { type: 'array', uniqueItems: true, minItems: 3, items: { enum: ['a', 'b', 'c', 'd'] } },
    { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }], items: false },
    { type: 'array', contains: { const: 7 }, items: { type: 'number' } },
    { type: 'object', additionalProperties: { type: 'integer' }, minProperties: 3 },
    { type: 'object', required: ['unknown'], properties: {}, additionalProperties: true },
    { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false },
    {
      $defs: {
        node: { type: 'object', properties: { v: { type: 'integer' }, next: { $ref: '#/$defs/node' } } },
      },
      $ref: '#/$defs/node',
    },
    {
      type: 'object',
      properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#' } } },
      required: ['name', 'children'],
    },
    {
      $defs: {
        tree: { oneOf: [{ type: 'null' }, { $ref: '#/$defs/branch' }] },
        branch: {
          type: 'object',
          properties: { l: { $ref: '#/$defs/tree' }, r: { $ref: '#/$defs/tree' } },
          required: ['l', 'r'],
        },
      },
      $ref: '#/$defs/tree',
    },
    {},
  ])('%j', (schema) => {
    for (let seed = 0; seed < 20; seed++) {
      const value = simulate(request({ schema, seed }));
      expect(fits(schema, value), JSON.stringify(value)).toEqual({ ok: true });
    }
  });

  const leaf = fc.oneof(
    fc.record({ type: fc.constantFrom('string', 'number', 'integer', 'boolean', 'null') }),
    fc.record({
      type: fc.constant('integer'),
      minimum: fc.integer({ min: -9, max: 0 }),
      maximum: fc.integer({ min: 0, max: 9 }),
    }),
    fc.record({
      type: fc.constant('string'),
      minLength: fc.nat(30),
      maxLength: fc.integer({ min: 30, max: 60 }),
    }),
    fc.record({ enum: fc.array(fc.constantFrom<Json>('a', 1, null, true), { minLength: 1 }) }),
  );
  const schema = fc.letrec<{ node: JsonObject }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      leaf as fc.Arbitrary<JsonObject>,
      fc.record({ type: fc.constant('array'), items: tie('node'), minItems: fc.nat(2) }),
      fc
        .dictionary(fc.constantFrom('score', 'note', 'done', 'items', 'title'), tie('node'))
        .map((properties) => ({ type: 'object', properties, required: Object.keys(properties) })),
      fc.record({ anyOf: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
    ),
  })).node;

  test('generated ones', () => {
    fc.assert(
      fc.property(schema, fc.nat(), (generated, seed) => {
        const value = simulate(request({ schema: generated, seed }));
        expect(fits(generated, value), JSON.stringify(value)).toEqual({ ok: true });
        expect(simulate(request({ schema: generated, seed }))).toEqual(value);
      }),
    );
  });
});

test.each<[string, JsonObject]>([
  ['a reference to itself', { $ref: '#' }],
  [
    'references in a circle',
    { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } },
  ],
  ['a million items', { type: 'array', minItems: 1_000_000, items: { type: 'string' } }],
  [
    'a tree that must never end',
    { required: ['a', 'b'], properties: { a: { $ref: '#' }, b: { $ref: '#' } } },
  ],
  ['what nothing fits', { not: {} }],
  ['a very long string', { type: 'string', minLength: 10_000_000 }],
  ['a pattern nothing matches', { type: 'string', pattern: 'a^b' }],
  ['no schema at all', { type: 5, properties: 'x', items: 7, enum: {} }],
])('%s ends before the time of a test is over', (_, schema) => {
  expect(simulate(request({ schema }))).toBeDefined();
});
