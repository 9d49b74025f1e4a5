import { describe, expect, test } from 'vitest';
import type { Run } from '../../src/engine';
import type { Step, Workflow } from '../../src/workflow/types';
import { runDocument } from './harness';

type Row = readonly [rule: number, says: string, document: Workflow, expected: Record<string, unknown>];

const loop = (id: string, steps: readonly Step[], more: object = {}): Step => ({
  id,
  type: 'loop',
  maxIterations: 2,
  steps,
  ...more,
});
const compute = (id: string, value: string, more: object = {}): Step => ({
  id,
  type: 'compute',
  value: `{{${value}}}`,
  ...more,
});
const fail = (id: string, more: object = {}): Step => ({ id, type: 'fail', message: `no ${id}`, ...more });
const foreach = (id: string, items: string, steps: readonly Step[], more: object = {}): Step => ({
  id,
  type: 'foreach',
  items,
  steps,
  ...more,
});
const set = (id: string, name: string, value: string): Step => ({
  id,
  type: 'set',
  values: { [name]: `{{${value}}}` },
});
const tool = (id: string, mock: Extract<Step, { type: 'tool' }>['mock'], more: object = {}): Step => ({
  id,
  type: 'tool',
  name: 't',
  ...(mock !== undefined && { mock }),
  ...more,
});
const all = (id: string, steps: readonly Step[], more: object = {}): Step => ({
  id,
  type: 'parallel',
  steps,
  ...more,
});

