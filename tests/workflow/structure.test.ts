import { describe, expect, test } from 'vitest';
import { readWorkflow } from '../../src/workflow/validate';

const wait = { type: 'wait', ms: 1 };

/** Severity, path and message of everything that is said about a document. */
function problems(document: unknown): string[] {
  const { diagnostics } = readWorkflow(JSON.stringify(document));
  return diagnostics.map(({ severity, path, message }) => `${severity} ${path.join('.')} ${message}`);
}

describe('a value of the wrong type', () => {
  test.each<readonly [field: string, value: unknown, message: string]>([
    ['until', 5, '`until` is `5`; it must be an expression, written as a text.'],
    [
      'check',
      true,
      '`check` is `true`; it must be `"after"`, `"before"`, `"before-and-after"` or `"each-step"`.',
    ],
    [
      'check',
      'aftre',
      '`check` is `"aftre"`; it must be `"after"`, `"before"`, `"before-and-after"` or `"each-step"`.',
    ],
    [
      'maxIterations',
      false,
      '`maxIterations` is `false`; it must be a whole number of at least 1, an expression, written as a text or `null`.',
    ],
    [
      'maxIterations',
      2.5,
      '`maxIterations` is `2.5`; it must be a whole number of at least 1, an expression, written as a text or `null`.',
    ],
    ['variables', ['a'], '`variables` is a list; it must be an object.'],
    ['continueAsNewEvery', 0, '`continueAsNewEvery` is `0`; it must be a whole number of at least 1.'],
    ['timeoutMs', '1s', '`timeoutMs` is `"1s"`; it must be a whole number of at least 1.'],
    ['id', 7, '`id` is `7`; it must be a text.'],
    ['skipIf', null, '`skipIf` is `null`; it must be an expression, written as a text.'],
    ['onError', 'skip', '`onError` is `"skip"`; it must be `"fail"`, `"continue"` or an object.'],
    ['outputSchema', true, '`outputSchema` is `true`; it must be a JSON Schema, which is an object.'],
    ['steps', {}, '`steps` is an empty object; it must be a list of steps.'],
  ])('%s: %j', (field, value, message) => {
    const step = { id: 'l', type: 'loop', steps: [wait], [field]: value };
    expect(problems({ steps: [step] })).toEqual([`error steps.0.${field} ${message}`]);
  });

  test('says a long text only in part', () => {
    const [first] = problems({ steps: [{ ...wait, onError: 'x'.repeat(1000) }] });
    expect(first?.length).toBeLessThan(120);
  });
});

test.each<readonly [document: unknown, message: string]>([
  [5, 'error  The document is `5`; a workflow is an object with `steps`.'],
  [{ name: 'a' }, 'error  A workflow needs `steps`, a list of at least one step.'],
  [{ steps: [null] }, 'error steps.0 This is `null`; a step must be an object with a `type`.'],
  [{ steps: [{}] }, 'error steps.0 A step needs `type`, one of loop, foreach'],
  [{ steps: [{ type: 'if' }] }, 'error steps.0 An `if` needs `cases` or `when` with `then`.'],
  [{ steps: [{ type: 'if', when: '1 > 0' }] }, 'error steps.0 An `if` needs `then`.'],
  [{ steps: [{ type: 'ask', prompt: 'Well?' }] }, 'error steps.0.type No step has the type `"ask"`'],
  [
    { steps: [{ ...wait, id: 'constructor' }] },
    'error steps.0.id `"constructor"` is no id: no expression could read it.',
  ],
  [
    { steps: [{ ...wait, retry: { maxAtempts: 2 } }] },
    'warning steps.0.retry.maxAtempts An entry of `retry` has no field `maxAtempts`. Did you mean `maxAttempts`?',
  ],
  [
    { steps: [{ ...wait, comment: 'why' }] },
    'warning steps.0.comment A `wait` has no field `comment`, so it does nothing.',
  ],
])('%j', (document, message) => {
  expect(problems(document)[0]).toContain(message);
});

test('an id that another step is given without writing it is taken', () => {
  const steps = [wait, { ...wait, id: 'wait_0' }];
  expect(problems({ steps })).toEqual([
    'error steps.1.id The id `wait_0` is taken: a `wait` without an id of its own has it too.',
  ]);
});

