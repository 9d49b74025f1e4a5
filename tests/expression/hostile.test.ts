import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EvaluationError, toJson } from '../../src/expression';
import { explain } from '../../src/expression/explain';
import type { Json } from '../../src/json/json';
import { compute, scope } from './compute';
import { plainEnvironment } from './plain-environment';
import { prepareExpression, prepareTemplate, prepareValue } from './prepare';

/** What a source comes to: `refused`, `failed`, or the JSON of its value. */
function outcome(source: string): string {
  const result = prepareExpression(source, plainEnvironment(scope));
  if (!result.ok) return 'refused';
  try {
    const value = result.compiled.evaluate(scope);
    return value === undefined ? 'undefined' : JSON.stringify(toJson(value));
  } catch (error) {
    if (error instanceof EvaluationError) return 'failed';
    throw error;
  }
}

const inherited = [
  ...new Set(
    [
      Object.prototype,
      Array.prototype,
      String.prototype,
      Number.prototype,
      Boolean.prototype,
      Function.prototype,
    ].flatMap((prototype) => Object.getOwnPropertyNames(prototype)),
  ),
].filter((name) => name !== 'length');

describe('nothing inherited can be read', () => {
  const objects = ['vars', 'vars.list', 'vars.text', 'vars.n', 'true', '{}', '[]', '""', '(1)'];
  test.each(inherited)('%s', (name) => {
    const key = JSON.stringify(name);
    for (const object of objects) {
      const found = [
        ...(object === 'true' ? [] : [outcome(`${object}.${name}`)]),
        outcome(`(${object})?.[${key}]`),
        outcome(`(${object})["" + ${key}]`),
        outcome(`[${object}].map(x => x.${name})[0]`),
        outcome(`[${object}].map(x => x[${key}])[0]`),
        outcome(`[${object}].find(x => x.${name}) == null`),
        outcome(`(${object}).${name}.${name}`),
      ];
      expect(
        found.every((one) => ['undefined', 'null', 'refused', 'true'].includes(one)),
        `${object} ${found.join()}`,
      ).toBe(true);
      expect(outcome(`${key} in { a: 1 }`)).toBe('false');
    }
  });
});

