import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/json/json';
import { outlineOf } from '../../src/workflow/outline';
import { readWorkflow } from '../../src/workflow/validate';

const folder = new URL('../../src/examples/', import.meta.url);
const texts = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'));

/** Reading gives data, whatever the text: ranges lie in it, and what is read can be outlined. */
function expectSane(text: string): void {
  const { diagnostics, workflow, outline } = readWorkflow(text);
  expect(diagnostics.length).toBeLessThanOrEqual(201);
  for (const { code, message, range, fixes = [] } of diagnostics) {
    expect(code).toMatch(/^[a-z]+\/[a-z-]+$/);
    expect(message).not.toBe('');
    for (const place of [range, ...fixes.map((fix) => fix.range)]) {
      if (!place) continue;
      expect(place.from).toBeGreaterThanOrEqual(0);
      expect(place.to).toBeGreaterThanOrEqual(place.from);
      expect(place.to).toBeLessThanOrEqual(text.length);
    }
  }
  if (workflow) expect(outlineOf(workflow).nodes.length).toBe(outline?.nodes.length);
}

/** Changes one value somewhere in a document. */
function mutated(value: Json, way: readonly number[], change: (old: Json) => Json): Json {
  const [step, ...rest] = way;
  if (step === undefined || typeof value !== 'object' || value === null) return change(value);
  const keys = Object.keys(value);
  const key = keys[step % (keys.length + 1)];
  if (key === undefined) return change(value);
  const entries = Object.entries(value).map(([name, member]: [string, Json]) => [
    name,
    name === key ? mutated(member, rest, change) : member,
  ]);
  const made = Object.fromEntries(entries) as Record<string, Json>; // entries are pairs
  return Array.isArray(value) ? Object.values(made) : made;
}

const anyText = fc.constantFrom(...texts);
const way = fc.array(fc.nat(30), { maxLength: 9 });
const words = fc.constantFrom<Json>(
  ...[
    'loop',
    'if',
    'set',
    'lop',
    'steps.a.b',
    '{{ steps }}',
    '{{',
    '{{#if x}}',
    'vars.x',
    '__proto__',
    '',
    'a-b',
  ],
  ...['latest("a")', 'loop.history.x', 'x => x', '🙂'.repeat(30), null, 0, -1, 1e300, true],
  ...[[], {}, [[]], { type: 'loop' }, { type: 'exit' }, { steps: [] }, { constructor: 1 }],
);

describe('reading never throws', { timeout: 60_000 }, () => {
  test('on documents with one value replaced', () => {
    const parts = fc.record({
      text: anyText,
      way,
      value: fc.oneof(
        words,
        fc.jsonValue().map((json) => json as Json),
      ),
    });
    fc.assert(
      fc.property(parts, ({ text, way: place, value }) => {
        // An example is a JSON document.
        expectSane(JSON.stringify(mutated(JSON.parse(text) as Json, place, () => value)));
      }),
      { numRuns: 400 },
    );
  });

  test('on documents with a field renamed', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.nat(200),
        fc.constantFrom('__proto__', 'constructor', 'until', 'steps', ''),
        (text, n, name) => {
          let i = 0;
          expectSane(text.replace(/"\w+":/g, (key) => (i++ === n ? `${JSON.stringify(name)}:` : key)));
        },
      ),
      { numRuns: 200 },
    );
  });

  test('on broken texts', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.nat(40), fc.string(), (text, at, length, insert) => {
        const from = at % text.length;
        expectSane(text.slice(0, from) + insert + text.slice(from + length));
      }),
      { numRuns: 400 },
    );
  });

  test('on any text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), expectSane), { numRuns: 300 });
  });
});

test('reading changes no prototype', () => {
  readWorkflow(
    '{ "__proto__": { "polluted": 1 }, "steps": [{ "type": "set", "values": { "__proto__": { "polluted": 1 } } }] }',
  );
  expect('polluted' in {}).toBe(false);
});

/** A list of about five million characters. */
function filled(part: (i: number) => string, start: string, end: string, most = Infinity): string {
  const parts: string[] = [];
  for (let i = 0, size = 0; size < 5_000_000 && i < most; i++) {
    parts.push(part(i));
    size += part(i).length + 1;
  }
  return start + parts.join(',') + end;
}

describe('a huge document is answered', () => {
  test.each<readonly [what: string, text: () => string]>([
    [
      'of one text',
      () => filled(() => `"${'x'.repeat(4_900_000)}"`, '{"steps":[{"type":"compute","value":[', ']}]}', 1),
    ],
    ['of unknown fields', () => filled((i) => `"field${i}":${i}`, '{"steps":[{"type":"wait","ms":1}],', '}')],
    ['of numbers for steps', () => filled(String, '{"steps":[', ']}')],
    [
      'of 10,000 steps',
      () =>
        filled(
          (i) => `{"type":"llm","prompt":"{{ steps.llm_${i} }} ${'-'.repeat(400)}"}`,
          '{"steps":[',
          ']}',
          10_000,
        ),
    ],
    [
      'of wrong ids',
      () => filled((i) => `"{{ steps.x${i} }}"`, '{"steps":[{"type":"compute","value":[', ']}]}'),
    ],
    [
      'of one template',
      () => filled(() => '{{ inputs.x }}', '{"steps":[{"type":"template","template":"', '"}]}'),
    ],
    [
      'of variables',
      () =>
        filled(
          (i) => `"v${i}":"{{ vars.v${i - 1} }}"`,
          '{"variables":{',
          '},"steps":[{"type":"wait","ms":1}]}',
        ),
    ],
    [
      'of a dashed id',
      () => filled(() => '-b', '{"steps":[{"id":"a-b","type":"wait","ms":"{{ steps.a', '}}"}]}'),
    ],
    ['above the limit', () => `"${'x'.repeat(6_000_000)}"`],
    ['of brackets', () => '['.repeat(1_000_000)],
  ])('%s', { timeout: 30_000 }, (_what, text) => {
    expectSane(text());
  });
});

test('of very many problems the errors are listed and the rest is counted', () => {
  const warnings = Array.from({ length: 300 }, (_, i) => `"w${i}":1`).join(',');
  const { diagnostics } = readWorkflow(`{${warnings},"steps":[{"type":"wait"}]}`);
  expect(diagnostics.length).toBe(201);
  expect(diagnostics.filter(({ severity }) => severity === 'error').length).toBe(1);
  expect(diagnostics.at(-1)?.message).toBe('101 more problems are not listed.');
});
