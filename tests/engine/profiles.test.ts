import { describe, expect, test } from 'vitest';
import type { Run } from '../../src/engine';
import type { Json } from '../../src/json/json';
import type { SemanticsName, Step, Workflow } from '../../src/workflow/types';
import { readWorkflow } from '../../src/workflow/validate';
import { runDocument } from './harness';

/** What happens under playground, smithers, dify and conductor, in this order. */
type Four = readonly [playground: Json, smithers: Json, dify: Json, conductor: Json];

const names: readonly SemanticsName[] = ['playground', 'smithers', 'dify', 'conductor'];
const note: Step = { id: 'x', type: 'compute', value: '{{loop.iteration}}' };
const count: Step = { id: 'y', type: 'compute', value: 'y' };

function looping(more: object, steps: readonly Step[] = [note, count]): Workflow {
  return { steps: [{ id: 'l', type: 'loop', until: 'false', maxIterations: 3, steps, ...more }] };
}

const ending = ({ status, error, loops: [loop] }: Run): string =>
  status === 'failed' ? (error?.code ?? '') : `${loop?.stoppedBy} ${loop?.iterations}`;

const ran: readonly (readonly [row: string, document: Workflow, expected: Four])[] = [
  [
    'check before the first iteration',
    looping({ until: 'true' }),
    ['until 1', 'until 0', 'until 0', 'until 1'],
  ],
  [
    'check before a later iteration sees its number',
    looping({ until: 'loop.iteration == 1 && !exists("x")' }),
    ['max 3', 'max 3', 'until 1', 'max 3'],
  ],
  [
    'check after each step',
    looping({ until: 'exists("x") && !exists("y")' }),
    ['max 3', 'until 1', 'max 3', 'max 3'],
  ],
  [
    'check after each iteration',
    looping({ until: 'exists("y")' }),
    ['until 1', 'until 1', 'until 1', 'until 1'],
  ],
  [
    'a written check wins',
    looping({ until: 'true', check: 'before' }),
    ['until 0', 'until 0', 'until 0', 'until 0'],
  ],
  [
    'stops on the text true',
    looping({ until: '"true"' }),
    ['loop/until-not-boolean', 'until 0', 'loop/until-not-boolean', 'max 3'],
  ],
  [
    'stops on 1',
    looping({ until: '1' }),
    ['loop/until-not-boolean', 'until 0', 'loop/until-not-boolean', 'max 3'],
  ],
  [
    'stops on the text 1',
    looping({ until: '"1"' }),
    ['loop/until-not-boolean', 'until 0', 'loop/until-not-boolean', 'max 3'],
  ],
  [
    'another text',
    looping({ until: '"yes"' }),
    ['loop/until-not-boolean', 'max 3', 'loop/until-not-boolean', 'max 3'],
  ],
  [
    'an object',
    looping({ until: 'inputs' }),
    ['loop/until-not-boolean', 'max 3', 'loop/until-not-boolean', 'max 3'],
  ],
  [
    'nothing is not yet',
    looping({ until: 'loop.history.x == 0 ? null : undefined' }),
    ['max 3', 'max 3', 'max 3', 'max 3'],
  ],
  [
    'until throws after',
    looping({ until: 'exists("y") ? fail("no") : false' }),
    ['expression/fail', 'expression/fail', 'expression/fail', 'max 3'],
  ],
  [
    'until throws before',
    looping({ until: 'exists("y") ? false : fail("no")', check: 'before' }),
    ['expression/fail', 'expression/fail', 'max 3', 'max 3'],
  ],
  ['at the limit', looping({}), ['max 3', 'max 3', 'max 3', 'max 3']],
  [
    'a written onMaxReached wins',
    looping({ onMaxReached: 'fail' }),
    ['loop/max-iterations', 'loop/max-iterations', 'loop/max-iterations', 'loop/max-iterations'],
  ],
  [
    'a computed limit that is the largest',
    looping({ maxIterations: '50 + 50', until: 'exists("x") && loop.iteration == 1' }),
    ['until 2', 'until 2', 'until 2', 'until 2'],
  ],
  [
    'a computed limit above it',
    looping({ maxIterations: '50 + 51', until: 'loop.iteration == 3' }),
    ['until 4', 'until 4', 'loop/bad-limit', 'loop/bad-limit'],
  ],
  [
    'exit leaves at once',
    looping({}, [note, { id: 'e', type: 'exit' }, count]),
    ['exit 1', 'exit 1', 'exit 1', 'exit 1'],
  ],
  [
    'variables, history and outputs are carried',
    {
      steps: [
        {
          id: 'l',
          type: 'loop',
          until: 'vars.v == 2 && loop.history.x == 0 && loop.outputs.length >= 1',
          maxIterations: 5,
          variables: { v: 0 },
          steps: [note, { id: 's', type: 'set', values: { v: '{{vars.v + 1}}' } }],
        },
      ],
    },
    ['until 2', 'until 2', 'until 2', 'until 2'],
  ],
];

