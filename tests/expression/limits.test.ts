import { describe, expect, test } from 'vitest';
import { equalJson, EvaluationError, renderText, toJson, type Value } from '../../src/expression';
import type { Json, JsonObject } from '../../src/json/json';
import { compute, failure, problems, scope, withOutputs } from './compute';
import { plainEnvironment } from './plain-environment';
import { prepareTemplate } from './prepare';

const repeated = (piece: string, times: number, end = ''): string => piece.repeat(times) + end;

describe('limits of the source', () => {
  test('4,096 characters are read, one more is refused', () => {
    expect(problems(`${' '.repeat(4095)}1`)).toEqual([]);
    expect(problems(`${' '.repeat(4096)}1`)).toEqual(['expression/too-long 1']);
  });

  test.each([
    ['parentheses', (n: number) => repeated('(', n, '1') + ')'.repeat(n)],
    ['lists', (n: number) => repeated('[', n, '1') + ']'.repeat(n)],
    ['objects', (n: number) => repeated('{a:', n, '1') + '}'.repeat(n)],
    ['calls', (n: number) => repeated('abs(', n, '1') + ')'.repeat(n)],
    ['indices', (n: number) => repeated('vars[', n, '1') + ']'.repeat(n)],
    ['unary operators', (n: number) => repeated('!', n, '1')],
    ['branches', (n: number) => repeated('1?', n, '1') + ':1'.repeat(n)],
    ['arrow functions', (n: number) => repeated('[].map(x=>', n / 2, '1') + ')'.repeat(n / 2)],
  ])('64 nested %s are read, more refused', (_name, source) => {
    expect(problems(source(64))).toEqual([]);
    expect(problems(source(66))[0]).toMatch(/^expression\/too-deep/);
    expect(problems(source(400))[0]).toMatch(/^expression\/too-deep/);
  });

  test('2,000 open parentheses are refused like few', () => {
    expect(problems('('.repeat(2000))[0]).toMatch(/^expression\/too-deep/);
  });

  test('a long sum, chain or path is no nesting', () => {
    expect(compute(repeated('1+', 499, '1'))).toBe(500);
    expect(compute(repeated('vars.zero||', 370, '1'))).toBe(1);
    expect(compute(`vars${'.a'.repeat(499)}`)).toBeUndefined();
    expect(problems(repeated('1+', 500, '1'))[0]).toMatch(/^expression\/too-deep/);
    expect(problems(repeated('1+', 2000, '1'))[0]).toMatch(/^expression\/too-deep/);
    expect(problems(`vars${'.a'.repeat(2000)}`)[0]).toMatch(/^expression\/too-deep/);
  });
});

describe('limits of the work', () => {
  test.each([
    ['range(1000).map(a => range(1000).map(b => 1))', 'expression/fuel'],
    ['range(400).map(a => range(400).filter(b => b > a).length)', 'expression/fuel'],
    ['range(100000).map(a => range(100000))', 'expression/fuel'],
    ['range(99000).some(a => "a".repeat(1000000).includes("b"))', 'expression/fuel'],
    ['range(10000).some(a => range(90000).includes([a]))', 'expression/fuel'],
    ['range(10000).some(a => range(90000).indexOf(-1) > 0)', 'expression/fuel'],
    ['range(10000).toSorted((a, b) => b - a).map(x => range(x).toReversed())', 'expression/fuel'],
    ['range(9000).map(a => range(90000).join("").length)', 'expression/fuel'],
    ['range(9000).map(a => json(range(90000)).length)', 'expression/fuel'],
    ['range(9000).map(a => "x".repeat(1000000).split("x"))', 'expression/list-too-long'],
    [
      'range(90000) == range(90000).concat() && [range(99999), range(99999)].map(x => range(99).map(y => x == range(99999))).length',
      'expression/fuel',
    ],

    ['"a".repeat(1048577)', 'expression/string-too-long'],
    ['"ab".padStart(1048577)', 'expression/string-too-long'],
    ['"a".padStart(1e15)', 'expression/string-too-long'],
    ['"a".repeat(1048576) + "a"', 'expression/string-too-long'],
    ['"a".repeat(1e300)', 'expression/string-too-long'],
    ['"ß".repeat(600000).toUpperCase()', 'expression/string-too-long'],
    ['"aa".repeat(500000).replaceAll("a", "aa")', 'expression/string-too-long'],
    ['range(100000).join("0123456789")', 'expression/string-too-long'],
    ['[1, 2, 3].join("a".repeat(600000))', 'expression/string-too-long'],
    ['json(range(98000).map(x => "0123456789"))', 'expression/string-too-long'],
    ['"" + range(98000).map(x => "0123456789")', 'expression/string-too-long'],
    ['string("a".repeat(1048576).split("").map(x => x))', 'expression/list-too-long'],

    ['range(100001)', 'expression/list-too-long'],
    ['range(0, 1e15)', 'expression/list-too-long'],
    ['range(100000).concat(1)', 'expression/list-too-long'],
    ['[range(60000), range(60000)].flat()', 'expression/list-too-long'],
    ['"a".repeat(100001).split("")', 'expression/list-too-long'],
    ['parseJson("[" + "1,".repeat(100000) + "1]")', 'expression/list-too-long'],
    ['parseJson("[".repeat(501) + "]".repeat(501))', 'expression/value-too-deep'],
    ['parseJson("[".repeat(500000))', 'expression/value-too-deep'],
  ])('%s', (source, code) => expect(failure(source)).toMatch(new RegExp(`^${code} `)));

  test('what the limits allow is done', () => {
    expect(compute('range(100000).length')).toBe(100_000);
    expect(compute('range(98000).filter(x => x >= 50000).length')).toBe(48_000);
    expect(compute('"a".repeat(1048576).length')).toBe(1_048_576);
    expect(compute('max(range(100000))')).toBe(99_999);
    expect(compute('range(100000) == range(100000)')).toBe(true);
    expect(compute('range(5000).toSorted((a, b) => b - a)[0]')).toBe(4999);
  });

  test('each evaluation has its own steps, also one within another', () => {
    const environment = plainEnvironment(scope);
    const source = 'range(60000).map(x => x).length';
    const once = renderText(compute(source));
    const within: JsonObject = { ...scope };
    const nested = {
      ...environment,
      resolve: () => ({ read: () => compute(source) as Json, used: 1 }),
    };
    const template = prepareTemplate(`{{range(60000).every(x => true)}} {{vars}}`, nested, 'text');
    expect(template.ok && template.compiled.evaluate(within)).toBe(`true ${once}`);
  });

  test.each([
    ['{{#each range(1000)}}{{#each range(1000)}}x{{/each}}{{/each}}', 'expression/fuel'],
    ['{{#each range(2000)}}{{"a".repeat(1000)}}{{/each}}', 'expression/string-too-long'],
    [`{{#each range(50000)}}${'long text '.repeat(10)}{{/each}}`, 'expression/string-too-long'],
  ])('a template %s', (source, code) => {
    const result = prepareTemplate(source, plainEnvironment(scope), 'text');
    const run = (): Value => (result.ok ? result.compiled.evaluate(scope) : undefined);
    expect(run).toThrow(EvaluationError);
    expect(run).toThrow(expect.objectContaining({ code }) as Error);
  });
});

