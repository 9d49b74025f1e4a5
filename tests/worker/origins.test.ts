import { describe, expect, test } from 'vitest';
import { explain } from '../../src/worker/explain-rows';
import { runChain } from '../engine/harness';
import { storedEntry } from './stored-link';

type Asked = Parameters<typeof explain>;

/** Where each path that a condition read came from: what is said, and the moment as text. */
async function origins(
  steps: readonly object[],
  [address, iteration, condition]: readonly [Asked[1], Asked[2], Asked[3]?],
  variables: object = {},
): Promise<Record<string, readonly string[]>> {
  const text = JSON.stringify({ inputs: { most: 9 }, variables, steps });
  const [link] = await runChain(text);
  const entry = await storedEntry(text, link!, 8);
  const { parts } = (await explain(entry, address, iteration, condition))!;
  return Object.fromEntries(
    parts.flatMap(({ text: path, origin }) => {
      if (!origin) return [];
      const { at } = origin;
      return [[path, [origin.says, ...(at ? [`${at.address}[${at.iteration}] ${at.stepId ?? 'end'}`] : [])]]];
    }),
  );
}

const n = { id: 'n', type: 'compute', value: '{{loop.iteration}}' };
/** Sets `kept` in every third iteration. */
const keep = {
  id: 'keep',
  type: 'set',
  skipIf: 'loop.iteration % 3 != 0',
  values: { kept: '{{loop.iteration + 10}}' },
};
const loop = { id: 'a', type: 'loop', maxIterations: 8 };

describe('where a value came from', () => {
  test('names the step, the iteration before and the inputs', async () => {
    const until = 'steps.n + loop.iteration > inputs.most && loop.history.n > 5';
    const found = await origins([{ ...loop, until, steps: [n] }], ['a', 5]);
    expect(found).toEqual({
      'steps.n': ['given by `n` in this iteration', 'a[5] n'],
      'loop.iteration': ['numbered from 0'],
      'inputs.most': ['given to the run'],
      'loop.history.n': ['what iteration 4 gave', 'a[4] end'],
    });
  });

  test('says that nothing came before the first iteration', async () => {
    const found = await origins([{ ...loop, until: 'loop.history.n > 5', steps: [n] }], ['a', 0]);
    expect(found).toEqual({ 'loop.history.n': ['nothing: no iteration came before'] });
  });

  test.each([
    [3, ['last set by `keep` in this iteration', 'a[3] keep']],
    [5, ['last set by `keep` in iteration 3', 'a[3] keep']],
  ])('names the step that set a variable of the loop last, at %s', async (iteration, said) => {
    const steps = [{ ...loop, variables: { kept: 0 }, until: 'vars.kept > 99', steps: [n, keep] }];
    expect(await origins(steps, ['a', iteration])).toEqual({ 'vars.kept': said });
  });

  test('names the step that set a variable of the document', async () => {
    const steps = [{ ...loop, until: 'vars.kept > 99', steps: [n, keep] }];
    expect(await origins(steps, ['a', 4], { kept: 0 })).toEqual({
      'vars.kept': ['last set by `keep` in iteration 3', 'a[3] keep'],
    });
  });

  test('knows a variable that was not set so far', async () => {
    const late = { ...keep, skipIf: 'loop.iteration < 6' };
    const steps = [{ ...loop, variables: { kept: 0 }, until: 'vars.kept > 99', steps: [n, late] }];
    expect(await origins(steps, ['a', 4])).toEqual({ 'vars.kept': ['not set by a step so far'] });
  });

  test('of a question is not what stands behind it in its iteration', async () => {
    const asked = { id: 'asked', type: 'compute', skipIf: 'vars.kept > 99', value: '1' };
    const steps = [{ ...loop, variables: { kept: 0 }, steps: [asked, keep] }];
    expect(await origins(steps, ['a', 3, { stepId: 'asked', field: 'skipIf' }])).toEqual({
      'vars.kept': ['last set by `keep` in iteration 0', 'a[0] keep'],
    });
  });

  test('names the iteration of a loop further out', async () => {
    const inner = {
      id: 'b',
      type: 'loop',
      maxIterations: 2,
      until: 'steps.n > 7 || vars.kept > 99',
      steps: [],
    };
    const steps = [{ ...loop, variables: { kept: 0 }, steps: [n, keep, inner] }];
    expect(await origins(steps, ['a[2]/b', 1])).toEqual({
      'steps.n': ['given by `n` in iteration 2 of `a`', 'a[2] n'],
      'vars.kept': ['last set by `keep` in iteration 0', 'a[0] keep'],
    });
  });

  test('does not choose between iterations of a loop further in', async () => {
    const inner = { id: 'b', type: 'loop', maxIterations: 2, steps: [{ ...keep, skipIf: 'false' }] };
    const steps = [{ ...loop, variables: { kept: 0 }, until: 'vars.kept > 99', steps: [inner] }];
    expect(await origins(steps, ['a', 2])).toEqual({ 'vars.kept': ['set by `keep`'] });
  });
});
