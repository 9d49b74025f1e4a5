import { expect, test } from 'vitest';
import { type Mentions, mentionsOf } from '../../src/expression/mentions';
import { parseExpression } from '../../src/expression/parse';
import { scope } from './compute';
import { plainEnvironment } from './plain-environment';
import { prepareTemplate, prepareValue } from './prepare';

function mentions(source: string): Mentions {
  const parsed = parseExpression(source);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return mentionsOf(parsed.expr);
}
const paths = (found: Mentions): readonly string[] => found.paths.map(({ names }) => names.join('/'));

test.each([
  ['steps.a.b + vars["c d"]?.e', ['steps/a/b', 'vars/c d/e']],
  ['steps.a[vars.i].c', ['steps/a', 'vars/i']],
  ['steps.a[0].c', ['steps/a']],
  ['(steps.a ?? vars.b).c', ['steps/a', 'vars/b']],
  ['steps.a.map((x, i) => x.y + i + vars.z + item)', ['steps/a', 'vars/z', 'item']],
  ['[1].map(steps => steps.a)', []],
  ['{ steps, ["x" + vars.k]: typeof loop.iteration }', ['steps', 'vars/k', 'loop/iteration']],
  ['inputs.a ? errors.b : iterations.c', ['inputs/a', 'errors/b', 'iterations/c']],
  ['steps.a.includes(vars.b)', ['steps/a', 'vars/b']],
  ['latest("a").b', []],
])('%s reads %j', (source, expected) => expect(paths(mentions(source))).toEqual(expected));

test('names have their places', () => {
  const source = '1 + steps . a["b"]?.c';
  const [path] = mentions(source).paths;
  const text = ({ from, to }: { readonly from: number; readonly to: number }): string =>
    source.slice(from, to);
  expect(path?.ranges.map(text)).toEqual(['steps', 'a', '"b"', 'c']);
  expect(path && text(path.range)).toBe('steps . a["b"]?.c');
});

test('functions and look-ups', () => {
  const source = 'max(latest("a").score, outputs("b").length) > random(1, 2) || exists("a")';
  const found = mentions(source);
  expect([...found.functions]).toEqual(['max', 'latest', 'outputs', 'random', 'exists']);
  expect(found.lookups.map(({ name, id, range }) => [name, id, source.slice(range.from, range.to)])).toEqual([
    ['latest', 'a', '"a"'],
    ['outputs', 'b', '"b"'],
    ['exists', 'a', '"a"'],
  ]);
});

test.each([
  ['steps.l.outputs', ['l']],
  ['steps["my-l"].outputs.length + loop.history.inner.outputs[0].x.outputs', ['inner', 'my-l', 'x']],
  ['steps.o.last.map(o => o.inner.outputs)', ['inner']],
  ['latest("l").outputs', []],
  ['[steps.l][0].outputs', []],
  ['loop.outputs', []],
  ['latest("l").x.outputs', ['x']],
])('%s reads the outputs of %j', (source, expected) => {
  expect([...mentions(source).outputsOf].toSorted()).toEqual(expected);
});

test('a template mentions what its tags do, apart from the names of its blocks', () => {
  const source =
    '{{item.a}} {{#each vars.list}}{{item.b}}{{index}}{{steps.x}}{{/each}}{{#if loop.iteration}}{{now()}}{{else}}{{index}}{{/if}}';
  const result = prepareTemplate(source, plainEnvironment({ ...scope, item: 1, index: 2 }), 'text');
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  expect(paths(result.compiled.mentions)).toEqual([
    'item/a',
    'vars/list',
    'steps/x',
    'loop/iteration',
    'index',
  ]);
  expect([...result.compiled.mentions.functions]).toEqual(['now']);
  expect(result.compiled.mentions.paths.map(({ range }) => source.slice(range.from, range.to))[1]).toBe(
    'vars.list',
  );
});

test('a value mentions what its templates do', () => {
  const result = prepareValue(
    { a: '{{steps.l.outputs}}', b: ['{{latest("x")}} {{uuid()}}'] },
    plainEnvironment(scope),
  );
  if (!result.ok) throw new Error('does not compile');
  expect(paths(result.compiled.mentions)).toEqual(['steps/l/outputs']);
  expect([...result.compiled.mentions.outputsOf]).toEqual(['l']);
  expect(result.compiled.mentions.lookups).toMatchObject([{ name: 'latest', id: 'x' }]);
  expect([...result.compiled.mentions.functions]).toEqual(['latest', 'uuid']);
});
