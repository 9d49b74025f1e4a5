import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/json/json';
import { runDocument } from '../engine/harness';

/** A document of these steps, with whatever else is given. */
const document = (steps: readonly unknown[], more: object = {}): string => JSON.stringify({ ...more, steps });

const text = (length: number): string => `{{ "x".repeat(${length}) }}`;
/** A list of `n` texts of a mebibyte each, which share their characters. */
const mebibytes = (n: number): string => `{{ range(${n}).map(i => "x".repeat(1048576)) }}`;

const failing = { mock: [{ error: 'no' }], retry: { maxAttempts: 1_000_000_000 } };

describe('a run fails with its own diagnostic when', () => {
  test.each<readonly [what: string, code: string, document: string]>([
    [
      'a value is too large',
      'expression/value-too-large',
      document([{ type: 'compute', value: mebibytes(17) }]),
    ],
    [
      'a value shares its parts millions of times',
      'expression/value-too-large',
      document([
        { id: 'a', type: 'compute', value: mebibytes(8) },
        { type: 'compute', value: '{{ range(90000).map(i => steps.a) }}' },
      ]),
    ],
    [
      'a variable grows in a loop',
      'expression/value-too-large',
      document([
        {
          type: 'loop',
          maxIterations: null,
          variables: { log: [] },
          steps: [{ type: 'set', values: { log: '{{ vars.log.concat(["x".repeat(1048576)]) }}' } }],
        },
      ]),
    ],
    [
      'the steps of a document give too much together',
      'step/outputs-too-large',
      document(Array.from({ length: 6 }, () => ({ type: 'compute', value: mebibytes(15) }))),
    ],
    [
      'the steps of one iteration give too much together',
      'step/outputs-too-large',
      document([
        {
          type: 'loop',
          steps: Array.from({ length: 6 }, () => ({ type: 'compute', value: mebibytes(15) })),
        },
      ]),
    ],
    [
      'the items of a foreach give too much together',
      'step/outputs-too-large',
      document([
        {
          type: 'foreach',
          items: 'range(100)',
          onItemError: 'continue',
          steps: [{ type: 'compute', value: mebibytes(15) }],
        },
      ]),
    ],
    [
      'mocked answers give too much together',
      'step/outputs-too-large',
      document(
        Array.from({ length: 70 }, () => ({ type: 'llm', prompt: text(1_000_000), mock: text(1_000_000) })),
      ),
    ],
    [
      'loops inside an iteration give too much together',
      'step/outputs-too-large',
      document(
        Array.from({ length: 6 }, () => ({
          type: 'loop',
          maxIterations: 1,
          steps: [{ type: 'compute', value: mebibytes(15) }],
        })),
      ),
    ],
    [
      'there are too many items',
      'foreach/too-many-items',
      document([
        { id: 'c', type: 'code', code: 'return Array(100001).fill(0)' },
        { type: 'foreach', items: 'steps.c', steps: [] },
      ]),
    ],
    [
      'too many items are under way at once',
      'parallel/too-many',
      document([
        { type: 'foreach', items: 'range(10001)', parallel: true, steps: [{ type: 'wait', ms: 1 }] },
      ]),
    ],
    [
      'items within items are too many at once',
      'parallel/too-many',
      document([
        {
          type: 'foreach',
          items: 'range(200)',
          parallel: true,
          steps: [
            { type: 'foreach', items: 'range(100)', parallel: true, steps: [{ type: 'wait', ms: 1000 }] },
          ],
        },
      ]),
    ],
    [
      'an iteration makes attempts without end',
      'step/too-many-attempts',
      document([{ type: 'loop', steps: [{ type: 'tool', name: 't', ...failing }] }]),
    ],
    [
      'a text is too long',
      'expression/string-too-long',
      document([{ type: 'template', template: text(1048577) }]),
    ],
    [
      'a list is too long',
      'expression/list-too-long',
      document([{ type: 'compute', value: '{{ range(100001) }}' }]),
    ],
    [
      'an expression takes too many steps',
      'expression/fuel',
      document([{ type: 'compute', value: '{{ range(1000).map(a => range(1000).map(b => 1)) }}' }]),
    ],
    [
      'very many templates take too many steps together',
      'expression/fuel',
      document([
        {
          type: 'compute',
          value: Array.from({ length: 2000 }, () => '{{ range(99000).filter(x => x > 5).length }}'),
        },
      ]),
    ],
    [
      'very many lists take too many steps together',
      'expression/fuel',
      document([{ type: 'compute', value: Array.from({ length: 2000 }, () => '{{ range(99000).length }}') }]),
    ],
    [
      'a value nests too deeply',
      'expression/value-too-deep',
      document([
        {
          type: 'loop',
          maxIterations: null,
          variables: { v: 1 },
          steps: [{ type: 'set', values: { v: '{{ [vars.v] }}' } }],
        },
      ]),
    ],
    [
      'code takes too much memory',
      'code/memory',
      document([{ type: 'code', code: 'const all = []; for (;;) all.push(new Uint8Array(1 << 20));' }]),
    ],
    ['code takes too long', 'code/timeout', document([{ type: 'code', code: 'for (;;);' }])],
    [
      'code calls itself without end',
      'code/stack',
      document([{ type: 'code', code: 'const f = () => f() + 1; return f()' }]),
    ],
    [
      'code gives too much',
      'code/too-large',
      document([{ type: 'code', code: 'return "x".repeat(5000000)' }]),
    ],
    [
      'a limit of a loop is a huge value',
      'loop/bad-limit',
      document([
        { id: 'a', type: 'compute', value: mebibytes(8) },
        { type: 'loop', maxIterations: 'range(90000).map(i => steps.a)', steps: [] },
      ]),
    ],
    [
      'until gives a huge value',
      'loop/until-not-boolean',
      document([
        { id: 'a', type: 'compute', value: mebibytes(8) },
        { type: 'loop', until: 'range(90000).map(i => steps.a)', steps: [] },
      ]),
    ],
    [
      'a mocked error is too long for a message',
      'expression/string-too-long',
      document([{ type: 'tool', name: 't', mock: { error: mebibytes(2) } }]),
    ],
    [
      'a mocked answer is too long for a text',
      'expression/string-too-long',
      document([{ type: 'llm', prompt: 'p', mock: mebibytes(2) }]),
    ],
  ])('%s', { timeout: 60_000 }, async (_what, code, source) => {
    const { run } = await runDocument(source);
    expect(run.status).toBe('failed');
    expect(run.error?.code).toBe(code);
    expect(run.error?.message.length).toBeLessThan(1000);
  });
});

