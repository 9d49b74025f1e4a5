import { describe, expect, test } from 'vitest';
import { explain } from '../../src/expression/explain';
import { scope } from './compute';
import { plainEnvironment } from './plain-environment';
import { prepareExpression } from './prepare';

/** One line for each part: the text, `=` its value, `!` its error or `-` when not looked at; `*` decides. */
function explained(source: string): readonly string[] {
  const result = prepareExpression(source, plainEnvironment(scope));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const { compiled } = result;
  return explain(compiled, compiled.trace(scope)).parts.map(
    ({ text, range, value, error, evaluated, decides }) => {
      expect(source.slice(range.from, range.to)).toBe(text);
      const what =
        error === undefined
          ? evaluated
            ? `= ${value === undefined ? 'undefined' : JSON.stringify(value)}`
            : '-'
          : `! ${error}`;
      return `${text} ${what}${decides ? ' *' : ''}`;
    },
  );
}

describe('explain', () => {
  test.each<[string, string[]]>([
    [
      'steps.review.score >= 8 && !steps.review.cliche',
      [
        'steps.review.score >= 8 && !steps.review.cliche = true *',
        'steps.review.score >= 8 = true *',
        'steps.review.score = 8 *',
        '!steps.review.cliche = true *',
        'steps.review.cliche = false *',
      ],
    ],
    [
      'vars.n > 5 && steps.review.score > 1',
      [
        'vars.n > 5 && steps.review.score > 1 = false *',
        'vars.n > 5 = false *',
        'vars.n = 3 *',
        'steps.review.score > 1 -',
        'steps.review.score -',
      ],
    ],
    [
      'vars.n > 1 && vars.n > 5',
      [
        'vars.n > 1 && vars.n > 5 = false *',
        'vars.n > 1 = true',
        'vars.n = 3',
        'vars.n > 5 = false *',
        'vars.n = 3 *',
      ],
    ],
    [
      'vars.n > 5 || vars.n > 1',
      [
        'vars.n > 5 || vars.n > 1 = true *',
        'vars.n > 5 = false',
        'vars.n = 3',
        'vars.n > 1 = true *',
        'vars.n = 3 *',
      ],
    ],
    [
      'vars.n > 5 || vars.zero',
      ['vars.n > 5 || vars.zero = 0 *', 'vars.n > 5 = false *', 'vars.n = 3 *', 'vars.zero = 0 *'],
    ],
    ['vars.gone ?? vars.n', ['vars.gone ?? vars.n = 3 *', 'vars.gone = undefined', 'vars.n = 3 *']],
    ['vars.n ?? vars.gone', ['vars.n ?? vars.gone = 3 *', 'vars.n = 3 *', 'vars.gone -']],
    [
      'vars.zero ? vars.n : vars.text',
      ['vars.zero ? vars.n : vars.text = "abc" *', 'vars.zero = 0 *', 'vars.n -', 'vars.text = "abc" *'],
    ],
    [
      '(vars.list ?? []).includes("done")',
      [
        '(vars.list ?? []).includes("done") = false *',
        'vars.list ?? [] = [3,1,2] *',
        'vars.list = [3,1,2] *',
      ],
    ],
    [
      'vars.list.filter(x => x > vars.n).length >= max(1, vars.n)',
      [
        'vars.list.filter(x => x > vars.n).length >= max(1, vars.n) = false *',
        'vars.list.filter(x => x > vars.n).length = 0 *',
        'vars.list.filter(x => x > vars.n) = [] *',
        'vars.list = [3,1,2] *',
        'max(1, vars.n) = 3 *',
        'vars.n = 3 *',
      ],
    ],
    ['vars.list[vars.zero].k', ['vars.list[vars.zero].k = undefined *', 'vars.zero = 0 *']],
    ['-1 < vars.n', ['-1 < vars.n = true *', 'vars.n = 3 *']],
    ['[vars.n, 1][0]', ['[vars.n, 1][0] = 3 *', 'vars.n = 3 *']],
    [
      'vars.n * vars.text > 1',
      [
        'vars.n * vars.text > 1 ! `vars.text` is "abc"; `*` needs numbers. *',
        'vars.n * vars.text ! `vars.text` is "abc"; `*` needs numbers. *',
        'vars.n = 3 *',
        'vars.text = "abc" *',
      ],
    ],
    ['true', []],
  ])('%s', (source, parts) => expect(explained(source)).toEqual(parts));

  test('gives the value of the whole, or its error', () => {
    const run = (source: string): unknown => {
      const result = prepareExpression(source, plainEnvironment(scope));
      return result.ok && explain(result.compiled, result.compiled.trace(scope));
    };
    expect(run('vars.n')).toMatchObject({ value: 3 });
    expect(run('true')).toEqual({ value: true, parts: [] });
    expect(run('vars.gone')).not.toHaveProperty('value');
    expect(run('1 + fail("no")')).toMatchObject({
      error: { code: 'expression/fail', range: { from: 4, to: 14 } },
    });
  });

  test('draws each random number once, like an evaluation', () => {
    let n = 0;
    const environment = plainEnvironment(scope, { random: () => n++ / 10 });
    const result = prepareExpression('random(0, 9) + random(0, 9)', environment);
    if (!result.ok) throw new Error('does not compile');
    expect(result.compiled.trace(scope).whole).toEqual({ value: 1 });
    expect(n).toBe(2);
  });
});
