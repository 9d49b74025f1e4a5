import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, Path } from '../../src/json/json';
import { TEXT_LIMIT } from '../../src/json/limits';
import { type JsonProblem, parseJson } from '../../src/json/parse';

/** `code "text"` of each problem. */
function told(text: string): readonly string[] {
  return parseJson(text).problems.map(({ code, range }) => `${code} ${text.slice(range.from, range.to)}`);
}

function applyFix(text: string, problem: JsonProblem | undefined): string {
  const fix = problem?.fixes?.[0];
  return fix ? text.slice(0, fix.range.from) + fix.insert + text.slice(fix.range.to) : text;
}

test('agrees with JSON.parse on whatever it reads', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(0, 1, '\t'), (compact, space) => {
      const text = JSON.stringify(JSON.parse(compact), null, space);
      const { value, problems } = parseJson(text);
      expect(problems).toEqual([]);
      expect(value).toStrictEqual(JSON.parse(text));
    }),
    { numRuns: 800 },
  );
});

test.each([
  '-0',
  '1e3',
  '-1.5E-7',
  '123456789012345678901234567890',
  '"\\ud83d\\ude00"',
  '"\\ud800"',
  ' \r\n\t[ ] ',
])('reads %s as JSON.parse does', (text) => {
  expect(parseJson(text)).toMatchObject({ value: JSON.parse(text) as Json, problems: [] });
});

test('keeps a key called __proto__ as a member like any other', () => {
  const { value } = parseJson('{"__proto__": {"a": 1}, "constructor": 2}');
  expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor']);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect('a' in (value as object)).toBe(false);
});

