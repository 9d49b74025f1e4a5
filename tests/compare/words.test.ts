import { describe, expect, test } from 'vitest';
import {
  cutText,
  effectOf,
  labelOf,
  noteOf,
  stretchText,
  summaryOf,
  titleOf,
} from '../../src/ui/compare/words';
import type { ComparedColumn, Comparison } from '../../src/worker/comparison';

const column = (
  semantics: ComparedColumn['semantics'],
  more: Partial<ComparedColumn> = {},
): ComparedColumn => ({
  ...{ semantics, stoppedBy: [] },
  ...more,
});
const at = { address: 'l', iteration: 5, stepId: 'keep' };
const parts = {
  at,
  place: '5 / keep',
  how: 'leaves iteration 5 before `keep`',
  because: '`until` is checked after',
};
const of = (...columns: ComparedColumn[]): Comparison => ({ columns, rules: [], rows: [], outputs: [] });

describe('the sentence of a comparison', () => {
  test.each<[string, Comparison, string, string[]]>([
    [
      'nobody parts',
      of(column('playground'), column('dify'), column('smithers')),
      'All three are the same throughout.',
      [],
    ],
    [
      'systems carry other things',
      {
        ...of(column('playground'), column('dify')),
        rules: [{ name: 'carried by the system itself', values: [], noted: true }],
      },
      'Both are the same throughout.',
      ['What is carried by the system itself is only noted: here all of them see the same values.'],
    ],
    [
      'one parts and one refuses',
      of(column('playground'), column('smithers', { parts }), column('dify', { refused: 'it has no limit' })),
      'One of the three rule books differs. One of the three rule books does not accept the document.',
      ['Smithers leaves iteration 5 before `keep`: `until` is checked after.', 'Dify: it has no limit.'],
    ],
    [
      'two refuse',
      of(
        column('playground'),
        column('dify', { refused: 'It has no limit.' }),
        column('smithers', { refused: 'It has none.' }),
      ),
      'Two of the three rule books do not accept the document.',
      ['Dify: It has no limit.', 'Smithers: It has none.'],
    ],
    [
      'the document is wrong',
      of(column('playground', { refused: 'it is empty' }), column('dify', { refused: 'it is empty' })),
      'Nothing was run.',
      ['The document has an error: it is empty.'],
    ],
    [
      'two runs part',
      of(
        column('playground', { run: { id: 'a', number: 7, name: 'Poem' } }),
        column('playground', { run: { id: 'b', number: 8, name: 'Poem' }, parts: { ...parts, because: '' } }),
      ),
      'They differ.',
      ['Run 8 leaves iteration 5 before `keep`.'],
    ],
  ])('%s', (_, comparison, count, how) => {
    expect(summaryOf(comparison)).toEqual({ count, how });
  });
});

test('columns are called by rule book or run, with a note', () => {
  expect(titleOf(column('conductor'))).toBe('Conductor');
  expect(noteOf(column('playground'), 0)).toBe('the reference');
  expect(noteOf(column('smithers', { parts }), 1)).toBe('differs at 5 / keep');
  expect(noteOf(column('dify', { refused: 'x' }), 2)).toBe('does not accept it');
  expect(effectOf(column('dify'))).toBe('Begins a run with "semantics": "dify" in the document');
  expect(effectOf(column('dify', { run: { id: 'a', number: 7, name: 'Poem' } }))).toBeUndefined();
  expect(cutText({ most: 2000, of: 'iterations' })).toBe(
    'a comparison ends at 2,000 iterations of all loops together: only its beginning was compared',
  );
  expect(noteOf(column('conductor'), 3)).toBe('the same throughout');
});

test('lines say where they lie', () => {
  const place = { kind: 'place', at, numbers: [1, 5], facts: [] } as const;
  expect(labelOf({ ...place, what: 'output' })).toEqual({ place: '1 / 5 / keep', note: '' });
  expect(labelOf({ ...place, what: 'prompt' })).toEqual({ place: '1 / 5 / keep', note: 'prompt' });
  expect(labelOf({ ...place, what: 'until' })).toEqual({ place: 'until', note: 'at 1 / 5' });
  const stretch = {
    kind: 'stretch',
    from: [0],
    to: [4],
    places: 1200,
    differing: [0, 0, 3],
    inside: [],
  } as const;
  expect(labelOf(stretch)).toEqual({ place: '0 – 4', note: '' });
  expect(labelOf({ ...stretch, to: [0] })).toEqual({ place: '0', note: '' });
  expect([0, 1, 2].map((n) => stretchText(stretch, n))).toEqual(['1,200 records', 'same', '3 differ']);
});