describe('what can be read of a wrong document', () => {
  test('keeps every step at its place', () => {
    const steps = [{ type: 'lop', id: 'a', steps: [wait] }, 4, { ...wait, id: 'b' }];
    const { outline } = readWorkflow(JSON.stringify({ steps }));
    expect(outline?.nodes.map(({ id, path }) => [id, path.join('.')])).toEqual([
      ['a', 'steps.0'],
      ['compute_1', 'steps.1'],
      ['b', 'steps.2'],
    ]);
  });

  test('has only fields of their types', () => {
    const steps = [
      { type: 'llm', prompt: 5, title: 'x', mock: [1] },
      { type: 'loop', until: 5, maxIterations: '' },
    ];
    const { workflow } = readWorkflow(JSON.stringify({ steps, name: 4 }));
    expect(workflow).toEqual({
      steps: [
        { type: 'llm', prompt: '', title: 'x', mock: [1] },
        { type: 'loop', maxIterations: '', steps: [] },
      ],
    });
  });

  test('is there while the text is broken, but only the break is reported', () => {
    const text = '{ "steps": [{ "id": "a", "type": "wait", "ms": "x" "retr": 1 }] }';
    const { outline, diagnostics } = readWorkflow(text);
    expect(outline?.nodes.map(({ id }) => id)).toEqual(['a']);
    expect(diagnostics.map(({ code }) => code)).toEqual(['json/missing-comma']);
  });

  test('is nothing without a list of steps', () => {
    expect(readWorkflow('{ "steps": {} }').workflow).toBeUndefined();
    expect(readWorkflow('').workflow).toBeUndefined();
  });
});

test('a right document of every step type has no problem', () => {
  const schema = { type: 'object', properties: { ok: { type: 'boolean' } } };
  const retry = { maxAttempts: 2, delayMs: 10, backoff: 1.5 };
  const steps = [
    {
      id: 'list',
      type: 'compute',
      value: [1, '{{ inputs.n + 1 }}'],
      title: 'Numbers',
      skipIf: 'inputs.n > 5',
    },
    {
      id: 'page',
      type: 'http',
      method: 'GET',
      url: 'https://example.org/{{ inputs.n }}',
      headers: { a: '1' },
      retry,
    },
    {
      id: 'act',
      type: 'tool',
      name: 'search',
      inputs: { q: '{{ steps.page.body }}' },
      mock: { error: 'no' },
    },
    {
      id: 'run',
      type: 'code',
      language: 'javascript',
      code: 'return inputs.a',
      inputs: { a: 1 },
      timeoutMs: 100,
    },
    {
      ...{ id: 'refine', type: 'loop', until: 'steps.review.ok', check: 'after', maxIterations: 'inputs.n' },
      ...{
        onMaxReached: 'fail',
        variables: { draft: '', twice: '{{ vars.draft + vars.total }}' },
        timeoutMs: 1000,
      },
      steps: [
        {
          id: 'review',
          type: 'llm',
          system: 'Short.',
          prompt: '{{ vars.draft }}{{ vars.twice }}',
          outputSchema: schema,
        },
        {
          type: 'set',
          values: { draft: '{{ loop.history.review.ok }}', twice: 'x', total: '{{ vars.total + 1 }}' },
        },
        {
          type: 'if',
          cases: [{ when: 'steps.review.ok', steps: [{ type: 'exit', loop: 'refine' }] }],
          else: [wait],
        },
        { type: 'next', when: 'loop.iteration > 1' },
      ],
    },
    {
      type: 'sequence',
      steps: [{ type: 'fail', message: 'No {{ steps.refine.stoppedBy }}', onError: 'continue' }],
    },
    { type: 'parallel', maxConcurrency: 2, steps: [wait, { ...wait, ms: '{{ inputs.n }}' }] },
    {
      ...{ type: 'foreach', items: 'steps.list', parallel: 2, onItemError: 'drop' },
      steps: [
        { type: 'template', template: '{{ index }} {{ item }} {{#each inputs.names}}{{ item }}{{/each}}' },
      ],
    },
  ];
  const outputs = {
    draft: '{{ steps.refine.vars.draft }}',
    last: '{{ latest("review").ok }}',
    all: '{{ vars.total }}',
  };
  const document = { inputs: { n: 3, names: ['Ada'] }, variables: { total: 0 }, seed: 1, steps, outputs };
  expect(problems(document)).toEqual([]);
});