const read: readonly (readonly [row: string, document: Workflow, expected: Four])[] = [
  [
    'until left out',
    { steps: [{ type: 'loop', maxIterations: 3, steps: [note] }] },
    [null, 'loop/until-missing', null, 'loop/until-missing'],
  ],
  [
    'maxIterations left out',
    { steps: [{ type: 'loop', until: 'exists("x")', steps: [note] }] },
    [null, null, 'loop/limit-missing', 'loop/limit-missing'],
  ],
  [
    'a limit of 101',
    looping({ until: 'exists("x")', maxIterations: 101 }),
    [null, null, 'loop/limit-too-large', 'loop/limit-too-large'],
  ],
  [
    'a loop directly in a loop',
    looping({ until: 'exists("i")' }, [
      { id: 'i', type: 'loop', until: 'exists("x")', maxIterations: 2, steps: [note] },
    ]),
    [null, 'loop/nested-directly', null, 'loop/nested-directly'],
  ],
];

describe.each(names.map((semantics, i) => [semantics, i] as const))(
  'under the rules of %s',
  (semantics, i) => {
    test.each(ran)('%s', async (_row, document, expected) => {
      const { run } = await runDocument({ ...document, semantics });
      expect(ending(run)).toBe(expected[i]);
    });

    test.each(read)('%s', (_row, document, expected) => {
      const { diagnostics } = readWorkflow(JSON.stringify({ ...document, semantics }));
      const error = diagnostics.find(({ severity }) => severity === 'error');
      expect(error?.code ?? null).toBe(expected[i]);
    });

    test.each([
      ['a failing step', {}, [1, 10, 1, 2]],
      ['one with an outputSchema', { outputSchema: { type: 'number' } }, [1, 10, 1, 3]],
      ['one that says so itself', { retry: { maxAttempts: 4 } }, [4, 4, 4, 4]],
    ] as const)('attempts of %s', async (_row, more, expected) => {
      const { run } = await runDocument({
        semantics,
        steps: [{ id: 't', type: 'tool', name: 't', mock: { error: 'no' }, ...more }],
      });
      expect(run.calls).toHaveLength(expected[i] ?? 0);
    });
  },
);

test('an omitted limit is 5 where it may be omitted', async () => {
  const run = async (semantics: SemanticsName): Promise<string> =>
    ending((await runDocument({ semantics, steps: [{ type: 'loop', until: 'false', steps: [note] }] })).run);
  expect(await run('playground')).toBe('max 5');
  expect(await run('smithers')).toBe('max 5');
});

test('a latched until stays true though what it read has changed', async () => {
  // The sibling that turned it true loses against one that fails; then the variable is set back.
  const steps: readonly Step[] = [
    {
      id: 'p',
      type: 'parallel',
      onError: 'continue',
      steps: [
        { id: 'on', type: 'set', values: { stop: true } },
        { id: 'f', type: 'fail', message: 'no' },
      ],
    },
    { id: 'late', type: 'compute', value: 1 },
  ];
  const document: Workflow = {
    steps: [
      {
        id: 'l',
        type: 'loop',
        until: 'vars.stop && !exists("p") && errors.p == null',
        check: 'each-step',
        maxIterations: 1,
        variables: { stop: false },
        steps,
      },
    ],
  };
  const latched = await runDocument({ ...document, semantics: 'smithers' });
  expect(latched.run.outputs).toMatchObject({ stoppedBy: 'until', last: { on: { stop: true } } });
  expect(latched.run.steps).not.toHaveProperty('late');
  const free = await runDocument({ ...document, semantics: 'playground' });
  expect(free.run.outputs).toMatchObject({ stoppedBy: 'max', last: { late: 1 } });
});
