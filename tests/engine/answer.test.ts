import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerJson } from '../../src/engine/answer';

test.each([
  ['{"score": 7}', { score: 7 }],
  ['  [1, 2] \n', [1, 2]],
  ['5', 5],
  ['"text"', 'text'],
  ['null', null],
  ['false', false],
  ['5 of 10: {"score": 5}', { score: 5 }],
  ['Here you go:\n```json\n{"a": [1, {"b": "}"}]}\n```\nHope it helps {x}', { a: [1, { b: '}' }] }],
  ['{not json} then [1]', [1]],
  ['{"a": 1, oops [2, 3] }', [2, 3]],
  ['[{"a": {"b": 1}, broken', { b: 1 }],
  ['[{"a": 1}, broken {"c": 3}', { a: 1 }],
  ['{} and {"later": true}', {}],
  ['see [1], then {"a": 2}', [1]],
  ['["quoted {} inside" oops', {}],
  ['{"a": "unfinished {\\"b\\":1} {"c": 2}', { c: 2 }],
  ['{"a":"\\u00e9\\n"}', { a: 'é\n' }],
  ['[1e999] [2]', [2]],
  ['[01] [1.] [.5] [-] [1e] [+1] [-0.5e-3]', [-0.0005]],
  ['[1,] {"a":1,} {,} {"a"} {"a":} {1:2} [[]]', [[]]],
  ['["\\x"] ["\t"] ["\\u12g4"] [""]', ['']],
  ['{"__proto__": {"x": 1}}', JSON.parse('{"__proto__": {"x": 1}}')],
])('%s', (text, value) => {
  expect(answerJson(text)).toStrictEqual(value);
});

test.each(['', '   ', 'no json here', '{', '}', '[1, 2', '{"a": 1', '1e999', 'undefined', 'NaN'])(
  '%j holds none',
  (text) => {
    expect(answerJson(text)).toBeUndefined();
  },
);

test('agrees with trying every opening bracket in turn', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    '\\',
    ':',
    ',',
    '1',
    '"a"',
    'true',
    ' ',
    '{"a":1}',
    'x',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 24 }), (parts) => {
      const text = parts.join('');
      expect(answerJson(text)).toStrictEqual(slowly(text));
    }),
    { numRuns: 5000 },
  );
});

function slowly(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    for (let start = 0; start < text.length; start++) {
      if (text[start] !== '{' && text[start] !== '[') continue;
      for (let end = start + 2; end <= text.length; end++) {
        try {
          return JSON.parse(text.slice(start, end));
        } catch {
          // Not up to here.
        }
      }
    }
    return undefined;
  }
}

test.each([
  ['opening braces', '{'.repeat(1 << 20)],
  ['opening brackets', '['.repeat(1 << 20)],
  ['objects in objects', '{"a":'.repeat(200_000)],
  ['quotes and brackets', '["[{'.repeat(250_000)],
  ['backslashes', '["\\'.repeat(300_000)],
  ['lists never closed', '[1,'.repeat(300_000)],
  ['strings with brackets in them', '["'.repeat(500_000)],
  ['deeper than anything', '['.repeat(500_000) + ']'.repeat(500_000)],
])('%s end before the time of a test is over', (_, text) => {
  // Work that grows with the square of the length would take many minutes.
  expect(() => answerJson(text)).not.toThrow();
});

test('a long string inside is no trouble', () => {
  const long = 'x'.repeat(1 << 20);
  expect(answerJson(`Sure: {"text": "${long}"}`)).toEqual({ text: long });
});
