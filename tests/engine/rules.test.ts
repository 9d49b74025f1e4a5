import { describe, expect, test } from 'vitest';
import type { Workflow } from '../../src/workflow/types';
import { all, compute, fail, foreach, loop, set, tool } from './build-steps';
import { runChain, runDocument } from './harness';

type Row = readonly [rule: number, says: string, document: Workflow, expected: Record<string, unknown>];

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
    20,
    'outputs of the loop that continues are those of the last link, everything else is carried whole',
    {
      variables: { n: 0 },
      steps: [
        loop('o', [
          loop('i', [compute('x', 'loop.iteration'), set('s', 'n', 'vars.n + 1')], {
            maxIterations: 5,
            continueAsNewEvery: 2,
          }),
          compute('seen', '[iterationCount("x"), steps.i.outputs.length, loop.outputs.length]'),
        ]),
      ],
      outputs: {
        n: '{{vars.n}}',
        seen: '{{steps.o.outputs.map(each => each.seen)}}',
        x: '{{outputs("x")}}',
        i: '{{steps.o.last.i.iterations}}',
        last: '{{steps.o.outputs.map(each => each.i.outputs.map(one => one.x))}}',
      },
    },
    {
      outputs: {
        n: 10,
        seen: [
          [5, 1, 0],
          [5, 1, 1],
        ],
        x: [0, 1, 2, 3, 4],
        i: 5,
        last: [[4], [4]],
      },
    },
  ],
  [
    20,
    'loop.outputs starts anew with each link, the limit counts the whole chain',
    {
      steps: [
        loop('l', [compute('x', 'loop.outputs.length')], {
          maxIterations: 5,
          continueAsNewEvery: 2,
          until: 'loop.outputs.length > 2',
        }),
      ],
    },
    { outputs: { iterations: 5, stoppedBy: 'max', last: { x: 0 } } },
  ],
  [
    20,
    'calls and loops are those of the link itself, open loops included; calls are numbered over the chain',
    {
      steps: [
        loop('done', [compute('x', '1')]),
        loop(
          'o',
          [loop('i', [tool('t', ['a', 'b', 'c', 'd'])], { maxIterations: 3, continueAsNewEvery: 2 })],
          {
            maxIterations: 1,
          },
        ),
      ],
      outputs: { all: '{{outputs("t")}}', last: '{{latest("t")}}' },
    },
    {
      outputs: { all: ['a', 'b', 'c'], last: 'c' },
      calls: [{ stepId: 't', address: 'o[0]/i[2]/t', attempt: 1 }],
      loops: [
        { address: 'o', id: 'o', iterations: 1, stoppedBy: 'max' },
        { address: 'o[0]/i', id: 'i', iterations: 3, stoppedBy: 'max' },
      ],
      counts: { calls: 1 },
    },
  ],
];

describe('rules', () => {
  test.each(rows)('%i: %s', async (_rule, _says, document, expected) => {
    const chain = await runChain(document);
    expect(chain.at(-1)?.run).toMatchObject(expected);
  });

  test('4: steps that never ended and transparent steps are absent', async () => {
    const { run } = await runDocument({
      steps: [all('p', [compute('x', '1')]), loop('l', [compute('y', '1'), fail('f'), compute('z', '1')])],
    });
    expect(run.steps).toEqual({ x: 1, y: 1 });
  });

  test('20: a link that closes tells its loops as open', async () => {
    const { run } = await runDocument({
      steps: [loop('done', [compute('x', '1')]), loop('l', [compute('y', '1')], { continueAsNewEvery: 1 })],
    });
    expect(run).toMatchObject({ status: 'continued', outputs: null });
    expect(run.loops).toEqual([
      { address: 'done', id: 'done', iterations: 2, stoppedBy: 'max' },
      { address: 'l', id: 'l', iterations: 1 },
    ]);
  });

  test('7: loops are sorted by number, not by text', async () => {
    const { run } = await runDocument({
      steps: [loop('o', [loop('i', [compute('x', '1')], { maxIterations: 1 })], { maxIterations: 11 })],
    });
    expect(run.loops.map(({ address }) => address).slice(2, 4)).toEqual(['o[1]/i', 'o[2]/i']);
    expect(run.loops.at(-1)?.address).toBe('o[10]/i');
  });
});
