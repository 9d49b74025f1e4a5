import { describe, expect, test } from 'vitest';
import { EvaluationError, renderText, toJson, type Value } from '../../src/expression';
import { tagRanges } from '../../src/expression/template-scan';
import type { Json } from '../../src/json/json';
import { scope } from './compute';
import { plainEnvironment } from './plain-environment';
import { prepareTemplate, prepareValue } from './prepare';

const environment = plainEnvironment({ ...scope, item: 'outer', index: -1 });
const within = { ...scope, item: 'outer', index: -1 };

function template(source: string, mode: 'text' | 'value' = 'text') {
  const result = prepareTemplate(source, environment, mode);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.compiled;
}

describe('text', () => {
  test.each([
    ['plain', 'plain'],
    ['', ''],
    ['{{vars.n}}', '3'],
    ['a {{ vars.text }} b{{vars.n}}', 'a abc b3'],
    ['{{vars.gone}}|{{null}}|{{vars.empty}}', '||'],
    ['{{true}} {{vars.list}} {{vars.objects[0]}}', 'true [3,1,2] {"k":"b"}'],
    ['{{[undefined]}} {{ { a: undefined } }}', '[null] {}'],
    ['{{"}}"}} {{\'{{\'}} {{ "\\"}}" }}', '}} {{ "}}'],
    ['{{ { a: { b: 1 } } }}', '{"a":{"b":1}}'],
    ['{{ {a:1}}}', '{"a":1}'],
    ['\\{{vars.n}}', '{{vars.n}}'],
    ['a\\{{b\\{{c', 'a{{b{{c'],
    ['\\{{ {{vars.n}} \\{{', '{{ 3 {{'],
    ['\\ {{vars.n}} {} } }}', '\\ 3 {} } }}'],
    ['{{vars.n\n+\n1}}', '4'],
    ['{{steps.l}}', '{"iterations":2,"stoppedBy":"until","last":{"inner":{"iterations":1}}}'],
    ['{{steps.l.outputs}}', '[{"a":1},{"a":2}]'],

    ['{{#if vars.n}}yes{{/if}}', 'yes'],
    ['{{#if vars.zero}}yes{{/if}}', ''],
    ['{{#if vars.zero}}yes{{else}}no{{/if}}', 'no'],
    ['{{#if vars.n > 5}}a{{else if vars.n > 2}}b{{else if true}}c{{else}}d{{/if}}', 'b'],
    ['{{#if vars.n > 5}}a{{else if vars.n > 4}}b{{else}}d{{/if}}', 'd'],
    ['{{ #if vars.n }}yes{{ else }}no{{ /if }}', 'yes'],
    ['{{#if vars.list.some(x => x > 2)}}{{#if vars.gone}}a{{else}}b{{/if}}{{/if}}', 'b'],
    ['{{#if loop.history}}x{{/if}}', ''],
    ['{{#if (vars.n)}}a{{/if}}{{#if"x"}}b{{/if}}', 'ab'],

    ['{{#each vars.list}}{{index}}={{item}};{{/each}}', '0=3;1=1;2=2;'],
    ['{{#each vars.objects}}{{item.k}}{{/each}}', 'ba'],
    ['{{#each vars.gone}}x{{/each}}{{#each null}}x{{/each}}{{#each []}}x{{/each}}', ''],
    ['{{#each [[1, 2], [3]]}}{{index}}:{{#each item}}{{index}}{{item}}{{/each}} {{/each}}', '0:0112 1:03 '],
    ['{{item}}{{#each [1]}}{{item}}{{/each}}{{item}}{{index}}', 'outer1outer-1'],
    ['{{#each [1, 2]}}{{#if item > 1}}{{vars.n + index}}{{/if}}{{/each}}', '4'],
    ['{{#each [1, 2]}}{{[5, 6].map((x, i) => x + item * 10 + index + i)}}{{/each}}', '[15,17][26,28]'],
    ['{{#each [[1]]}}{{item.map(item => item + 1)}}{{/each}}', '[2]'],
    ['{{#each vars.list.toSorted()}}{{item}}{{/each}}', '123'],
    [' {{#each [1,2]}}\n- {{item}}\n{{/each}} ', ' \n- 1\n\n- 2\n '],
  ])('%j gives %j', (source, text) => {
    expect(template(source).evaluate(within)).toBe(text);
    expect(
      template(source)
        .pieces(within)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });

  test.each<[Value, string]>([
    ['a', 'a'],
    [undefined, ''],
    [null, ''],
    [false, 'false'],
    [1.5, '1.5'],
    [[1, 'a', null], '[1,"a",null]'],
    [{ a: { b: 1 } }, '{"a":{"b":1}}'],
  ])('%j is written %j', (value, text) => expect(renderText(value)).toBe(text));
});

describe('values', () => {
  test.each<[string, Value]>([
    ['{{vars.n}}', 3],
    ['{{ vars.list }}', scope['vars'] && [3, 1, 2]],
    ['{{vars.gone}}', undefined],
    ['{{null}}', null],
    [' {{vars.n}}', ' 3'],
    ['{{vars.n}}{{vars.n}}', '33'],
    ['{{#if true}}{{vars.n}}{{/if}}', '3'],
    ['plain', 'plain'],
    ['\\{{vars.n}}', '{{vars.n}}'],
    ['{{ { a: "}}" } }}', { a: '}}' }],
    ['{{vars.list.map(x => x)}}', [3, 1, 2]],
  ])('%s', (source, value) => expect(template(source, 'value').evaluate(within)).toStrictEqual(value));

  test('templates at any depth are filled in, the rest is kept', () => {
    const kept = { deep: ['x', { y: null }] };
    const json: Json = {
      n: '{{vars.n}}',
      text: 'n is {{vars.n}}',
      list: ['{{vars.list[0]}}', 2, ['{{vars.gone}}']],
      gone: '{{vars.gone}}',
      literal: '\\{{x}}',
      __proto__key: '{{1}}',
      kept,
    };
    const result = prepareValue(json, environment);
    if (!result.ok) throw new Error('does not compile');
    const value = result.compiled.evaluate(within);
    expect(toJson(value)).toStrictEqual({
      n: 3,
      text: 'n is 3',
      list: [3, 2, [null]],
      literal: '{{x}}',
      __proto__key: 1,
      kept,
    });
    expect((value as { kept: unknown }).kept).toBe(kept);
  });

  test('a value without templates is given as it is', () => {
    const json: Json = { a: [1, 'b', { c: '}} {' }] };
    const result = prepareValue(json, environment);
    expect(result.ok && result.compiled.evaluate(within)).toBe(json);
  });

  test('failures carry the path of their string', () => {
    const failing = prepareValue({ a: ['ok', 'x {{1 + vars.gone}}'] }, environment);
    const run = (): unknown => failing.ok && failing.compiled.evaluate(within);
    expect(run).toThrow(EvaluationError);
    expect(run).toThrow(
      expect.objectContaining({
        code: 'expression/type',
        path: ['a', 1],
        range: { from: 8, to: 17 },
      }) as Error,
    );
  });
});

describe('problems', () => {
  test.each<[string, string[]]>([
    ['{{', ['template/unclosed-tag {{']],
    ['a {{ b', ['template/unclosed-tag {{']],
    ['{{"}}', ['template/unclosed-tag {{']],
    ['{{ {a: 1 }}', ['template/unclosed-tag {{']],
    ['{{}}', ['expression/empty {{}}']],
    ['{{ }}', ['expression/empty {{ }}']],
    ['{{#if}}{{/if}}', ['expression/empty {{#if}}']],
    ['{{#each }}{{/each}}', ['expression/empty {{#each }}']],
    ['{{nope}} {{vars.n +}}', ['expression/syntax ']],
    ['{{nope}} {{nope2}}', ['expression/unknown-name nope', 'expression/unknown-name nope2']],
    ['{{#if nope}}{{/if}}', ['expression/unknown-name nope']],
    ['{{#if true}}x', ['template/unclosed-block {{#if true}}']],
    [
      '{{#each vars.list}}{{#if true}}x',
      ['template/unclosed-block {{#if true}}', 'template/unclosed-block {{#each vars.list}}'],
    ],
    [
      '{{#each vars.list}}{{#if true}}{{/each}}',
      [
        'template/unexpected-tag {{/each}}',
        'template/unclosed-block {{#if true}}',
        'template/unclosed-block {{#each vars.list}}',
      ],
    ],
    ['{{/if}}', ['template/unexpected-tag {{/if}}']],
    ['{{else}}', ['template/unexpected-tag {{else}}']],
    ['{{else if true}}', ['template/unexpected-tag {{else if true}}']],
    ['{{#each []}}{{else}}{{/each}}', ['template/unexpected-tag {{else}}']],
    ['{{#if 1}}{{else}}{{else}}{{/if}}', ['template/unexpected-tag {{else}}']],
    ['{{#if 1}}{{else}}{{else if 2}}{{/if}}', ['template/unexpected-tag {{else if 2}}']],
    ['{{#if 1}}{{/if 1}}', ['template/unexpected-tag {{/if 1}}']],
    [
      '{{#unless 1}}{{/unless}}',
      ['template/unknown-block {{#unless 1}}', 'template/unknown-block {{/unless}}'],
    ],
    ['{{#}}', ['template/unknown-block {{#}}']],
    ['{{> partial}}', ['expression/syntax >']],
    ['{{! comment}}', ['expression/unknown-name comment']],
    ['{{elseif true}}', ['expression/syntax true']],
  ])('%s', (source, expected) => {
    const result = prepareTemplate(source, environment, 'text');
    const found = result.ok ? [] : result.problems;
    expect(found.map(({ code, range }) => `${code} ${source.slice(range.from, range.to)}`)).toEqual(expected);
  });

  test('blocks nest at most 64 levels', () => {
    const nested = (n: number): string => '{{#if 1}}'.repeat(n) + '{{/if}}'.repeat(n);
    expect(prepareTemplate(nested(64), environment, 'text').ok).toBe(true);
    expect(prepareTemplate(nested(65), environment, 'text')).toMatchObject({
      problems: [{ code: 'template/too-deep' }],
    });
    expect(prepareTemplate(nested(20_000), environment, 'text').ok).toBe(false);
  });

  test('an expression in a template fails at its place in the template', () => {
    const run = (): unknown =>
      template('n: {{vars.n}} {{#each [1]}}{{ item * vars.gone }}{{/each}}').evaluate(within);
    expect(run).toThrow(expect.objectContaining({ range: { from: 37, to: 46 } }) as Error);
    expect(run).toThrow('`vars.gone` is undefined; `*` needs numbers.');
    const each = (): unknown => template('{{#each vars.n}}{{/each}}').evaluate(within);
    expect(each).toThrow(
      expect.objectContaining({ code: 'expression/type', range: { from: 8, to: 14 } }) as Error,
    );
  });
});

describe('what a template reports', () => {
  test('pieces say what came out of tags', () => {
    expect(template('a {{vars.n}}{{#if true}} b{{vars.text}}{{/if}} c').pieces(within)).toEqual([
      { text: 'a ', filled: false },
      { text: '3', filled: true, range: { from: 2, to: 12 } },
      { text: ' b', filled: false },
      { text: 'abc', filled: true, range: { from: 26, to: 39 } },
      { text: ' c', filled: false },
    ]);
    expect(template('{{vars.list}}', 'value').pieces(within)).toEqual([
      { text: '[3,1,2]', filled: true, range: { from: 0, to: 13 } },
    ]);
  });

  test('tags are found also where there are problems', () => {
    const source = 'a {{b}} \\{{c}} {{#if}} {{d';
    expect(tagRanges(source).map(({ from, to }) => source.slice(from, to))).toEqual(['{{b}}', '{{#if}}']);
  });
});
