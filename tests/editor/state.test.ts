import { codeFolding, foldEffect, foldedRanges } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { describe, expect, test } from 'vitest';
import { foldSummary, openingFolds } from '../../src/ui/editor/folding';
import { editsSince, markFresh, presentRange } from '../../src/ui/editor/freshness';
import { jsonLanguage } from '../../src/ui/editor/language';
import { locate } from '../../src/ui/editor/locate';
import { rowAt } from '../../src/ui/editor/visual-row';
import type { Explanation } from '../../src/worker/api';

const open = (doc: string): EditorState =>
  EditorState.create({ doc, extensions: [jsonLanguage(), codeFolding(), editsSince] });

const folds = (state: EditorState): readonly string[] => {
  const found: string[] = [];
  foldedRanges(state).between(
    0,
    state.doc.length,
    (from, to) => void found.push(foldSummary(state, { from, to })),
  );
  return found;
};

const step = `{
  "steps": [
    {
      "id": "review",
      "type": "llm",
      "outputSchema": {
        "type": "object",
        "properties": { "score": { "type": "number" }, "note": { "type": "string" } }
      },
      "mock": [
        "one",
        "two"
      ]
    }
  ]
}`;
const long = `${step}${'\n'.repeat(10)}`;

describe('folding', () => {
  test('answers and schemas of a long document are folded when it opens', () => {
    const state = open(long);
    const folded = state.update({ effects: openingFolds(state) }).state;
    expect(folds(folded)).toEqual(['score, note', '2 answers']);
  });

  test('a short document is shown whole', () => {
    expect(openingFolds(open(step))).toEqual([]);
  });

  test.each([
    ['{ "mock": [\n1\n] }', '1 answer'],
    ['{ "steps": [\n{}, {}\n] }', '2 steps'],
    ['{ "cases": [\n{}\n] }', '1 case'],
    ['{ "list": [\n1, null, true\n] }', '3 items'],
    ['[\n]', '0 items'],
    ['[{\n"type": "exit"\n}]', 'exit'],
    ['{ "inputs": {\n"a": 1, "b": 2\n} }', 'a, b'],
    [
      `{ "x": {\n${Array.from({ length: 9 }, (_, i) => `"longer${i}": 1`).join(',')}\n} }`,
      'longer0, longer1, longer2, longer3, lon…',
    ],
  ])('%j says %s', (text, expected) => {
    const from = text.search(/[[{]\n/) + 1;
    expect(foldSummary(open(text), { from, to: text.length - 3 })).toBe(expected);
  });
});

describe('rows on the screen', () => {
  test('a fold joins lines, and hides what is inside', () => {
    const text = '{\n  "mock": [\n    1,\n    2\n  ]\n}';
    const from = text.indexOf('[') + 1;
    const to = text.indexOf(']');
    const state = open(text).update({ effects: foldEffect.of({ from, to }) }).state;
    expect(rowAt(state, from)).toEqual({ from: 2, to: to + 1, length: 11 + 11 + 1, indent: 2 });
    expect(rowAt(state, to)).toEqual(rowAt(state, from));
    expect(rowAt(state, text.indexOf('1'))).toBeUndefined();
    expect(rowAt(state, 0)).toEqual({ from: 0, to: 1, length: 1, indent: 0 });
  });
});

describe('places from before an edit', () => {
  test('move with the text until fresh ones come', () => {
    const edited = open('0123456789').update({ changes: { from: 2, insert: 'xxx' } }).state;
    expect(presentRange(edited, { from: 4, to: 6 })).toEqual({ from: 7, to: 9 });
    expect(presentRange(edited, { from: 4, to: 600 })).toEqual({ from: 7, to: 13 });
    const fresh = edited.update({ effects: markFresh.of(null) }).state;
    expect(presentRange(fresh, { from: 4, to: 6 })).toEqual({ from: 4, to: 6 });
  });

  test('are empty when their text is gone', () => {
    const edited = open('0123456789').update({ changes: { from: 2, to: 8 } }).state;
    expect(presentRange(edited, { from: 4, to: 6 })).toEqual({ from: 2, to: 2 });
  });
});

describe('finding an explained condition', () => {
  const source = 'a == "x"';
  const raw = String.raw`a == \"x\"`;
  const explanation: Explanation = {
    loopId: 'l',
    address: 'l',
    iteration: 0,
    text: source,
    value: false,
    answer: 'goes-on',
    when: 'after',
    sentence: '',
    parts: [
      {
        range: { from: 0, to: 1 },
        text: 'a',
        value: 1,
        evaluated: true,
        decides: false,
        place: { from: 10, to: 11 },
      },
      {
        range: { from: 5, to: 8 },
        text: '"x"',
        value: 'x',
        evaluated: true,
        decides: false,
        place: { from: 15, to: 20 },
      },
      {
        range: { from: 0, to: 8 },
        text: source,
        value: false,
        evaluated: true,
        decides: true,
        place: { from: 10, to: 20 },
      },
    ],
  };
  const find = (doc: string, until?: { from: number; to: number }): readonly string[] | undefined =>
    locate(explanation, ({ from, to }) => doc.slice(from, to), until)?.parts.map(({ from, to }) =>
      doc.slice(from, to),
    );

  test('in its loop, wherever that is by now, escapes counted as they are written', () => {
    expect(find(`.....${raw}`, { from: 5, to: 15 })).toEqual(['a', String.raw`\"x\"`, raw]);
  });

  test('where the run had it, when the outline does not know', () => {
    expect(find(`${'.'.repeat(10)}${raw}`)).toEqual(['a', String.raw`\"x\"`, raw]);
  });

  test('an edited condition is found without its parts', () => {
    expect(find('.....b == 1', { from: 5, to: 11 })).toEqual([]);
  });

  test('in a document without it there is nothing', () => {
    expect(find('nothing of the kind here')).toBeUndefined();
  });
});
