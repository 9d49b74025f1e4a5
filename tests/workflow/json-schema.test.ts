import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Validator } from '@cfworker/json-schema';
import { format, resolveConfig } from 'prettier';
import { describe, expect, test } from 'vitest';
import { workflowJsonSchema } from '../../src/workflow/json-schema';
import { readWorkflow } from '../../src/workflow/validate';

const published = fileURLToPath(new URL('../../public/workflow.schema.json', import.meta.url));
const examples = new URL('../../src/examples/', import.meta.url);

const validator = new Validator(workflowJsonSchema(), '7');

test('the published file is what the definition gives; `npx vitest run tests/workflow/json-schema -u` writes it', async () => {
  const options = await resolveConfig(published);
  const text = await format(JSON.stringify(workflowJsonSchema()), {
    ...options,
    filepath: published,
  });
  await expect(text).toMatchFileSnapshot(published);
});

test.each(readdirSync(examples).filter((name) => name.endsWith('.json')))('example %s fits it', (name) => {
  const document: unknown = JSON.parse(readFileSync(new URL(name, examples), 'utf8'));
  expect(validator.validate(document).errors).toEqual([]);
});

const wait = { type: 'wait', ms: 1 };

describe('schema and validator agree', () => {
  test.each<readonly [fits: boolean, document: unknown]>([
    [true, { steps: [wait] }],
    [true, { $schema: './workflow.schema.json', seed: 'a', semantics: 'dify', steps: [wait] }],
    [true, { steps: [{ type: 'if', when: 'true', then: [wait] }] }],
    [true, { steps: [{ type: 'if', cases: [{ when: 'true', steps: [] }], else: [wait] }] }],
    [
      true,
      { steps: [{ type: 'loop', maxIterations: null, until: 'false', continueAsNewEvery: 5, steps: [] }] },
    ],
    [true, { steps: [{ type: 'loop', maxIterations: 'inputs.most', steps: [] }], inputs: { most: 2 } }],
    [true, { steps: [{ type: 'compute', value: null, onError: { output: 1 } }] }],
    [false, []],
    [false, {}],
    [false, { steps: [] }],
    [false, { steps: [1] }],
    [false, { steps: [{ type: 'ask' }] }],
    [false, { steps: [{ ms: 1 }] }],
    [false, { steps: [{ ...wait, sm: 1 }] }],
    [false, { steps: [wait], seed: 1.5 }],
    [false, { steps: [wait], semantics: 'Dify' }],
    [false, { steps: [{ type: 'loop', steps: [{ type: 'loop' }] }] }],
    [false, { steps: [{ type: 'loop', maxIterations: 0, steps: [] }] }],
    [false, { steps: [{ type: 'foreach', items: 'x', parallel: 'yes', steps: [] }] }],
    [false, { steps: [{ type: 'if', when: 'true' }] }],
    [false, { steps: [{ type: 'if', when: 'true', then: [], cases: [] }] }],
    [false, { steps: [{ type: 'if', cases: [{ when: 'true' }] }] }],
    [false, { steps: [{ ...wait, id: '1a' }] }],
    [false, { steps: [{ ...wait, onError: 'ignore' }] }],
    [false, { steps: [{ ...wait, retry: { maxAttempts: 0 } }] }],
    [false, { steps: [{ type: 'set', values: [], timeoutMs: 1 }] }],
  ])('%s: %j', (fits, document) => {
    expect(validator.validate(document).valid).toBe(fits);
    const { diagnostics } = readWorkflow(JSON.stringify(document));
    const structural = /^(?:workflow|step)\//;
    expect(diagnostics.filter(({ code }) => structural.test(code)).length === 0).toBe(fits);
  });
});
