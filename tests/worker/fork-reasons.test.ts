import { expect, test } from 'vitest';
import type { Workflow } from '../../src/workflow/types';
import { openFork } from '../../src/worker/fork-run';
import type { ForkPoint } from '../../src/worker/fork-types';
import { compute, loop, set, tool } from '../engine/build-steps';
import { drive, planFor, runChain, runOf } from '../engine/harness';
import type { RunRecord } from '../../src/engine';
import { storedRun } from './stored';

const body = [tool('ask', [1, 2, 3, 4, 5]), set('s', 'total', 'vars.total + steps.ask')];
const document: Workflow = {
  variables: { total: 0 },
  steps: [compute('first', '1'), loop('l', body, { maxIterations: 3 }), compute('last', 'vars.total')],
};
const point: ForkPoint = { loop: 'l', iteration: 2 };

async function forked(next: Workflow, at: ForkPoint = point, variables = {}) {
  const text = JSON.stringify(document);
  const [whole] = await runChain(text);
  const plan = planFor(text);
  const { journal, row } = await storedRun(text, whole!, plan, 100);
  return openFork(journal, row, plan, at, { plan: planFor(next), variables });
}

async function outputsOf(next: Workflow, at?: ForkPoint, variables = {}) {
  const opening = await forked(next, at, variables);
  if (!('last' in opening)) throw new Error(JSON.stringify(opening));
  const after: RunRecord[] = [];
  await drive(opening.state, {}, after);
  const asked = after.flatMap((record) => (record.type === 'called' ? [record.address] : []));
  return { outputs: runOf(opening.state).outputs, asked };
}

const [first, , last] = document.steps;

test.each<[code: string, path: string, next: Workflow, at?: ForkPoint]>([
  [
    'fork/step-gone',
    'steps.0',
    {
      ...document,
      steps: [loop('l', [compute('ask', '1'), set('s', 'total', '1')].slice(1), { maxIterations: 3 })],
    },
  ],
  ['fork/loop-gone', '', { ...document, steps: [first!, ...body, last!] }],
  [
    'fork/type-changed',
    'steps.1.steps.0.type',
    { ...document, steps: [first!, loop('l', [compute('ask', '1'), body[1]!], { maxIterations: 3 }), last!] },
  ],
  [
    'fork/step-moved',
    'steps.1',
    {
      ...document,
      steps: [
        first!,
        body[0]!,
        loop('l', [set('s', 'total', 'vars.total + steps.ask')], { maxIterations: 3 }),
        last!,
      ],
    },
  ],
  [
    'fork/step-added',
    'steps.1',
    { ...document, steps: [first!, compute('new', '1'), document.steps[1]!, last!] },
  ],
  [
    'fork/rules',
    'semantics',
    {
      ...document,
      semantics: 'smithers',
      steps: [first!, loop('l', body, { maxIterations: 3, until: 'false' }), last!],
    },
  ],
  [
    'fork/limit',
    'steps.1.maxIterations',
    { ...document, steps: [first!, loop('l', body, { maxIterations: 2 }), last!] },
  ],
  ['fork/no-such-point', '', document, { loop: 'l', iteration: 3 }],
  ['fork/no-such-point', '', document, { loop: 'nobody', iteration: 0 }],
])('%s at %s', async (code, path, next, at) => {
  const reasons = await forked(next, at);
  if ('last' in reasons) throw new Error('it fitted');
  expect(reasons[0]).toMatchObject({ code });
  expect(reasons.map((reason) => reason.path.join('.'))).toContain(path);
});

test('what was recorded before the point is not asked again, and calls are counted on', async () => {
  expect(await outputsOf(document)).toEqual({ outputs: 6, asked: ['l[2]/ask'] });
});

test('a raised limit, checked again after the last iteration, goes on from there', async () => {
  const longer = { ...document, steps: [first!, loop('l', body, { maxIterations: 5 }), last!] };
  const again = await outputsOf(longer, { loop: 'l', iteration: 2, check: true });
  expect(again).toEqual({ outputs: 15, asked: ['l[3]/ask', 'l[4]/ask'] });
});

test('a variable is given another value, and a new one begins with its own', async () => {
  const next = {
    ...document,
    variables: { total: 0, bonus: '{{10 * 10}}' },
    steps: [first!, document.steps[1]!, compute('last', 'vars.total + vars.bonus')],
  };
  expect(await outputsOf(next, point, { total: 1000 })).toMatchObject({ outputs: 1103 });
});

test('lists that only the edited document reads hold what is kept too', async () => {
  const next = {
    ...document,
    steps: [first!, document.steps[1]!, compute('last', '[outputs("ask"), steps.l.outputs.length]')],
  };
  expect(await outputsOf(next)).toMatchObject({ outputs: [[1, 2, 3], 3] });
});

test('a fork before a step keeps what came before it in the iteration', async () => {
  expect(await outputsOf(document, { loop: 'l', iteration: 1, step: 's' })).toEqual({
    outputs: 6,
    asked: ['l[2]/ask'],
  });
});
