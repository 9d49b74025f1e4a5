import { describe, expect, test } from 'vitest';
import { compileExpression } from '../../src/expression';
import { nameProblems } from '../../src/expression/names';
import { nearest } from '../../src/expression/nearest';
import { parseExpression } from '../../src/expression/parse';
import { readExpression } from '../../src/expression/read';
import { problems, scope } from './compute';
import { plainEnvironment } from './plain-environment';
import { prepareExpression } from './prepare';

describe('what is refused while compiling', () => {
  test.each<[string, string[]]>([
    ['', ['expression/empty ']],
    ['  ', ['expression/empty   ']],
    ['1 +', ['expression/syntax ']],
    ['1 + * 2', ['expression/syntax *']],
    ['(1', ['expression/syntax (']],
    ['[1, 2', ['expression/syntax [']],
    ['{ a: 1', ['expression/syntax {']],
    ['min(1', ['expression/syntax (']],
    ['vars["n"', ['expression/syntax ']],
    ['1)', ['expression/syntax )']],
    ['vars.', ['expression/syntax ']],
    ['vars..n', ['expression/syntax .']],
    ['a b', ['expression/syntax b']],
    ['"abc', ['expression/syntax "abc']],
    ['"\\u12"', ['expression/syntax \\u']],
    ['"\\1"', ['expression/syntax \\1']],
    ['1 ? 2', ['expression/syntax ']],
    ['[1,,2]', ['expression/syntax ,']],
    ['[1 2]', ['expression/syntax 2']],
    ['{a:1 b:2}', ['expression/syntax b']],
    ['min(1 2)', ['expression/syntax 2']],
    ['min(,1)', ['expression/syntax ,']],
    ['123abc', ['expression/syntax a']],
    ['1.2.3', ['expression/syntax .']],
    ['010', ['expression/syntax 010']],
    ['0x10', ['expression/syntax x']],
    ['1e', ['expression/syntax ']],
    ['1e999', ['expression/not-finite 1e999']],
    ['#a', ['expression/syntax #']],
    ['v\u00e4rs.n \u201c', ['expression/syntax \u201c']],
    ['vars\u00a0.n', ['expression/syntax vars\u00a0']],
    ['v\\u0061rs', ['expression/syntax \\']],
    ['()', ['expression/syntax )']],

    ['a = 1', ['expression/not-allowed =']],
    ['vars.n = 1', ['expression/not-allowed =']],
    ['vars.n += 1', ['expression/not-allowed +=']],
    ['vars.n ??= 1', ['expression/not-allowed ??=']],
    ['++vars.n', ['expression/not-allowed ++']],
    ['vars.n--', ['expression/not-allowed --']],
    ['1--1', ['expression/not-allowed --']],
    ['new Date()', ['expression/syntax Date']],
    ['this', ['expression/not-allowed this']],
    ['this.vars', ['expression/not-allowed this']],
    ['2 ** 3', ['expression/not-allowed **']],
    ['1 | 2', ['expression/not-allowed |']],
    ['1 & 2', ['expression/not-allowed &']],
    ['1 ^ 2', ['expression/not-allowed ^']],
    ['1 << 2', ['expression/not-allowed <<']],
    ['1 >>> 2', ['expression/not-allowed >>>']],
    ['~1', ['expression/not-allowed ~']],
    ['1; 2', ['expression/not-allowed ;']],
    ['1;', ['expression/not-allowed ;']],
    [';1', ['expression/not-allowed ;']],
    ['1, 2', ['expression/not-allowed ,']],
    ['(1, 2)', ['expression/not-allowed ,']],
    ['/a/', ['expression/not-allowed /']],
    ['vars.text.replaceAll(/a/g, "")', ['expression/not-allowed /']],
    ['1 // one', ['expression/not-allowed //']],
    ['1 /* one */', ['expression/not-allowed /*']],
    ['`a`', ['expression/not-allowed `']],
    ['[...vars.list]', ['expression/not-allowed ...']],
    ['{ ...vars }', ['expression/not-allowed ...']],
    ['min(...vars.list)', ['expression/not-allowed ...']],
    ['void 0', ['expression/syntax 0']],
    ['await 1', ['expression/syntax 1']],
    ['class', ['expression/not-allowed class']],
    ['in in in', ['expression/not-allowed in', 'expression/not-allowed in']],
    ['typeof', ['expression/not-allowed typeof']],

    ['x => x', ['expression/not-allowed x => x']],
    ['(x => x)(1)', ['expression/not-allowed (x => x)(1)']],
    ['1 + x => x', ['expression/not-allowed =>']],
    ['(x, [y]) => 1', ['expression/not-allowed ,']],
    ['min(x => x)', ['expression/not-allowed x => x']],
    ['vars.list.includes(x => x)', ['expression/not-allowed x => x']],
    ['vars.list.map(1)', ['expression/not-allowed 1']],
    ['vars.list.map(min)', ['expression/not-allowed min']],
    ['vars.list.map(x => { 1 })', ['expression/not-allowed {']],
    ['vars.list.map((a, b, c) => 1)', ['expression/not-allowed (a, b, c) => 1']],
    ['vars.list.map((a, a) => 1)', ['expression/not-allowed (a, a) => 1']],
    ['vars.list.map(new => 1)', ['expression/not-allowed new']],

    ['1 ?? 2 || 3', ['expression/mixed-operators 1 ?? 2 || 3']],
    ['1 || 2 ?? 3', ['expression/mixed-operators 1 || 2 ?? 3']],
    ['1 ?? 2 && 3', ['expression/mixed-operators 1 ?? 2 && 3']],
    ['1 && 2 ?? 3', ['expression/mixed-operators 1 && 2 ?? 3']],
    ['(1 ?? 2) || 3', []],
    ['1 ?? (2 && 3)', []],
    ['1 || 2 && 3', []],
    ['1 ?? 2 ?? 3', []],

    ['nope', ['expression/unknown-name nope']],
    ['nope.a.b + vars.n', ['expression/unknown-name nope']],
    [
      'step.a + var.n',
      ['expression/unknown-name step', 'expression/unknown-name var']
        .slice(0, 0)
        .concat('expression/not-allowed var'),
    ],
    ['step.a + vras.n', ['expression/unknown-name step', 'expression/unknown-name vras']],
    ['!step', ['expression/unknown-name step']],
    ['step > 1 && step < 2', ['expression/unknown-name step', 'expression/unknown-name step']],
    ['Infinity', ['expression/unknown-name Infinity']],
    ['NaN', ['expression/unknown-name NaN']],
    ['vars.list.map(x => y)', ['expression/unknown-name y']],
    ['[vars.list.map(x => x), x]', ['expression/unknown-name x']],
    ['foo(1)', ['expression/unknown-function foo']],
    ['foo(nope)', ['expression/unknown-function foo']],
    ['Max(1)', ['expression/unknown-function Max']],
    ['vars.list.push(1)', ['expression/unknown-function push']],
    ['vars.text.match("a")', ['expression/unknown-function match']],
    ['vars.list.reduce(x => x)', ['expression/unknown-function reduce']],
    ['vars.list[0](1)', ['expression/not-allowed vars.list[0](1)']],
    ['vars["a" + "b"]()', ['expression/not-allowed vars["a" + "b"]()']],
    ['min(1)(2)', ['expression/not-allowed min(1)(2)']],
    ['"a"()', ['expression/not-allowed "a"()']],
    ['abs()', ['expression/arguments abs()']],
    ['abs(1, 2)', ['expression/arguments abs(1, 2)']],
    ['min()', ['expression/arguments min()']],
    ['now(1)', ['expression/arguments now(1)']],
    ['random(1)', ['expression/arguments random(1)']],
    ['vars.text.trim(1)', ['expression/arguments vars.text.trim(1)']],
    ['vars.list.map()', ['expression/arguments vars.list.map()']],
    ['latest()', ['expression/lookup-argument latest()']],
    ['latest(vars.text)', ['expression/lookup-argument latest(vars.text)']],
    ['latest("a" + "b")', ['expression/lookup-argument latest("a" + "b")']],
    ['outputs("a", "b")', ['expression/lookup-argument outputs("a", "b")']],
    ['exists(1)', ['expression/lookup-argument exists(1)']],
  ])('%s', (source, expected) => expect(problems(source)).toEqual(expected));

  test('a problem with a path of names points at the name it is about', () => {
    const read = readExpression('1 + steps.a["b c"].d');
    if (!read.ok) throw new Error('is not read');
    const found = nameProblems(read.tree.mentions, () => ({ code: 'some/code', message: 'not that', at: 2 }));
    expect(found).toEqual([{ code: 'some/code', message: 'not that', range: { from: 12, to: 17 } }]);
  });

  test('a name that was not checked cannot be compiled', () => {
    const read = readExpression('steps.a + nobody');
    if (!read.ok) throw new Error('is not read');
    const { tree } = read;
    expect(() => compileExpression(tree, plainEnvironment(scope))).toThrow('nothing is called nobody');
  });

  test('what was probably meant is offered', () => {
    const messages = (source: string): string => {
      const result = prepareExpression(source, plainEnvironment(scope));
      return result.ok ? '' : result.problems.map(({ message }) => message).join(' ');
    };
    expect(messages('stesp.a')).toContain('Did you mean `steps`?');
    expect(messages('rond(1)')).toContain('Did you mean `round`?');
    expect(messages('vars.list.fitler(x => x)')).toContain('Did you mean `filter`?');
    expect(messages('zebra')).not.toContain('Did you mean');
  });

  test.each([
    ['setps', ['steps', 'vars'], 'steps'],
    ['Steps', ['steps'], 'steps'],
    ['reviw', ['write', 'review'], 'review'],
    ['x', ['y'], undefined],
    ['xs', ['x'], 'x'],
    ['banana', ['steps'], undefined],
    ['', ['a'], undefined],
  ])('the nearest to %j of %j is %s', (name, candidates, expected) => {
    expect(nearest(name, candidates)).toBe(expected);
  });
});

