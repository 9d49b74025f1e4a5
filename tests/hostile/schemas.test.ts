import { describe, expect, test } from 'vitest';
import { fits } from '../../src/engine/fits';
import type { Json, JsonObject } from '../../src/json/json';
import { simulatedModel } from '../../src/providers/simulated-model';

const long = 'x'.repeat(1_000_000);
const numbers = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const named = <T>(n: number, value: (i: number) => T): Record<string, T> =>
  Object.fromEntries(numbers(n).map((i) => [`a${i}`, value(i)]));
const alike = (n: number): JsonObject[] => numbers(n).map(() => named(10, () => long));

/** Processor time in microseconds: far above what any of them takes, far below what the unbounded ones took. */
const soon = 5_000_000;

describe('schemas and values made to take for ever are answered soon', () => {
  test.each<readonly [what: string, schema: JsonObject, value: Json]>([
    ['many options and a long text', { enum: numbers(20_000) }, long],
    ['many long options', { enum: numbers(50).map((i) => `${long.slice(0, 50_000)}${i}`) }, numbers(100_000)],
    ['a long constant for each item', { items: { const: long } }, numbers(3000).map(() => long)],
    ['a large constant for each item', { items: { const: named(10, () => long) } }, alike(2000)],
    ['lengths of long texts', { items: { minLength: 999_999 } }, numbers(3000).map(() => long)],
    ['equal items', { uniqueItems: true }, numbers(300_000)],
    ['large items', { uniqueItems: true }, alike(100)],
    [
      'names that are looked for',
      {
        allOf: numbers(3000).map((i) => ({ $ref: `#n${i}` })),
        $defs: named(3000, (i) => ({ $anchor: `n${i}` })),
      },
      1,
    ],
    ['names that are not there', { allOf: numbers(3000).map((i) => ({ $ref: `#n${i}` })) }, 1],
    [
      'required names of each item',
      { items: { required: Object.keys(named(50_000, () => 1)) } },
      numbers(3000).map(() => named(3, () => 1)),
    ],
    ['types of each item', { items: { type: numbers(50_000).map(() => 'null') } }, numbers(3000)],
    [
      'constants that are told of',
      { anyOf: numbers(3000).map(() => ({ $ref: '#/$defs/c' })), $defs: { c: { const: numbers(300_000) } } },
      1,
    ],
    ['patterns that back off', { pattern: '(a+)+$' }, `${'a'.repeat(100_000)}b`],
    ['patterns that look ahead', { pattern: '((?=(a+)+$)a)+$' }, `${'a'.repeat(10_000)}b`],
    ['patterns of very many parts', { pattern: 'a|'.repeat(500_000) }, 'b'],
    ['patterns of very many letters', { pattern: 'ab'.repeat(500_000) }, 'b'],
    ['patterns of names', { patternProperties: named(3000, () => true) }, named(3000, () => 1)],
    ['references to itself', { $ref: '#' }, 1],
    ['references that multiply', { anyOf: [{ $ref: '#' }, { $ref: '#' }] }, 1],
    [
      'nested choices',
      {
        $defs: { c: { oneOf: [{ items: { $ref: '#/$defs/c' } }, { items: { $ref: '#/$defs/c' } }] } },
        $ref: '#/$defs/c',
      },
      [[[[[[[[[[[[1]]]]]]]]]]]],
    ],
  ])('%s', { timeout: 30_000 }, (_what, schema, value) => {
    const started = process.cpuUsage();
    const { ok, ...rest } = fits(schema, value);
    expect(process.cpuUsage(started).user).toBeLessThan(soon);
    expect(typeof ok).toBe('boolean');
    if ('message' in rest) expect(rest.message.length).toBeLessThan(2_000_000);
    const made = process.cpuUsage();
    const answer = simulatedModel.ask(
      { runId: 'r', address: 'a', stepId: 's', attempt: 1, prompt: 'p', seed: 1, schema },
      new AbortController().signal,
    );
    expect(process.cpuUsage(made).user).toBeLessThan(soon);
    expect(answer).toHaveProperty('ok');
  });
});

test('limits of schemas hold nothing back that is usual', () => {
  const schema: JsonObject = {
    type: 'array',
    items: {
      type: 'object',
      required: ['id', 'tag'],
      properties: { id: { type: 'integer' }, tag: { enum: ['a', 'b', 'c'] }, note: { maxLength: 200 } },
      additionalProperties: false,
    },
  };
  const item = (i: number): JsonObject => ({ id: i, tag: 'c', note: 'n'.repeat(i % 200) });
  expect(fits(schema, numbers(10_000).map(item))).toEqual({ ok: true });
});