describe('escapes of other evaluators', () => {
  test.each([
    ['constructor', 'refused'],
    ['__proto__', 'refused'],
    ['toString', 'refused'],
    ['hasOwnProperty', 'refused'],
    ['globalThis', 'refused'],
    ['window', 'refused'],
    ['self', 'refused'],
    ['process', 'refused'],
    ['require("fs")', 'refused'],
    ['import("fs")', 'refused'],
    ['eval("1")', 'refused'],
    ['Function("return 1")()', 'refused'],
    ['Object', 'refused'],
    ['Math.max(1)', 'refused'],
    ['JSON.parse("1")', 'refused'],
    ['Symbol.iterator', 'refused'],
    ['arguments', 'refused'],
    ['constructor("return 1")()', 'refused'],
    ['__defineGetter__("a", 1)', 'refused'],
    ['toString.constructor("return 1")()', 'refused'],
    ['"".sub.constructor("return 1")()', 'refused'],
    ['"".sub', 'undefined'],
    ['"".sub()', 'refused'],
    ['"".constructor.constructor', 'undefined'],
    ['"".constructor.fromCharCode(65)', 'refused'],
    ['[].map.constructor', 'undefined'],
    ['[].map["constructor"]("return 1")', 'refused'],
    ['[].constructor.from', 'undefined'],
    ['[].filter.call', 'undefined'],
    ['[].filter.call([], 1)', 'refused'],
    ['vars.list.map.apply(1)', 'refused'],
    ['vars.list.filter.bind(1)', 'refused'],
    ['(x => x).constructor', 'refused'],
    ['(() => 1).constructor("return 1")()', 'refused'],
    ['[x => x]', 'refused'],
    ['{ f: x => x }.f(1)', 'refused'],
    ['[1].map(x => x => x)', 'refused'],
    ['[1].map(x => x.constructor)', '[null]'],
    ['[1].map(constructor => constructor)', '[1]'],
    ['[1].map(__proto__ => __proto__)', '[1]'],
    ['[1].map((x, constructor) => constructor)', '[0]'],
    ['[1].map(toString => toString.toString)', '[null]'],
    ['[1].map(x => x.toString())', 'refused'],
    ['[1].map(min => min(1))', '[1]'],
    ['min.constructor', 'refused'],
    ['latest.constructor', 'refused'],
    ['latest("constructor")', 'undefined'],
    ['latest("__proto__").constructor', 'undefined'],
    ['vars["__pro" + "to__"]', 'undefined'],
    ['vars["constr" + "uctor"]["constructor"]', 'undefined'],
    ['vars[["constructor"]]', 'undefined'],
    ['vars[{ toString: "constructor" }]', 'undefined'],
    ['vars.list[["map"]]', 'undefined'],
    ['vars[vars.list.concat("constructor").at(-1)]', 'undefined'],
    ['vars?.constructor?.constructor', 'undefined'],
    ['vars?.["constructor"]', 'undefined'],
    ['vars.const\\u0072uctor', 'refused'],
    ['vars["const\\u0072uctor"]', 'undefined'],
    ['vars["const\\x72uctor"]', 'undefined'],
    ['vars["\\u005f\\u005fproto__"]', 'undefined'],
    ['vars.\u0441onstructor', 'undefined'],
    ['vars.constructor\u200d', 'undefined'],
    ['vars.\u202econstructor', 'refused'],
    ['"constructor" in vars', 'false'],
    ['"__proto__" in {}', 'false'],
    ['keys(vars).includes("__proto__")', 'false'],
    ['{ __proto__: vars }.n', 'undefined'],
    ['{ __proto__: vars }.__proto__.n', '3'],
    ['{ "__proto__": { polluted: 1 } }.polluted', 'undefined'],
    ['{ ["__proto__"]: { polluted: 1 } }.polluted', 'undefined'],
    ['{ __proto__: null }.toString', 'undefined'],
    ['parseJson("{\\"__proto__\\": {\\"polluted\\": 1}}").polluted', 'undefined'],
    ['parseJson("{\\"__proto__\\": {\\"a\\": 1}}").__proto__.a', '1'],
    ['parseJson("{\\"length\\": 5}").length', '5'],
    ['[[1, 2]].map(([a]) => a)', 'refused'],
    ['[1].map((x = 5) => x)', 'refused'],
    ['[1].map(({ constructor }) => constructor)', 'refused'],
    ['[1].map((...x) => x)', 'refused'],
    ['[1].map(function (x) { return x })', 'refused'],
    ['[1].map(async x => x)', 'refused'],
    ['{ get a() { return 1 } }', 'refused'],
    ['{ a() { return 1 } }', 'refused'],
    ['{ toString: 1 } + ""', '"{\\"toString\\":1}"'],
    ['{ valueOf: 1 } + 1', 'failed'],
    ['{ toJSON: "x" } + ""', '"{\\"toJSON\\":\\"x\\"}"'],
    ['{ then: 1 }.then', '1'],
    ['"" + { length: 1e9 }', '"{\\"length\\":1000000000}"'],
    ['{ length: 3 }.map(x => x)', 'failed'],
    ['{ length: 3, splice: 1 }.includes(1)', 'failed'],
    ['[].concat({ length: 1e9 })', '[{"length":1000000000}]'],
    ['[].concat.length', 'undefined'],
    ['vars.text.replaceAll("b", "$`$\'")', '"a$`$\'c"'],
    ['"a".replaceAll("a", x => x)', 'refused'],
    ['vars.list.length = 0', 'refused'],
    ['delete vars.n', 'refused'],
    ['vars.n in vars, 1', 'refused'],
    ['new vars.constructor()', 'refused'],
    ['new.target', 'refused'],
    ['import.meta', 'refused'],
    ['super.x', 'refused'],
    ['this.constructor', 'refused'],
    ['`${1}`', 'refused'],
    ['a`b`', 'refused'],
    ['vars.text`b`', 'refused'],
    ['/(a+)+$/.test("a")', 'refused'],
    ['<!-- 1', 'refused'],
    ['1\n// 2', 'refused'],
    ['vars\u2028.n', 'refused'],
    ['\0', 'refused'],
  ])('%s is %s', (source, expected) => expect(outcome(source)).toBe(expected));

  test('nothing was changed by all this', () => {
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('values are never changed', () => {
  test.each([
    'vars.list.toSorted()',
    'vars.list.toReversed()',
    'vars.list.concat(9)',
    'vars.list.flat()',
    'vars.objects.map(o => ({ k: o.k, x: 1 }))',
    '[vars.list, vars.list].flat().toSorted((a, b) => b - a)',
  ])('%s', (source) => {
    const before = JSON.stringify(scope);
    compute(source);
    expect(JSON.stringify(scope)).toBe(before);
  });
});

describe('any text', () => {
  const words = fc.constantFrom(
    ...'vars list text n steps l outputs constructor __proto__ x min range json true null undefined typeof in this new'.split(
      ' ',
    ),
    ...'( ) [ ] { } . ?. , : ; ? => + - * / % ** == != < >= && || ?? ! = ` # @ \\ " \' 0 1 2.5 1e9 "a" \' \' .map( .filter(x=> {{ }} {{#if {{#each {{/if}} {{else}} \n'.split(
      ' ',
    ),
  );
  const text = fc
    .array(words, { maxLength: 24 })
    .chain((parts) => fc.constantFrom(parts.join(''), parts.join(' ')));
  const environment = plainEnvironment(scope);
  const attempt = (run: () => unknown): void => {
    try {
      run();
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
    }
  };

  test('as an expression is problems, a failure or a value', () => {
    fc.assert(
      fc.property(text, (source) => {
        const result = prepareExpression(source, environment);
        if (!result.ok) {
          expect(result.problems.length).toBeGreaterThan(0);
          for (const { range } of result.problems) {
            expect(range.from).toBeLessThanOrEqual(range.to);
            expect(range.to).toBeLessThanOrEqual(source.length);
          }
          return;
        }
        attempt(() => toJson(result.compiled.evaluate(scope)));
        const { compiled } = result;
        explain(compiled, compiled.trace(scope));
      }),
      { numRuns: 1000 },
    );
  });

  test('as a template is problems, a failure or text', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('text' as const, 'value' as const), (source, mode) => {
        const result = prepareTemplate(source, environment, mode);
        if (!result.ok) {
          for (const { range } of result.problems) expect(range.to).toBeLessThanOrEqual(source.length);
          return;
        }
        attempt(() => {
          const value = result.compiled.evaluate(scope);
          if (mode === 'text') expect(typeof value).toBe('string');
          const pieces = result.compiled.pieces(scope);
          if (typeof value === 'string') expect(pieces.map((piece) => piece.text).join('')).toBe(value);
        });
      }),
      { numRuns: 1000 },
    );
  });

  test('in any JSON is problems, a failure or a value', () => {
    const values = fc.letrec<{ json: Json }>((tie) => ({
      json: fc.oneof(
        { depthSize: 'small' },
        text,
        fc.integer(),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), tie('json')),
      ),
    }));
    fc.assert(
      fc.property(values.json, (json) => {
        const result = prepareValue(json, environment);
        if (result.ok) attempt(() => toJson(result.compiled.evaluate(scope)));
        else expect(result.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});
