import { expect, test } from 'vitest';
import { checkText } from '../../src/worker/check-text';

test.each([
  ['playground', undefined, 'after'],
  ['playground', 'before', 'before'],
  ['smithers', undefined, 'each-step'],
  ['dify', undefined, 'before-and-after'],
])('in the outline of %s, a loop with check %s is asked %s', (semantics, check, asked) => {
  const steps = [{ id: 'one', type: 'set', values: {} }];
  const loop = { id: 'loop', type: 'loop', until: 'loop.iteration > 2', check, maxIterations: 5, steps };
  const { outline } = checkText(JSON.stringify({ semantics, steps: [loop] }));
  expect(outline.map((item) => item.check)).toEqual([asked, undefined]);
});
