import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EvaluationError, type Expr, type Value } from '../../src/expression';
import { benchEnvironment, benchScopes, expressionSubjects } from '../../bench/expressions';
import { parseExpression } from '../../src/expression/parse';
import { scope } from './compute';
import { plainEnvironment } from './plain-environment';
import { prepareExpression } from './prepare';
import { walk } from './reference';

const within = {
  ...scope,
  n: 3,
  s: 'ab',
  list: [3, 1, { k: 2, s: 'x' }, null],
  o: { k: 2, p: { q: 7, outputs: [1] } },
};
const environment = plainEnvironment(within);

/** Sources of the kinds that the reference walk knows; names `x` and `i` where an arrow function binds them. */
const source = fc.letrec<{ any: string; path: string; inArrow: string }>((tie) => {
  const any = tie('any');
  const literal = fc.constantFrom(
    '0',
    '1',
    '2.5',
    '8',
    '"a"',
    '""',
    'true',
    'false',
    'null',
    'undefined',
    '[]',
    '{}',
    '-1',
  );
  const path = fc.oneof(
    fc.constantFrom(
      'n',
      's',
      'list',
      'o',
      'o.k',
      'o.p',
      'o.p.q',
      'o.p.outputs',
      'o.gone',
      'o.gone.gone',
      'list.length',
      's.length',
    ),
    fc.constantFrom(
      'steps.l',
      'steps.l.outputs',
      'steps.l.last.inner.outputs',
      'vars.objects',
      'o?.p?.q',
      'o["k"]',
      'list[2].k',
    ),
    any.map((key) => `list[${key}]`),
    any.map((key) => `o[${key}]`),
    any.map((object) => `(${object}).k`),
    any.map((object) => `(${object}).outputs`),
    any.map((object) => `(${object}).p.q`),
  );
  const binary = fc.constantFrom(
    '+',
    '-',
    '*',
    '/',
    '%',
    '<',
    '>',
    '<=',
    '>=',
    '==',
    '!=',
    '===',
    'in',
    '&&',
    '||',
    '??',
  );
  const arrow = fc.constantFrom('map', 'filter', 'some', 'every');
  const all = [
    { weight: 3, arbitrary: literal },
    { weight: 5, arbitrary: path },
    { weight: 2, arbitrary: fc.constantFrom('x', 'x.k', 'i', 'x.k > 1') },
    { weight: 6, arbitrary: fc.tuple(any, binary, any).map(([a, op, b]) => `(${a}) ${op} (${b})`) },
    { weight: 4, arbitrary: fc.tuple(path, binary, literal).map(([a, op, b]) => `(${a} ${op} ${b})`) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(path, fc.constantFrom('<', '>=', '=='), literal, any)
        .map(([a, op, b, c]) => `${a} ${op} ${b} && (${c})`),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constantFrom('!', '-', '+', 'typeof '), any).map(([op, a]) => `${op}(${a})`),
    },
    { weight: 1, arbitrary: fc.tuple(any, any, any).map(([a, b, c]) => `(${a}) ? (${b}) : (${c})`) },
    { weight: 1, arbitrary: fc.array(any, { maxLength: 3 }).map((items) => `[${items.join(', ')}]`) },
    { weight: 1, arbitrary: fc.tuple(any, any).map(([a, b]) => `({ k: ${a}, "s t": ${b} })`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('string', 'boolean', 'isEmpty', 'max', 'min'), any)
        .map(([f, a]) => `${f}(${a})`),
    },
    { weight: 1, arbitrary: fc.tuple(any, any).map(([a, b]) => `(${a}).includes(${b})`) },
    {
      weight: 2,
      arbitrary: fc.tuple(any, arrow, any).map(([a, method, b]) => `(${a}).${method}((x, i) => ${b})`),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(arrow, literal).map(([method, b]) => `list.${method}(x => x.k > ${b})`),
    },
  ];
  return {
    path,
    any: fc.oneof({ maxDepth: 4, depthSize: 'small' }, ...all),
    inArrow: any.map((body) => `list.map((x, i) => ${body})`),
  };
}).inArrow;

type Outcome = { readonly value: Value } | { readonly code: string };

function outcomeOf(run: () => Value): Outcome {
  try {
    return { value: run() };
  } catch (error) {
    if (error instanceof EvaluationError) return { code: error.code };
    throw error;
  }
}

/** The tree without its ranges. */
function shape(expr: Expr): unknown {
  return JSON.parse(JSON.stringify(expr, (key, value: unknown) => (/range$/i.test(key) ? undefined : value)));
}

describe('generated expressions', () => {
  test('give what a plain walk over the tree gives, explained or not', () => {
    let compiledCount = 0;
    fc.assert(
      fc.property(source, (text) => {
        const result = prepareExpression(text, environment);
        if (!result.ok) return;
        compiledCount++;
        const { compiled } = result;
        const expected = outcomeOf(() => walk(compiled.expr, within, environment));
        expect(outcomeOf(() => compiled.evaluate(within))).toStrictEqual(expected);
        const { whole } = compiled.trace(within);
        expect('error' in whole ? { code: whole.error.code } : whole).toStrictEqual(expected);
      }),
      { numRuns: 1500 },
    );
    expect(compiledCount).toBeGreaterThan(300);
  });

  test('have parts that stand where they say', () => {
    fc.assert(
      fc.property(source, (text) => {
        const parsed = parseExpression(text);
        if (!parsed.ok) return;
        const visit = (node: unknown): void => {
          if (Array.isArray(node)) return node.forEach(visit);
          if (typeof node !== 'object' || node === null) return;
          Object.values(node).forEach(visit);
          if (!('type' in node) || node.type === 'arrow') return;
          const expr = node as Expr;
          const again = parseExpression(text.slice(expr.range.from, expr.range.to));
          expect(again.ok && shape(again.expr)).toEqual(shape(expr));
        };
        visit(parsed.expr);
      }),
      { numRuns: 300 },
    );
  });
});

test.each(expressionSubjects)(
  '$source is measured against the same thing',
  ({ source: text, javascript }) => {
    const result = prepareExpression(text, benchEnvironment);
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    const { compiled } = result;
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, no-new-func -- the measure is what JavaScript itself makes of it
    const native = new Function('scope', javascript) as (at: unknown) => unknown;
    for (const one of benchScopes) {
      expect(compiled.evaluate(one)).toBe(native(one));
      expect(walk(compiled.expr, one, benchEnvironment)).toBe(native(one));
    }
  },
);
