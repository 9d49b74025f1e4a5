import { describe, expect, test } from 'vitest';
import type { Workflow } from '../../src/workflow/types';
import { all, compute, fail, foreach, loop, set, tool } from './build-steps';
import { runDocument } from './harness';

type Row = readonly [rule: number, says: string, document: Workflow, expected: Record<string, unknown>];

const rows: readonly Row[] = [
  [
    21,
    'a foreach counts anew when entered, all items from outside, its own from inside',
    {
      steps: [
        loop('l', [
          foreach(
            'e',
            '[1, 2]',
            [compute('x', 'item'), compute('n', 'iterationCount("x")'), fail('f', { skipIf: 'item == 1' })],
            { onItemError: 'drop' },
          ),
          compute('seen', 'outputs("x")'),
        ]),
      ],
      outputs: { seen: '{{steps.l.last.seen}}', n: '{{latest("n")}}' },
    },
    { outputs: { seen: [1, 2], n: 1 } },
  ],
  [
    22,
    'seen from outside only the last iteration of an outer loop counts',
    {
      steps: [loop('o', [loop('i', [compute('x', '1')], { skipIf: 'loop.iteration == 1' })])],
      outputs: { n: '{{iterationCount("x")}}' },
    },
    { outputs: { n: 0 } },
  ],
  [
    23,
    'siblings see earlier iterations of each other only',
    {
      steps: [
        loop('l', [
          all(
            'p',
            [compute('x', 'loop.iteration'), compute('y', '[latest("x"), exists("x"), outputs("x")]')],
            { maxConcurrency: 1 },
          ),
        ]),
      ],
    },
    { outputs: { last: { y: [0, false, [0]] } } },
  ],
  [
    24,
    'one at a time is still side by side; only parallel: false shares sets',
    {
      variables: { v: 0 },
      steps: [
        foreach('a', '[1, 2]', [set('s', 'v', 'vars.v + 1')], { parallel: 1 }),
        foreach('b', '[1, 2]', [set('t', 'v', 'vars.v + 1')]),
      ],
    },
    { steps: { s: { v: 1 }, t: { v: 3 } } },
  ],
  [
    25,
    'the first ones count as started whatever happens; one at a time stops',
    {
      steps: [
        all('p', [fail('f'), compute('x', '1')], { onError: 'continue' }),
        all('q', [fail('g'), compute('y', '1')], { maxConcurrency: 1, onError: 'continue' }),
      ],
    },
    { status: 'completed', steps: { x: 1 } },
  ],
  [
    26,
    'sets of failed siblings count, the later sibling wins',
    {
      variables: { v: 0 },
      steps: [
        foreach('e', '[1, 2]', [set('s', 'v', 'item * 10'), set('t', 'v', 'vars.v + 1'), fail('f')], {
          parallel: true,
          onItemError: 'drop',
        }),
        compute('x', 'vars.v'),
      ],
    },
    { outputs: 21 },
  ],
  [
    27,
    'parallel items take turns in the numbering of calls',
    {
      steps: [
        tool('a', 0),
        foreach(
          'e',
          '[1, 2]',
          [
            tool('t', [0, 1, { error: '2' }, 3, 4, 5, 6], { retry: { maxAttempts: 2 } }),
            loop('l', [tool('u', [0, 1, 2, 3])]),
          ],
          { parallel: true },
        ),
      ],
      outputs: { u: '{{outputs("u")}}', t: '{{outputs("t")}}' },
    },
    { outputs: { u: [0, 2, 1, 3], t: [0, 1] } },
  ],
  [
    28,
    'fail is caught around it',
    {
      steps: [
        { id: 'q', type: 'sequence', steps: [fail('f')], onError: 'continue' },
        compute('x', 'errors.q'),
      ],
    },
    { outputs: { code: 'step/fail', message: 'no f' } },
  ],
  [
    29,
    'the replacement may read its error; a broken skipIf is an error of its step',
    { steps: [compute('x', '1', { skipIf: 'fail("why")', onError: { output: '{{errors.x.message}}' } })] },
    { outputs: 'why' },
  ],
  [
    30,
    'what cannot be rendered is not asked',
    { steps: [{ id: 'm', type: 'llm', prompt: '{{fail("no")}}', mock: 'x', retry: { maxAttempts: 3 } }] },
    { status: 'failed', calls: [] },
  ],
  [
    30,
    'a written retry takes the place of that of the rule book',
    { semantics: 'conductor', steps: [tool('t', { error: 'e' }, { retry: {} })] },
    { status: 'failed', calls: [{ attempt: 1 }] },
  ],
  [
    31,
    'a tool whose answer does not fit is asked again; replacements are not checked',
    {
      steps: [
        tool('t', ['no', 5], { outputSchema: { type: 'number' }, retry: { maxAttempts: 2 } }),
        tool('u', 'no', { outputSchema: { type: 'number' }, onError: { output: 'text' } }),
      ],
    },
    { steps: { t: 5, u: 'text' } },
  ],
  [
    32,
    'the first container in a text counts',
    {
      steps: [
        {
          id: 'm',
          type: 'llm',
          prompt: 'p',
          mock: '5 of 10: {"a": 1} [2]',
          outputSchema: { type: 'object' },
        },
      ],
    },
    { outputs: { a: 1 } },
  ],
  [
    33,
    'answers become text; entries of a list are literal; an only error fails, an empty list is no mock',
    {
      steps: [
        { id: 'm', type: 'llm', prompt: 'p', mock: { a: [1] } },
        tool('t', ['{{1}}']),
        tool('e', { error: '{{1 + 1}}' }, { onError: { output: '{{errors.e.message}}' } }),
        { id: 'n', type: 'llm', prompt: 'p', mock: [] },
      ],
    },
    { steps: { m: { response: '{"a":[1]}' }, t: '{{1}}', e: '2', n: { response: 're: p' } } },
  ],
];

describe('rules', () => {
  test.each(rows)('%i: %s', async (_rule, _says, document, expected) => {
    const { run } = await runDocument(document);
    expect(run).toMatchObject(expected);
  });

  test('25: one at a time, what follows a failure is not started', async () => {
    const { run } = await runDocument({
      steps: [all('q', [fail('g'), compute('y', '1')], { maxConcurrency: 1, onError: 'continue' })],
    });
    expect(run.steps).toEqual({});
  });
});