describe('goes on after mistakes', () => {
  const cases: readonly (readonly [text: string, value: Json | undefined, problems: readonly string[]])[] = [
    ['{"a": 1,}', { a: 1 }, ['json/trailing-comma ,']],
    ['[1, 2, ]', [1, 2], ['json/trailing-comma ,']],
    ['[1 2]', [1, 2], ['json/missing-comma 2']],
    ['{"a": 1\n "b": 2}', { a: 1, b: 2 }, ['json/missing-comma "']],
    ['{"a" 1}', { a: 1 }, ['json/missing-colon "a"']],
    ['{"a": }', {}, ['json/missing-value "a"']],
    ['{"a": , "b": 1}', { b: 1 }, ['json/missing-value "a"']],
    ['[1,,2]', [1, 2], ['json/missing-value ,']],
    ['[,1]', [1], ['json/missing-value ,']],
    ['// one\n{"a": 1 /* two */}', { a: 1 }, ['json/comment // one', 'json/comment /* two */']],
    ['[1] /* open', [1], ['json/comment /* open']],
    ["{'a': 'it\\'s'}", { a: "it's" }, ["json/single-quotes 'a'", "json/single-quotes 'it\\'s'"]],
    ['{a: 1}', { a: 1 }, ['json/unquoted-key a']],
    ['{"a": [1, {"b": 2}', { a: [1, { b: 2 }] }, ['json/unclosed [', 'json/unclosed {']],
    ['{"a": [1, {"b": 2], "c": 3}', { a: [1, { b: 2 }], c: 3 }, ['json/unclosed {']],
    ['[1}', [1], ['json/unexpected }', 'json/unclosed [']],
    ['{"a": 1]}', { a: 1 }, ['json/unexpected ]']],
    ['"\\q"', 'q', ['json/bad-escape \\q']],
    ['"\\u12"', 'u12', ['json/bad-escape \\u']],
    ['"a\tb"', 'a\tb', ['json/control-character \t']],
    ['{"a": "one\ntwo"}', { a: 'one\ntwo' }, ['json/control-character \n']],
    ['{"a": "one,\n "b": 2}', { a: 'one', b: 2 }, ['json/unclosed-string "one']],
    ['{"a": "one', { a: 'one' }, ['json/unclosed-string "one', 'json/unclosed {']],
    [
      '[True, None, undefined]',
      [true, null, null],
      ['json/unknown-word True', 'json/unknown-word None', 'json/unknown-word undefined'],
    ],
    ['[word]', ['word'], ['json/unknown-word word']],
    [
      '[.5, 01, +1, 1.]',
      [0.5, 1, 1, 1],
      ['json/bad-number .5', 'json/bad-number 01', 'json/bad-number +1', 'json/bad-number 1.'],
    ],
    ['[1e999]', [null], ['json/number-too-large 1e999']],
    ['{"a": 1} x', { a: 1 }, ['json/after-end x']],
    ['[1], [2]', [1], ['json/after-end , [2]']],
    [' "a": 1}', 'a', ['json/no-object "a"']],
    ['\ufeff[1]', [1], ['json/white-space \ufeff']],
    ['[1,\u00a02]', [1, 2], ['json/white-space \u00a0']],
    ['@@ [1]', [1], ['json/unexpected @@']],
    ['', undefined, ['json/empty ']],
    [' \n', undefined, ['json/empty  \n']],
    ['{"a": 1, "a": 2}', { a: 2 }, ['json/duplicate-key "a"']],
  ];

  test.each(cases)('%j', (text, value, problems) => {
    expect(parseJson(text).value).toEqual(value);
    expect(told(text)).toEqual(problems);
  });

  const single = cases.filter(([text]) => {
    const { problems } = parseJson(text);
    // What these two mend makes another value of the text.
    const others = ['json/after-end', 'json/no-object'];
    return problems.length === 1 && problems[0]?.fixes !== undefined && !others.includes(problems[0].code);
  });
  test('what is much is not offered to be removed, and a lost brace is put back', () => {
    expect(parseJson(`1 ${'x'.repeat(41)}`).problems[0]).not.toHaveProperty('fixes');
    const text = ' "a": 1}';
    expect(applyFix(text, parseJson(text).problems[0])).toBe(' {"a": 1}');
  });

  test.each(single)('the fix of %j mends it', (text) => {
    const { value, problems } = parseJson(text);
    const mended = applyFix(text, problems[0]);
    expect(parseJson(mended).problems).toEqual([]);
    if (problems[0]?.code !== 'json/bad-escape') expect(JSON.parse(mended)).toEqual(value);
  });

  test('a key given twice is a warning, all else is an error', () => {
    expect(parseJson('{"a": 1, "a": 2,}').problems.map(({ severity }) => severity)).toEqual([
      'warning',
      'error',
    ]);
  });

  test('whatever is done to a text, reading it ends with JSON and with ranges inside it', () => {
    const pieces = fc.constantFrom(
      ...'{ } [ ] " , : \\ \' / *'.split(' '),
      '\n',
      ' ',
      '\t',
      '1',
      '-',
      'e',
      'true',
      'nul',
      '"a"',
      '\\u00',
      '//',
      '\u2028',
      '#',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        const { value, problems } = parseJson(text);
        if (value !== undefined) expect(JSON.parse(JSON.stringify(value))).toEqual(value);
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        expect(problems.some(({ severity }) => severity === 'error')).toBe(!valid);
        for (const { range } of problems) {
          expect(range.from).toBeGreaterThanOrEqual(0);
          expect(range.to).toBeLessThanOrEqual(text.length);
          expect(range.to).toBeGreaterThanOrEqual(range.from);
        }
      }),
      { numRuns: 1500 },
    );
  });
});

