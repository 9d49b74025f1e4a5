import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compilePattern, matches } from '../../../src/engine/schema/pattern';

function found(pattern: string, text: string, fuel = 10_000_000): boolean | undefined | string {
  const program = compilePattern(pattern);
  if (typeof program === 'string') return program;
  let left = fuel;
  const result = matches(program, text, (steps) => (left -= steps) > 0);
  return left > 0 ? result : undefined;
}

test.each([
  ['^[A-Z]{3}-\\d{2,4}$', ['ABC-12', 'ABC-1', 'ABC-12345', 'xABC-12']],
  ['^(foo|bar)+$', ['foo', 'foobarfoo', 'fooba', '']],
  ['a?b*c+', ['c', 'xxabbcc', 'ab', '']],
  ['^(?=.*[A-Z])(?=.*\\d).{4,}$', ['Ab1x', 'ab1x', 'Abcd', 'A1']],
  ['^(?!forbidden)\\w+$', ['fine', 'forbidden', 'forbiddenx']],
  ['\\bword\\b', ['a word here', 'swordfish', 'word']],
  ['a\\Bb', ['ab', 'a b']],
  ['^\\p{Lu}\\p{Ll}*$', ['Émile', 'émile', 'E']],
  ['^.$', ['😀', 'ab', '\n', 'a']],
  ['^\\u{1F600}|\\ud83d\\ude01$', ['😀', '😁', 'x']],
  ['^[^\\]"\\\\]*$', ['abc', 'a]', 'a"', 'a\\']],
  ['(?<year>\\d{4})-(?:\\d\\d)', ['2024-05', '24-05']],
  ['^(a|b|)c$', ['ac', 'bc', 'c', 'abc']],
  ['^((a|b)*c|d){2}$', ['abcd', 'dd', 'cc', 'd', 'abcabc']],
  ['^(?:){3}x{0}y$', ['y', 'xy']],
  ['^a{2,}?b{0,2}?$', ['aa', 'aaabb', 'abb', 'aabbb']],
  ['^(a*)*$', ['aaa', '', 'b']],
  ['^[\\s\\S]\\/-?[\\w.+-]+$', ['x/-a.b', 'x/', '\n/y']],
])('%s', (pattern, texts) => {
  for (const text of texts)
    expect([text, found(pattern, text)]).toEqual([text, new RegExp(pattern, 'u').test(text)]);
});

test.each([
  ['(', 'is not a regular expression'],
  ['(a)\\1', 'refers back'],
  ['(?<n>a)\\k<n>', 'refers back'],
  ['(?<=a)b', 'looks behind'],
  ['(?<!a)b', 'looks behind'],
  ['a{9999}', 'is too large'],
  ['((((a{50}){50}){50}){50}){50}', 'is too large'],
  ['('.repeat(60) + ')'.repeat(60), 'is nested too deeply'],
])('%s is refused', (pattern, why) => {
  expect(found(pattern, '')).toContain(why);
});

test.each([
  ['^(a+)+$', 'a'.repeat(5000) + '!'],
  ['^(a|aa)+$', 'a'.repeat(5000) + '!'],
  ['^(\\w+\\s?)*$', 'word '.repeat(1000) + '!'],
  ['.*.*.*.*=x', 'y'.repeat(5000)],
])('%s takes no time', (pattern, text) => {
  // Trying every way would outlast the test by far.
  expect(found(pattern, text)).toBe(false);
});

test('steps are counted', () => {
  expect(found('^(a+)+$', 'a'.repeat(5000), 1000)).toBeUndefined();
  expect(found('(?=.*x)(?=.*y)z', 'a'.repeat(2000), 100_000)).toBeUndefined();
});

const piece: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', 'ab', ''),
    fc.tuple(tie('node'), tie('node')).map(([x, y]) => x + y),
    fc.tuple(tie('node'), tie('node')).map(([x, y]) => `(?:${x}|${y})`),
    fc
      .tuple(tie('node'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{0,1}', '{2,}', '*?'))
      .map(([x, q]) => `(${x})${q}`),
  ),
})).node;

test('agrees with the built-in matcher', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-'), maxLength: 6 });
  fc.assert(
    fc.property(piece, texts, fc.boolean(), (source, text, whole) => {
      const pattern = whole ? `^(?:${source})$` : source;
      expect(found(pattern, text)).toBe(new RegExp(pattern, 'u').test(text));
    }),
    { numRuns: 3000 },
  );
});
