import { describe, expect, test } from 'vitest';
import { layOut } from '../../src/ui/editor/brackets';
import { piecesOf, readsOf, splitSentence } from '../../src/ui/explain/parts';
import type { ExplainedPart } from '../../src/worker/api';

const text = 'steps.review.score >= 8 && !steps.review.cliche';

function part(source: string, more: Partial<ExplainedPart> = {}): ExplainedPart {
  const from = text.indexOf(source);
  return {
    range: { from, to: from + source.length },
    text: source,
    evaluated: true,
    decides: false,
    ...more,
  };
}

const parts: readonly ExplainedPart[] = [
  part(text, { value: false, decides: true }),
  part('steps.review.score >= 8', { value: true }),
  part('steps.review.score', { value: 8 }),
  part('!steps.review.cliche', { value: false, decides: true }),
  part('steps.review.cliche', { value: true, decides: true }),
];

describe('the pieces of a condition', () => {
  test('come with what they hold first, and the whole last', () => {
    const pieces = piecesOf(parts);
    expect(pieces.map(({ head }) => head)).toEqual([
      'steps.review.score',
      '… >= 8',
      'steps.review.cliche',
      '!steps.review.cliche',
      '… && …',
    ]);
    expect(pieces.map(({ height }) => height)).toEqual([0, 1, 0, 1, 2]);
    expect(pieces.map(({ parent }) => parent)).toEqual([1, 0, 3, 0, undefined]);
  });

  test('name only the last word of a path on a narrow page', () => {
    expect(piecesOf(parts).map(({ narrow }) => narrow)).toEqual([
      'steps.review.score',
      '… >= 8',
      'steps.review.cliche',
      '!…cliche',
      '… && …',
    ]);
  });

  test('of one name are that name', () => {
    expect(piecesOf([part('steps.review.score')])).toMatchObject([{ head: 'steps.review.score', height: 0 }]);
  });
});

test('what was read are the innermost parts that were looked at', () => {
  expect(readsOf(parts).map((one) => one.text)).toEqual(['steps.review.score', 'steps.review.cliche']);
  const skipped = parts.map((one, n) => (n >= 3 ? { ...one, evaluated: false } : one));
  expect(readsOf(skipped).map((one) => one.text)).toEqual(['steps.review.score']);
});

test('a sentence begins with what became of the loop', () => {
  const goesOn = 'Goes on because `a` is `false`';
  expect(splitSentence(goesOn, 'goes-on')).toEqual(['Goes on', ' because `a` is `false`']);
  expect(splitSentence('Stops because `a` is `true`', 'stops')[0]).toBe('Stops');
  expect(splitSentence('Not skipped', 'not-skipped')).toEqual(['Not skipped', '']);
});

test('without words at the left the verdict stands under the whole', () => {
  const located = parts.map((one) => ({ ...one, ...one.range }));
  const layout = layOut({ parts: located, left: 0, columns: 60, verdict: 'on' });
  expect(layout?.labels).toEqual([]);
  expect(layout?.rows).toBe(3);
  expect(layout?.values.at(-1)).toMatchObject({
    row: 2,
    from: 0,
    to: text.length,
    text: 'false',
    verdict: 'on',
  });
});