describe('places', () => {
  test.each([
    ['(vars.n + 1) * 2', ['(vars.n + 1) * 2', 'vars.n + 1', 'vars.n', 'vars', '1', '2']],
    ['((vars)).n', ['((vars)).n', 'vars']],
    ['vars [ "n" ] . a', ['vars [ "n" ] . a', 'vars [ "n" ]', 'vars']],
    ['vars[(0)]', ['vars[(0)]', 'vars', '0']],
    ['! ( true )', ['! ( true )', 'true']],
    ['- - 1', ['- - 1', '- 1', '1']],
    ['true ? ( null ) : [ 1 , 2 ]', ['true ? ( null ) : [ 1 , 2 ]', 'true', 'null', '[ 1 , 2 ]', '1', '2']],
    ['min( (1) , 2 ) ', ['min( (1) , 2 )', '1', '2']],
    ['vars.map ( x => (x) )', ['vars.map ( x => (x) )', 'vars', 'x => (x)', 'x', 'x']],
    ['a ?. b ?. [ 0 ]', ['a ?. b ?. [ 0 ]', 'a ?. b', 'a', '0']],
    ['{ a : 1 , "b" : ( 2 ) }', ['{ a : 1 , "b" : ( 2 ) }', '1', '2']],
  ])('the parts of %s', (source, expected) => {
    const parsed = parseExpression(source);
    if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
    const found: string[] = [];
    const visit = (node: unknown): void => {
      if (Array.isArray(node)) node.forEach(visit);
      else if (typeof node === 'object' && node !== null) {
        if ('type' in node && 'range' in node) {
          const { from, to } = node.range as { from: number; to: number };
          found.push(source.slice(from, to));
        }
        Object.values(node).forEach(visit);
      }
    };
    visit(parsed.expr);
    // Found outside in, in the order of the members; only which places there are matters here.
    expect(found.toSorted()).toEqual(expected.toSorted());
  });
});
