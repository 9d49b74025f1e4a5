import { expect, test } from 'vitest';
import { checkText } from '../../src/worker/check-text';
import { lastRemembered } from '../../src/worker/last-check';

test('a text is checked again only after another one', async () => {
  const asked: string[] = [];
  const check = lastRemembered((text) => {
    asked.push(text);
    return Promise.resolve(checkText(text));
  });
  const [first, same] = await Promise.all([check('{}'), check('{}')]);
  expect(same).toBe(first);
  await check('[]');
  expect((await check('{}')).diagnostics).toEqual(first.diagnostics);
  expect(asked).toEqual(['{}', '[]', '{}']);
});
