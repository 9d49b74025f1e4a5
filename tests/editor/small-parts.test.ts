import { describe, expect, test } from 'vitest';
import { lineColumns } from '../../src/ui/editor/positions';
import { plainText, stretches } from '../../src/ui/editor/prose';
import { replacementOf } from '../../src/ui/editor/replacement';
import { cells, isPlain, valueText } from '../../src/ui/editor/value-text';
import { cutTo, roomAfter } from '../../src/ui/editor/visual-row';

test.each([
  ['a `b` c', 'a |b| c'],
  ['`b`', '|b|'],
  ['no end ` here', 'no end ` here'],
  ['', ''],
])('stretches of %j', (message, expected) => {
  expect(
    stretches(message)
      .map(({ text, code }) => (code ? `|${text}|` : text))
      .join(''),
  ).toBe(expected);
});

test('plain text has no backticks', () => {
  expect(plainText('`until` gave `"a"`')).toBe('until gave "a"');
});

test.each([
  [undefined, 'undefined'],
  [null, 'null'],
  [6, '6'],
  ['almost', '"almost"'],
  ['', '""'],
  ['Ice on the rail. The lamp goes round', '"Ice on the rail. The …"'],
  ['line\nline', String.raw`"line\nline"`],
  [`${'a'.repeat(20)}\n\n\n`, `"${'a'.repeat(20)}…"`],
  [{ score: 6, cliche: true, note: 'x' }, '{"score":6,"cliche":tru…'],
  [[1, [2, {}]], '[1,[2,{}]]'],
])('value %j is written %s', (value, expected) => {
  expect(valueText(value)).toBe(expected);
  expect(valueText(value).length).toBeLessThanOrEqual(24);
});

test('writing a large value costs no more than what is shown', () => {
  let reads = 0;
  const item = {
    get text() {
      reads += 1;
      return 'x'.repeat(1000);
    },
  };
  expect(valueText(Array.from({ length: 1000 }, () => item))).toHaveLength(24);
  expect(reads).toBeLessThan(5);
});

test.each([
  ['abc', 3, true],
  ['é…', 2, true],
  ['冬', 2, false],
  ['a\tb', 3, false],
])('%j: %i columns, plain %s', (text, width, plain) => {
  expect([cells(text), isPlain(text)]).toEqual([width, plain]);
});

test('line and column of offsets in any order', () => {
  expect(lineColumns('ab\ncd\n', [4, 0, 2, 6, 99])).toEqual([
    { line: 2, column: 2 },
    { line: 1, column: 1 },
    { line: 1, column: 3 },
    { line: 3, column: 1 },
    { line: 3, column: 1 },
  ]);
});

describe('replacement', () => {
  test.each([
    ['same', 'same', undefined],
    ['aaXbb', 'aaYYbb', { from: 2, to: 3, insert: 'YY', different: false }],
    ['aa', 'aaa', { from: 2, to: 2, insert: 'a', different: false }],
    ['abc', 'xyz', { from: 0, to: 3, insert: 'xyz', different: true }],
    ['', 'new', { from: 0, to: 0, insert: 'new', different: true }],
  ])('%j to %j', (before, after, expected) => {
    expect(replacementOf(before, after)).toEqual(expected);
  });
});

test.each([
  [20, 6, 40, 15],
  [40, 6, 40, 0],
  [60, 10, 40, 0],
  [42, 2, 40, 19],
])('a row of %i columns indented by %i in a page of %i leaves %i', (length, indent, columns, expected) => {
  expect(roomAfter({ from: 0, to: length, length, indent }, columns)).toBe(expected);
});

test.each([
  ['score 6', 10, 'score 6'],
  ['score 6', 6, 'score…'],
  ['score 6', 3, undefined],
  ['冬の灯台です', 8, '冬の灯…'],
])('%j in %i columns is %j', (text, room, expected) => {
  expect(cutTo(text, room)).toBe(expected);
});