describe('knows where values stand', () => {
  const text = '{ "a": [1, {"b\\n": "x"}], "c": {"d": tru}, "e": "1", "e": [2] }';
  const at = (path: Path, part?: 'value' | 'key'): string | undefined => {
    const range = parseJson(text).locate(path, part);
    return range && text.slice(range.from, range.to);
  };
  test.each<[Path, string | undefined, string | undefined]>([
    [[], text, undefined],
    [['a'], '[1, {"b\\n": "x"}]', '"a"'],
    [['a', 0], '1', undefined],
    [['a', 1, 'b\n'], '"x"', '"b\\n"'],
    [['c', 'd'], 'tru', '"d"'],
    [['e'], '[2]', '"e"'],
    [['e', 0], '2', undefined],
    [['a', 2], undefined, undefined],
    [['a', '0'], undefined, undefined],
    [['nope', 'x'], undefined, undefined],
  ])('%j', (path, value, key) => {
    expect(at(path)).toBe(value);
    expect(at(path, 'key')).toBe(key);
  });

  test('every value of any document is found where it stands', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (json) => {
        const document = parseJson(json);
        const visit = (value: Json, path: Path): void => {
          const range = document.locate(path);
          expect(JSON.parse(json.slice(range?.from, range?.to))).toStrictEqual(value);
          if (typeof value !== 'object' || value === null) return;
          for (const [key, member] of Object.entries(value)) {
            visit(member, [...path, Array.isArray(value) ? Number(key) : key]);
          }
        };
        visit(JSON.parse(json) as Json, []);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['{"a": "x\\ny {{z}}"}', 2, 3, 'y'],
    ['{"a": "\\u0041BC"}', 0, 1, '\\u0041'],
    ['{"a": "\\u0041BC"}', 1, 3, 'BC'],
    ['{"a": "\\"quoted\\""}', 0, 8, '\\"quoted\\"'],
    ['{"a": "abc"}', 3, 3, ''],
    ['{"a": "abc"}', 0, 99, 'abc'],
    ["{'a': 'it\\'s'}", 2, 3, "\\'"],
    ['{"a": 12}', 0, 1, '12'],
    ['{"a": "a\\q"}', 1, 2, '\\q'],
  ])('within %j from %d to %d is %j', (source, from, to, expected) => {
    const range = parseJson(source).within(['a'], { from, to });
    expect(source.slice(range.from, range.to)).toBe(expected);
  });

  test('a range inside a string is exact over any escapes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), fc.nat(), (value, a, b) => {
        const source = JSON.stringify([value]);
        const from = Math.min(a, b) % (value.length + 1);
        const to = from + ((Math.max(a, b) - Math.min(a, b)) % (value.length - from + 1));
        const range = parseJson(source).within([0], { from, to });
        expect(JSON.parse(`"${source.slice(range.from, range.to)}"`)).toBe(value.slice(from, to));
      }),
      { numRuns: 400 },
    );
  });

  test('where there is no such value, the nearest place around it is given', () => {
    expect(parseJson('{"a": {"b": 1}}').within(['a', 'x', 'y'], { from: 0, to: 1 })).toEqual({
      from: 6,
      to: 14,
    });
  });
});

describe('limits', () => {
  const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

  test('200 levels are read, 201 refused', () => {
    expect(parseJson(nested(200)).problems).toEqual([]);
    const { value, problems } = parseJson(nested(201));
    expect(value).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'json/too-deep', range: { from: 200, to: 201 } }]);
  });

  test.each(['[', '{"a":', '[{"a":['])('five million characters of %s are refused', (piece) => {
    const text = piece.repeat(Math.floor(5_000_000 / piece.length));
    expect(parseJson(text)).toMatchObject({ value: undefined, problems: [{ code: 'json/too-deep' }] });
  });

  test('a text of 5 MiB is read, a larger one refused', () => {
    const text = JSON.stringify(Array.from({ length: 50_000 }, (_, i) => ({ id: i, text: 'x'.repeat(40) })));
    const padded = text + ' '.repeat(TEXT_LIMIT - text.length);
    expect(parseJson(padded)).toMatchObject({ problems: [], value: JSON.parse(text) as Json });
    expect(parseJson(`${padded} `)).toMatchObject({
      value: undefined,
      problems: [{ code: 'json/too-large' }],
    });
  });

  test.each(['x ', '"a\\x" ', '"a\n', '@ ', '1 ', "'", '/**/', '{a', ',"a":'])(
    'a text full of %j gives at most a hundred problems',
    (piece) => {
      const { problems } = parseJson(`[${piece.repeat(1_000_000)}`);
      expect(problems.length).toBeGreaterThan(0);
      expect(problems.length).toBeLessThanOrEqual(100);
    },
  );
});
