import { expect, test } from 'vitest';
import { examples } from '../../src/examples';
import type { Workflow } from '../../src/workflow/types';
import { all, compute, fail, foreach, loop, set, tool } from './build-steps';
import { expectSameChainCutAnywhere } from './cuts';

// The monitor never ends: below it is given an end.
const finite = examples.filter(({ id }) => id !== 'monitor');

test.each(finite.map((example) => [example.id, example] as const))(
  '%s, cut after every record, ends the same',
  { timeout: 30_000 },
  async (_, example) => {
    const chain = await expectSameChainCutAnywhere(await example.load());
    expect(chain).toHaveLength(1);
  },
);

const chains: readonly (readonly [says: string, links: number, document: Workflow])[] = [
  [
    'history, look-ups, answers and random numbers over the seam',
    3,
    {
      variables: { total: 0 },
      steps: [
        loop(
          'l',
          [
            tool('t', [1, { error: 'no' }, 3, 4], { retry: { maxAttempts: 2, delayMs: 10 } }),
            compute('x', '[loop.history.x[0] ?? 0, random(1, 99), iterationCount("t"), latest("t")]'),
            set('s', 'total', 'vars.total + steps.t'),
            { id: 'w', type: 'wait', ms: 5 },
          ],
          { maxIterations: 5, continueAsNewEvery: 2, until: 'outputs("x").length > 8' },
        ),
      ],
      outputs: { total: '{{vars.total}}', all: '{{outputs("x")}}', last: '{{steps.l.outputs}}' },
    },
  ],
  [
    'a loop within a loop, each with a share of its own',
    6,
    {
      steps: [
        loop(
          'o',
          [
            compute('a', 'loop.iteration'),
            loop('i', [compute('x', 'loop.outputs.length')], { maxIterations: 4, continueAsNewEvery: 2 }),
            compute('b', '[steps.i.outputs, loop.outputs.length]'),
          ],
          { maxIterations: 3, continueAsNewEvery: 1 },
        ),
      ],
    },
  ],
  [
    'within the items of a foreach, with siblings and caught errors inside',
    3,
    {
      variables: { seen: '' },
      steps: [
        foreach('e', '["p", "q"]', [
          loop(
            'l',
            [
              all('both', [set('s', 'seen', 'vars.seen + item'), tool('t', '{{loop.iteration}}')]),
              fail('f', { onError: 'continue', skipIf: 'loop.iteration == 1' }),
              { id: 'n', type: 'next', when: 'steps.t == 2' },
              compute('after', 'vars.seen'),
            ],
            {
              maxIterations: 4,
              continueAsNewEvery: 3,
              check: 'before-and-after',
              until: 'vars.seen == "never"',
            },
          ),
        ]),
      ],
      outputs: { seen: '{{vars.seen}}', after: '{{outputs("after")}}' },
    },
  ],
];

test.each(chains)(
  'a chain of runs, cut after every record of every link, ends the same: %s',
  { timeout: 30_000 },
  async (_, links, document) => {
    const chain = await expectSameChainCutAnywhere(JSON.stringify(document));
    expect(chain.map(({ run }) => run.status)).toEqual([
      ...new Array<string>(links - 1).fill('continued'),
      'completed',
    ]);
  },
);

test('the monitor, given an end and cut anywhere, ends the same', { timeout: 30_000 }, async () => {
  const monitor = examples.find(({ id }) => id === 'monitor');
  const endless = (await monitor!.load()).replace('"continueAsNewEvery": 25', '"continueAsNewEvery": 4');
  const chain = await expectSameChainCutAnywhere(
    endless.replace('"maxIterations": null', '"maxIterations": 10'),
  );
  expect(chain.map(({ run }) => run.status)).toEqual(['continued', 'continued', 'completed']);
});