describe('what the limits allow is done', () => {
  test.each<readonly [what: string, outputs: Json, document: string]>([
    [
      '100,000 items',
      100_000,
      document([{ id: 'f', type: 'foreach', items: 'range(100000)', steps: [] }], {
        outputs: { count: '{{ steps.f.count }}' },
      }),
    ],
    [
      '10,000 items at once, twice',
      10_000,
      document(
        [1, 2].map((n) => ({
          id: `f${n}`,
          type: 'foreach',
          items: 'range(10000)',
          parallel: true,
          steps: [],
        })),
        { outputs: { count: '{{ steps.f2.count }}' } },
      ),
    ],
    [
      'more over all iterations than one may give',
      10,
      document(
        [{ id: 'l', type: 'loop', maxIterations: 10, steps: [{ type: 'compute', value: mebibytes(15) }] }],
        { outputs: { count: '{{ steps.l.iterations }}' } },
      ),
    ],
  ])('%s', { timeout: 60_000 }, async (_what, count, source) => {
    const { run } = await runDocument(source);
    expect(run.outputs).toEqual({ count });
  });
});

test('what is no answer of until is kept in words when it is large', async () => {
  const { records } = await runDocument(
    document([{ type: 'loop', until: 'range(90000)', maxIterations: 1, steps: [] }], {
      semantics: 'smithers',
    }),
  );
  const verdicts = records.flatMap((record) => (record.type === 'iteration' ? [record.verdict] : []));
  expect(verdicts).toEqual(['a list of 90000']);
});

test('a step that gives too much can be caught like any that fails', async () => {
  const steps = Array.from({ length: 6 }, (_, i) => ({
    id: `c${i}`,
    type: 'compute',
    value: mebibytes(15),
    onError: 'continue',
  }));
  const { run } = await runDocument(document(steps));
  expect(run.status).toBe('completed');
  expect(run.outputs).toBeNull();
});

test('steps may be called what objects inherit', async () => {
  const names = ['toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf', 'toLocaleString'];
  const cases = [
    { when: 'loop.iteration == 1', steps: names.map((id) => ({ id, type: 'compute', value: 1 })) },
  ];
  const source = document([
    {
      id: 'l',
      type: 'loop',
      maxIterations: 2,
      steps: [
        { type: 'if', cases },
        { id: 'last', type: 'wait', ms: 5 },
      ],
    },
  ]);
  const whole = await runDocument(source);
  expect(Object.keys(whole.run.steps)).toEqual(['l', ...names, 'last']);
  const iterations = whole.records.filter((record) => record.type === 'iteration');
  expect(iterations.map(({ outputs }) => Object.keys(outputs))).toEqual([['last'], [...names, 'last']]);
});