const rows: readonly Row[] = [
  [
    1,
    'outputs of a loop are found by name at any depth',
    {
      steps: [loop('o', [loop('i', [compute('x', 'loop.iteration')])])],
      outputs: {
        deep: '{{steps.o.outputs.map(o => o.i.outputs.length)}}',
        keys: '{{keys(steps.o)}}',
        text: '{{json(steps.o.last.i)}}',
      },
    },
    {
      outputs: {
        deep: [2, 2],
        keys: ['iterations', 'stoppedBy', 'last', 'vars'],
        text: '{"iterations":2,"stoppedBy":"max","last":{"x":1},"vars":{}}',
      },
    },
  ],
  [
    1,
    'a loop used whole equals what it shows and is stored without its list',
    {
      variables: { kept: null },
      steps: [
        loop('l', [compute('x', '1')]),
        set('s', 'kept', 'steps.l'),
        compute('c', 'vars.kept == steps.l && vars.kept.outputs == null'),
      ],
    },
    { outputs: true, steps: { l: { iterations: 2, stoppedBy: 'max', last: { x: 1 }, vars: {} } } },
  ],
  [
    2,
    'skipped and failed steps stand as null, and look-ups pass over them',
    {
      steps: [
        loop('l', [
          compute('x', 'loop.iteration', { skipIf: 'loop.iteration == 1' }),
          fail('f', { onError: 'continue' }),
          fail('r', { onError: { output: 7 } }),
        ]),
      ],
      outputs: {
        last: '{{steps.l.last}}',
        n: '{{[iterationCount("x"), iterationCount("f"), iterationCount("r")]}}',
        x: '{{latest("x")}}',
      },
    },
    { outputs: { last: { x: null, f: null, r: 7 }, n: [1, 0, 2], x: 0 } },
  ],
  [
    2,
    'what leaves a loop and what waits appear in its outputs',
    {
      steps: [
        loop('l', [
          { id: 'w', type: 'wait', ms: 1 },
          { id: 'e', type: 'exit' },
        ]),
      ],
      outputs: { last: '{{steps.l.last}}', n: '{{iterationCount("w")}}' },
    },
    { outputs: { last: { w: null, e: { taken: true } }, n: 1 } },
  ],
  [
    3,
    'exists looks at this iteration only',
    {
      steps: [
        loop('l', [compute('x', '1', { skipIf: 'loop.iteration == 1' }), compute('seen', 'exists("x")')]),
      ],
      outputs: { y: '{{steps.l.outputs.map(o => o.seen)}}' },
    },
    { outputs: { y: [true, false] } },
  ],
  [
    4,
    'a failed run tells the latest output of all steps that ended, items in their order',
    {
      steps: [
        foreach('e', '[3, 1]', [{ id: 'w', type: 'wait', ms: '{{item * 10}}' }, compute('x', 'item')], {
          parallel: true,
        }),
        { id: 'q', type: 'sequence', steps: [compute('y', '2')] },
        fail('f'),
      ],
    },
    { status: 'failed', outputs: null, steps: { e: { count: 2 }, w: null, x: 1, y: 2 } },
  ],
  [
    5,
    'the last entry gives the result, a sequence null',
    { steps: [{ id: 'q', type: 'sequence', steps: [compute('y', '2')] }] },
    { outputs: null },
  ],
  [
    5,
    'an if can be read but is not counted',
    {
      steps: [
        { id: 'b', type: 'if', when: 'false', then: [compute('x', '1')], else: [compute('y', '2')] },
        compute('z', '[steps.b.branch, exists("b"), iterationCount("b")]'),
      ],
    },
    { outputs: ['else', false, 0] },
  ],
  [
    6,
    'count follows drop, and listed items are templates',
    {
      inputs: { n: 5 },
      steps: [
        {
          id: 'e',
          type: 'foreach',
          items: ['{{inputs.n}}', 'b'],
          onItemError: 'drop',
          steps: [compute('x', 'item == "b" ? fail("no") : item')],
        },
      ],
    },
    { outputs: { outputs: [{ x: 5 }], count: 1 } },
  ],
  [
    7,
    'loops an error passes are stopped by it, loops left on the way by exit, skipped ones absent',
    {
      steps: [
        loop('o', [loop('i', [{ id: 'e', type: 'exit', loop: 'o', when: 'true' }])]),
        loop('s', [compute('x', '1')], { skipIf: 'true' }),
        loop('p', [loop('q', [fail('f')])]),
      ],
    },
    {
      status: 'failed',
      loops: [
        { address: 'o', iterations: 1, stoppedBy: 'exit' },
        { address: 'o[0]/i', iterations: 1, stoppedBy: 'exit' },
        { address: 'p', stoppedBy: 'error' },
        { address: 'p[0]/q', stoppedBy: 'error' },
      ],
    },
  ],
  [
    8,
    'attempts count from 1, and only models have a prompt',
    {
      steps: [
        { id: 'm', type: 'llm', prompt: 'p', mock: [{ error: 'e' }, 'ok'], retry: { maxAttempts: 2 } },
        tool('t', 1),
        { id: 'w', type: 'wait', ms: 1 },
      ],
    },
    {
      calls: [
        { stepId: 'm', address: 'm', attempt: 1, prompt: 'p' },
        { stepId: 'm', address: 'm', attempt: 2, prompt: 'p' },
        { stepId: 't', address: 't', attempt: 1 },
      ],
    },
  ],
  [
    9,
    'ids that are left out follow type and place',
    {
      steps: [
        {
          type: 'if',
          when: 'true',
          then: [{ type: 'loop', maxIterations: 1, steps: [{ type: 'compute', value: 1 }] }],
          else: [{ type: 'compute', value: 2 }],
        },
      ],
    },
    { steps: { loop_0_cases_0_0: { iterations: 1 }, compute_0_cases_0_0_0: 1 } },
  ],
  [
    10,
    'each-step does not count the iteration that goes on',
    {
      steps: [
        loop('l', [compute('x', '1'), compute('y', '1')], {
          check: 'each-step',
          until: 'loop.outputs.length == 1 && exists("x")',
          maxIterations: 9,
        }),
      ],
    },
    { outputs: { iterations: 1, stoppedBy: 'until', last: { x: 1, y: 1 } } },
  ],
  [
    11,
    'of two loops that check after each step the inner one ends first',
    {
      steps: [
        loop(
          'o',
          [
            loop('i', [compute('x', '1')], { check: 'each-step', until: 'exists("x")' }),
            compute('after', '1'),
          ],
          { check: 'each-step', until: 'latest("x") == 1' },
        ),
      ],
    },
    {
      steps: { i: { stoppedBy: 'until' }, o: { last: { i: { iterations: 1 } } } },
      loops: [{ stoppedBy: 'until' }, { stoppedBy: 'until' }],
    },
  ],
  [
    12,
    'an error of a check passes what is inside the loop',
    {
      steps: [
        loop(
          'l',
          [
            foreach(
              'e',
              '[1]',
              [{ id: 'q', type: 'sequence', steps: [compute('x', '1')], onError: 'continue' }],
              { onItemError: 'continue', onError: 'continue' },
            ),
          ],
          { check: 'each-step', until: 'exists("e") || latest("x") == 1 ? 5 : false', onError: 'continue' },
        ),
        compute('z', 'errors.l.code'),
      ],
    },
    { outputs: 'loop/until-not-boolean', loops: [{ stoppedBy: 'error' }] },
  ],
  [
    13,
    'a check inside a sibling sees the sets of that sibling',
    {
      variables: { v: 0 },
      steps: [
        loop(
          'l',
          [
            all('p', [
              { id: 'q', type: 'sequence', steps: [set('s', 'v', '1'), compute('x', '1')] },
              compute('y', '1'),
            ]),
          ],
          { check: 'each-step', until: 'vars.v == 1 && !exists("y")' },
        ),
      ],
    },
    { outputs: { stoppedBy: 'until', last: { s: { v: 1 }, y: 1 } } },
  ],
  [
    17,
    'a limit is read after each iteration; loop.maxIterations reads it, too',
    {
      variables: { n: 5 },
      steps: [
        loop('l', [set('s', 'n', '2'), compute('m', 'loop.maxIterations')], { maxIterations: 'vars.n' }),
      ],
    },
    { outputs: { iterations: 2, stoppedBy: 'max', last: { m: 2 } } },
  ],
  [
    17,
    'a limit below 1 is an error',
    { steps: [loop('l', [compute('x', '1')], { maxIterations: '0 * 1' })] },
    { status: 'failed', error: { code: 'loop/bad-limit' } },
  ],
  [
    18,
    'initial values see those before them and what is around the loop',
    {
      variables: { a: 1, b: '{{vars.a + 1}}' },
      steps: [
        loop('l', [compute('x', 'vars.c')], { variables: { c: '{{vars.a * 10}}', a: 5, d: '{{vars.a}}' } }),
      ],
    },
    { outputs: { vars: { c: 10, a: 5, d: 5 }, last: { x: 10 } } },
  ],
  [
    19,
    'at the limit a loop that checks before is not asked again',
    { steps: [loop('l', [compute('x', '1')], { check: 'before', until: 'loop.iteration == 2' })] },
    { outputs: { iterations: 2, stoppedBy: 'max' } },
  ],
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
    const { run }: { run: Run } = await runDocument(document);
    expect(run).toMatchObject(expected);
  });

  test('4: steps that never ended and transparent steps are absent', async () => {
    const { run } = await runDocument({
      steps: [all('p', [compute('x', '1')]), loop('l', [compute('y', '1'), fail('f'), compute('z', '1')])],
    });
    expect(run.steps).toEqual({ x: 1, y: 1 });
  });

  test('7: loops are sorted by number, not by text', async () => {
    const { run } = await runDocument({
      steps: [loop('o', [loop('i', [compute('x', '1')], { maxIterations: 1 })], { maxIterations: 11 })],
    });
    expect(run.loops.map(({ address }) => address).slice(2, 4)).toEqual(['o[1]/i', 'o[2]/i']);
    expect(run.loops.at(-1)?.address).toBe('o[10]/i');
  });

  test('25: one at a time, what follows a failure is not started', async () => {
    const { run } = await runDocument({
      steps: [all('q', [fail('g'), compute('y', '1')], { maxConcurrency: 1, onError: 'continue' })],
    });
    expect(run.steps).toEqual({});
  });
});
