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

test('several texts are asked for again when any of them, or their number, is another', async () => {
  const asked: string[] = [];
  const ask = lastRemembered((...texts: string[]) => {
    asked.push(texts.join(' '));
    return Promise.resolve();
  });
  for (const texts of [['a', 'b'], ['a', 'b'], ['a', 'c'], ['a'], ['a', 'c']]) await ask(...texts);
  expect(asked).toEqual(['a b', 'a c', 'a', 'a c']);
});
