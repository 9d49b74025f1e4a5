import { expect, test } from 'vitest';
import { Gate, type Breakpoint } from '../../src/engine';
import { Breakpoints } from '../../src/engine/breakpoints';
import { readExpression } from '../../src/expression/read';
import type { Workflow } from '../../src/workflow/types';
import { runDocument } from './harness';

const document = {
  steps: [
    {
      id: 'l',
      type: 'loop' as const,
      until: 'vars.n >= 3',
      variables: { n: 0, same: 1 },
      maxIterations: 5,
      steps: [
        { id: 'a', type: 'compute' as const, value: '{{loop.iteration}}' },
        { id: 's', type: 'set' as const, values: { n: '{{vars.n + 1}}', same: 1 } },
        {
          id: 'bad',
          type: 'fail' as const,
          message: 'no',
          skipIf: 'vars.n != 2',
          onError: 'continue' as const,
        },
      ],
    },
  ],
  outputs: { n: '{{steps.l.iterations}}' },
};

function condition(source: string): Pick<Breakpoint, 'condition'> {
  const read = readExpression(source);
  if (!read.ok) throw new Error(`cannot be read: ${source}`);
  return { condition: read.tree };
}

/** Where the run was held, each time with what the breakpoint said, and how often it went on by itself. */
async function holds(
  list: readonly Breakpoint[],
  text: string | Workflow = document,
): Promise<readonly string[]> {
  const gate = new Gate(4, false);
  const said: string[] = [];
  gate.onHeld = () => {
    said.push(`${gate.hit?.before === true ? 'before' : 'after'} ${gate.hit?.says}`.trim());
    queueMicrotask(() => gate.open());
  };
  // The plan of the run and that of its breakpoints have to be one and the same.
  const { run } = await runDocument(text, {
    gate,
    prepare: (plan) => (gate.breakpoints = new Breakpoints(plan, list)),
  });
  expect(run.status).toBe('completed');
  return said;
}

test.each<[string, readonly Breakpoint[], readonly string[]]>([
  ['a step', [{ step: 'a', kind: 'step' }], ['before', 'before', 'before']],
  [
    'a step with a condition',
    [{ step: 's', kind: 'step', ...condition('steps.a > 0 && vars.n < 2') }],
    ['before'],
  ],
  [
    'a condition about what is not there',
    [{ step: 'a', kind: 'step', ...condition('steps.a.b.c > vars.n.x.y') }],
    [],
  ],
  ['until', [{ step: 'l', kind: 'until' }], ['after `until` of `l` is true']],
  [
    'a check of until',
    [{ step: 'l', kind: 'until', ...condition('loop.iteration > 0 && steps.a == vars.n - 1') }],
    ['after `until` of `l` is `false` after iteration 1', 'after `until` of `l` is `true` after iteration 2'],
  ],
  [
    'a check whose condition fails',
    [{ step: 'l', kind: 'until', ...condition('loop.iteration == 1 && -inputs') }],
    [expect.stringContaining('`until` of `l` is `false` after iteration 1; its condition failed: ')],
  ],
  ['an error that is caught', [{ step: 'l', kind: 'error' }], ['after `bad` failed']],
  ['a variable', [{ step: 'l', kind: 'variable', variable: 'n' }], Array(3).fill('after `n` changed in `s`')],
  ['a variable that stays the same', [{ step: 'l', kind: 'variable', variable: 'same' }], []],
  ['another step', [{ step: 'gone', kind: 'step' }], []],
])('a run pauses at %s', async (_, list, said) => {
  expect(await holds(list)).toEqual(said);
});

const [loop] = document.steps;
const bare: Breakpoint = { step: 'l', kind: 'until' };

test.each<[string, Breakpoint, readonly string[]]>([
  ['until', bare, ['after `until` of `l` is true']],
  [
    'the checks before two iterations',
    { ...bare, ...condition('vars.n == 1 || loop.iteration == 2') },
    [
      'after `until` of `l` is `false` before iteration 1',
      'after `until` of `l` is `false` before iteration 2',
    ],
  ],
  [
    'the check that ends it',
    { ...bare, ...condition('vars.n >= 3') },
    ['after `until` of `l` is `true` before iteration 3'],
  ],
])('a loop that checks before its iterations pauses at %s', async (_, breakpoint, said) => {
  expect(await holds([breakpoint], { ...document, steps: [{ ...loop!, check: 'before' }] })).toEqual(said);
});

test('a gate without breakpoints lets steps pass unseen', () => {
  expect(new Gate(4, false).free).toBe(true);
});

test('a goal holds the run once, and is forgotten when it goes on otherwise', async () => {
  const gate = new Gate(4, true);
  const goals = [{ loop: 'l', iteration: 1, step: 's' }, { loop: 'l', iteration: 2 }, undefined];
  const free: boolean[] = [];
  const on = (): void => {
    gate.open(goals.shift());
    free.push(gate.free);
  };
  const held: number[] = [];
  gate.onHeld = () => {
    held.push(goals.length);
    queueMicrotask(on);
  };
  queueMicrotask(on);
  const { run, records } = await runDocument(document, { gate });
  expect(run.status).toBe('completed');
  expect(held).toEqual([2, 1]);
  expect(free).toEqual([false, false, true]);
  expect(records.filter(({ type }) => type === 'iteration')).toHaveLength(3);
});