describe('values that share their parts', () => {
  const shared = (levels: number): Json => {
    let value: Json = ['x'];
    for (let i = 0; i < levels; i++) value = [value, value];
    return value;
  };
  const deep = (levels: number): Json => {
    let value: Json = 1;
    for (let i = 0; i < levels; i++) value = { value };
    return value;
  };
  const thrown = (run: () => unknown): unknown => {
    try {
      run();
    } catch (error) {
      return error instanceof EvaluationError ? error.code : error;
    }
    return 'nothing';
  };

  test('are not unfolded beyond the limits', () => {
    const [a, b] = [shared(40), shared(40)];
    expect(thrown(() => renderText(a))).toBe('expression/string-too-long');
    expect(thrown(() => equalJson(a, b))).toBe('expression/fuel');
    expect(thrown(() => toJson(a))).toBe('expression/value-too-large');
    expect(failure('a.flat(100)', { a })).toBe('expression/list-too-long a.flat(100)');
    expect(failure('[a].includes(b)', { a, b })).toMatch(/^expression\/fuel/);
  });

  test('may nest 500 levels', () => {
    expect(toJson(deep(500))).toEqual(deep(500));
    expect(thrown(() => toJson(deep(100_000)))).toBe('expression/value-too-deep');
    expect(thrown(() => renderText(deep(10_000)))).toBe('expression/value-too-deep');
    expect(thrown(() => equalJson(deep(10_000), deep(10_000)))).toBe('expression/value-too-deep');
    expect(
      failure('a.flat(100000)', { a: Array.from({ length: 1000 }).reduce<Json>((inner) => [inner], 1) }),
    ).toMatch(/^expression\/value-too-deep/);
  });
});

describe('what is stored', () => {
  test.each<[Value, Json]>([
    [undefined, null],
    [-0, 0],
    ['a', 'a'],
    [
      [1, undefined as never, -0],
      [1, null, 0],
    ],
    [{ a: undefined as never, b: { c: undefined as never } }, { b: {} }],
  ])('%j as %j', (value, stored) => expect(toJson(value)).toStrictEqual(stored));

  test('a value that is JSON already stays the same reference', () => {
    const value = { a: [1, { b: 'c', outputs: [1] }], d: null };
    expect(toJson(value)).toBe(value);
  });

  test('hidden outputs are left out at any depth, the rest is shared', () => {
    const plain = { x: [1] };
    const value = { plain, inner: [withOutputs({ iterations: 1 }, [1])] };
    const stored = toJson(value) as typeof value;
    expect(stored).toStrictEqual({ plain, inner: [{ iterations: 1 }] });
    expect(Object.hasOwn(stored.inner[0]!, 'outputs')).toBe(false);
    expect(stored.plain).toBe(plain);
  });

  test('a key called __proto__ stays a key', () => {
    const value = compute('{ "__proto__": vars.gone ?? undefined, a: { "__proto__": [undefined] } }');
    expect(JSON.stringify(toJson(value))).toBe('{"a":{"__proto__":[null]}}');
  });

  test.each([NaN, Infinity])('%d is an error', (value) => {
    expect(() => toJson([value])).toThrow(
      expect.objectContaining({ code: 'expression/not-finite' }) as Error,
    );
  });
});
