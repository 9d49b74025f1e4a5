import { expect, test } from 'vitest';
import { csvOf, sorted } from '../../src/ui/views/sorted';

test('sorts numbers before texts, and keeps what has no value at the end either way', () => {
  const items = [3, 'b', undefined, 1, true, 'a', 2];
  const same = (item: (typeof items)[number]): typeof item => item;
  expect(sorted(items, same, false)).toEqual([1, 2, 3, 'a', 'b', true, undefined]);
  expect(sorted(items, same, true)).toEqual([true, 'b', 'a', 3, 2, 1, undefined]);
});

test('writes comma-separated values that can be read back', () => {
  expect(csvOf([])).toBe('');
  const rows = [
    { iteration: 0, write: 'a "word", and\nmore', score: { n: 1 }, until: false },
    { iteration: 1, write: 'plain', score: null, until: true },
  ];
  expect(csvOf(rows)).toBe(
    'iteration,write,score,until\r\n0,"a ""word"", and\nmore","{""n"":1}",false\r\n1,plain,,true\r\n',
  );
});
