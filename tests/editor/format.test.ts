import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatEdits } from '../../src/ui/editor/format';

function format(text: string): string | undefined {
  const edits = formatEdits(text);
  if (edits === undefined) return undefined;
  let done = '';
  let at = 0;
  for (const { from, to, insert } of edits) {
    done += text.slice(at, from) + insert;
    at = to;
  }
  return done + text.slice(at);
}

const lines = (...rows: readonly string[]): string => rows.join('\n');

describe('layout', () => {
  test.each([
    ['a scalar', ' 1 ', '1'],
    ['the whole document is never one line', '{"a":1}', lines('{', '  "a": 1', '}')],
    ['what is empty stays closed', '{"a":{ },"b":[ ]}', lines('{', '  "a": {},', '  "b": []', '}')],
    [
      'short lists and objects are one line',
      '{"inputs":{"topic":"sea"},"mock":["a","b"]}',
      lines('{', '  "inputs": { "topic": "sea" },', '  "mock": ["a", "b"]', '}'),
    ],
    [
      'a plain step is one line, a list of steps never',
      '{"steps":[{"id":"a","type":"exit"},{"id":"b","type":"set","values":{"n":1}}]}',
      lines(
        '{',
        '  "steps": [',
        '    { "id": "a", "type": "exit" },',
        '    {',
        '      "id": "b",',
        '      "type": "set",',
        '      "values": { "n": 1 }',
        '    }',
        '  ]',
        '}',
      ),
    ],
    [
      'a key called steps with an object in it is no list',
      '{"steps":{"a":1}}',
      lines('{', '  "steps": { "a": 1 }', '}'),
    ],
    ['an empty list of steps stays closed', '{"else":[]}', lines('{', '  "else": []', '}')],
    [
      'numbers and escapes stay as written',
      '{"a":1.50e+2,"b":"\\u00e9"}',
      lines('{', '  "a": 1.50e+2,', '  "b": "\\u00e9"', '}'),
    ],
    ['a final line break is kept', '{"a":1}\n\n', lines('{', '  "a": 1', '}', '')],
    ['names that occur twice are kept', '{"a":1,"a":2}', lines('{', '  "a": 1,', '  "a": 2', '}')],
  ])('%s', (_, text, expected) => {
    expect(format(text)).toBe(expected);
  });

  test('a line has at most 80 columns, its comma included', () => {
    const fitting = 'x'.repeat(80 - '  "a": [""],'.length);
    expect(format(`{"a":["${fitting}"],"b":1}`)).toContain(`\n  "a": ["${fitting}"],\n`);
    expect(format(`{"a":["${fitting}x"],"b":1}`)).toContain(`\n  "a": [\n    "${fitting}x"\n  ],\n`);
  });

  test.each(['', '{', '{"a":1,}', "{'a':1}", '// c\n1', '{"a":1} x'])(
    '%j is no JSON and is left alone',
    (text) => {
      expect(formatEdits(text)).toBeUndefined();
    },
  );

  test('a formatted text needs no edit', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const once = format(JSON.stringify(value));
        expect(JSON.parse(once!)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(formatEdits(once!)).toEqual([]);
      }),
    );
  });

  test('nesting that would be more indent than text is left alone', () => {
    const nested = (depth: number): string => `${'['.repeat(depth)}1${']'.repeat(depth)}`;
    expect(formatEdits(nested(200))).toHaveLength(400);
    expect(formatEdits(nested(5000))).toBeUndefined();
  });
});
