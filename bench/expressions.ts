import { type Compiled, compileExpression, type Environment } from '../src/expression';
import { readExpression } from '../src/expression/read';
import type { Json, JsonObject } from '../src/json/json';

/** What the subjects read: one JSON object, its members being the roots. */
export interface BenchScope {
  readonly steps: JsonObject;
  readonly vars: JsonObject;
  readonly loop: JsonObject;
  readonly outputs: readonly Json[];
}

/** An expression and the JavaScript a person would write for it over the same scope. */
export interface ExpressionSubject {
  readonly source: string;
  /** Body of a function of `scope`. */
  readonly javascript: string;
}

/** Conditions and values as workflows have them: comparison, logic, arithmetic, a method, a list walk. */
export const expressionSubjects: readonly ExpressionSubject[] = [
  { source: 'steps.review.score >= 8', javascript: 'return scope.steps.review.score >= 8' },
  {
    source: 'steps.review.score >= 8 && !steps.review.cliche',
    javascript: 'return scope.steps.review.score >= 8 && !scope.steps.review.cliche',
  },
  {
    source: 'loop.iteration > 3 && vars.score < 5',
    javascript: 'return scope.loop.iteration > 3 && scope.vars.score < 5',
  },
  {
    source: 'steps.a.x * 2 + steps.b.y - 1',
    javascript: 'return scope.steps.a.x * 2 + scope.steps.b.y - 1',
  },
  {
    source: '(steps.review.tags ?? []).includes("done")',
    javascript: 'return (scope.steps.review.tags ?? []).includes("done")',
  },
  {
    source: 'outputs.filter(o => o.score > 5).length >= 3',
    javascript: 'return scope.outputs.filter((o) => o.score > 5).length >= 3',
  },
];

/** Scopes as iterations would give them, so that a subject does not see the same numbers each time. */
export const benchScopes: readonly BenchScope[] = Array.from({ length: 16 }, (_, i) => ({
  steps: {
    review: { score: i % 11, cliche: i % 3 === 0, tags: i % 2 === 0 ? ['draft', 'done'] : ['draft'] },
    a: { x: i },
    b: { y: i / 2 },
  },
  vars: { score: i % 7 },
  loop: { iteration: i },
  outputs: Array.from({ length: 8 }, (_unused, k) => ({ score: (i + k) % 11 })),
}));

const reads = {
  steps: (scope: BenchScope): Json => scope.steps,
  vars: (scope: BenchScope): Json => scope.vars,
  loop: (scope: BenchScope): Json => scope.loop,
  outputs: (scope: BenchScope): Json => scope.outputs,
};

/** Reads the roots of a {@link BenchScope}; nothing looks up, and the world stands still. */
export const benchEnvironment: Environment<BenchScope> = {
  resolve: ([root]) =>
    root === 'steps' || root === 'vars' || root === 'loop' || root === 'outputs'
      ? { read: reads[root], used: 1 }
      : undefined,
  lookup: () => () => undefined,
  random: () => 0.5,
  now: () => 0,
};

/** An expression compiled for {@link benchEnvironment}. */
export function compiledSubject(source: string): Compiled<BenchScope> {
  const read = readExpression(source);
  if (!read.ok) throw new Error(`${source} cannot be read`);
  return compileExpression(read.tree, benchEnvironment);
}
