import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokensOf } from '../../src/ui/editor/expression-tokens';

const written = (source: string): readonly string[] =>
  tokensOf(source).map(({ from, to, kind }) => `${kind} ${source.slice(from, to)}`);

test.each([
  ['steps.review.score >= 8', ['name steps.review.score', 'operator >=', 'number 8']],
  ['!a?.b', ['operator !', 'name a?.b']],
  ['latest("x")', ['function latest', 'punctuation ("', 'name x', 'punctuation ")']],
  [
    String.raw`latest(\"x\")`,
    ['function latest', 'punctuation (', String.raw`string \"x\"`, 'punctuation )'],
  ],
  [String.raw`a == 'it\\'s'`, ['name a', 'operator ==', String.raw`string 'it\\'s'`]],
  [String.raw`\"a \\\" b\" + c`, [String.raw`string \"a \\\" b\"`, 'operator +', 'name c']],
  [
    'xs.filter(x => x in y)',
    [
      'name xs.',
      'function filter',
      'punctuation (',
      'name x',
      'operator =>',
      'name x',
      'operator in',
      'name y',
      'punctuation )',
    ],
  ],
  ['typeof a == true', ['operator typeof', 'name a', 'operator ==', 'keyword true']],
  [
    '.5 + 1.5e-3 ?? undefined',
    ['number .5', 'operator +', 'number 1.5e-3', 'operator ??', 'keyword undefined'],
  ],
  ['a[0].b', ['name a', 'punctuation [', 'number 0', 'punctuation ]', 'name .b']],
  ['{{inputs.topic}}', ['punctuation {{', 'name inputs.topic', 'punctuation }}']],
  ['{{#if loop.history}}', ['punctuation {{', 'function #if', 'name loop.history', 'punctuation }}']],
  ['{{else if x}}', ['punctuation {{', 'function else', 'function if', 'name x', 'punctuation }}']],
  ['{{/each}}', ['punctuation {{', 'function /each', 'punctuation }}']],
  ['{{ a', ['punctuation {{', 'name a']],
  ["'open", ["string 'open"]],
])('%s', (source, expected) => {
  expect(written(source)).toEqual(expected);
});

test('tokens of any text are in order, inside of it and of some width', () => {
  const piece = fc.constantFrom(
    'a',
    '.',
    '(',
    '\\"',
    "'",
    '\\\\',
    '{{',
    '}}',
    ' ',
    '1',
    '=',
    'é',
    '#if',
    '?.',
  );
  fc.assert(
    fc.property(
      fc.array(piece).map((pieces) => pieces.join('')),
      (source) => {
        let end = 0;
        for (const token of tokensOf(source)) {
          expect(token.from).toBeGreaterThanOrEqual(end);
          expect(token.to).toBeGreaterThan(token.from);
          end = token.to;
        }
        expect(end).toBeLessThanOrEqual(source.length);
      },
    ),
  );
});
