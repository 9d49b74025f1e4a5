import { expect, test } from 'vitest';
import { examples } from '../../src/examples';
import { readWorkflow } from '../../src/workflow/validate';

test.each(examples)('nothing is wrong with $id', async ({ load }) => {
  const { workflow, diagnostics } = readWorkflow(await load());
  expect(workflow).toBeDefined();
  // That reaching the limit looks like success is what several of them teach.
  expect(diagnostics.filter(({ code }) => code !== 'loop/limit-is-success')).toEqual([]);
});
