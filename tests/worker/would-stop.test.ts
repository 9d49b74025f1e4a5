import { expect, test } from 'vitest';
import { readExpression } from '../../src/expression/read';
import type { ExplainedPart } from '../../src/expression/explain';
import { wouldStop } from '../../src/worker/would-stop';

/** Says which parts were true; all others were false. */
function missing(source: string, ...truths: readonly string[]): unknown {
  const read = readExpression(source);
  if (!read.ok) throw new Error('not an expression');
  const parts = truths.map((text): ExplainedPart => {
    const from = source.indexOf(text);
    return { range: { from, to: from + text.length }, text, value: true, evaluated: true, decides: false };
  });
  return wouldStop(read.tree, parts);
}

test.each([
  ['steps.a.ok', [], 'all', [['steps.a.ok', 'true']]],
  ['!steps.a.bad', [], 'all', [['steps.a.bad', 'false']]],
  ['steps.a.score >= 8', [], 'all', [['steps.a.score', '>= 8']]],
  ['!(steps.a.score >= 8)', [], 'all', [['steps.a.score', '< 8']]],
  ["steps.a == 'yes'", [], 'all', [['steps.a', "'yes'"]]],
  ['a.x >= 8 && !b.y', ['a.x >= 8'], 'all', [['b.y', 'false']]],
  [
    'a.x >= 8 && !b.y',
    [],
    'all',
    [
      ['a.x', '>= 8'],
      ['b.y', 'false'],
    ],
  ],
  [
    'a.x >= 8 || b.y',
    [],
    'one',
    [
      ['a.x', '>= 8'],
      ['b.y', 'true'],
    ],
  ],
])('%s', (source, truths, how, needs) => {
  expect(missing(source, ...truths)).toEqual({ how, needs: needs.map(([text, be]) => ({ text, be })) });
});

test('nothing is said where it would take a table', () => {
  expect(missing('a.x && (b.y || c.z)')).toBeUndefined();
  expect(missing('a.x ? b.y : c.z')).toBeUndefined();
});
