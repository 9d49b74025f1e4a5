import { evaluate, parse } from 'cel-js';
import { Parser } from 'expr-eval';
import { Jexl } from 'jexl';
import jsonata from 'jsonata';
import type { Reference } from './alternate';
import type { BenchScope } from './expressions';

/** Another expression language: its way to make something callable out of a source, and our subjects in its words. */
export interface Peer {
  readonly name: string;
  /** In the order of the subjects. */
  readonly sources: readonly string[];
  compile(source: string): Reference<BenchScope>;
}

const jexl = new Jexl();
jexl.addTransform('size', (list) => list.length);
const exprEval = new Parser({ operators: { in: true } });

/** What the subjects have in common with one of the languages is written once. */
const score = 'steps.review.score >= 8';
const sum = 'steps.a.x * 2 + steps.b.y - 1';
const done = '"done" in steps.review.tags';

/** The languages that expressions are compared with, each parsed once and called often. */
export const peers: readonly Peer[] = [
  {
    name: 'jexl 2.3.0',
    sources: [
      score,
      `${score} && !steps.review.cliche`,
      'loop.iteration > 3 && vars.score < 5',
      sum,
      done,
      'outputs[.score > 5]|size >= 3',
    ],
    compile(source) {
      const compiled = jexl.compile(source);
      return { call: (scope) => compiled.evalSync(scope) };
    },
  },
  {
    name: 'expr-eval 2.0.2',
    sources: [
      score,
      `${score} and not steps.review.cliche`,
      'loop.iteration > 3 and vars.score < 5',
      sum,
      done,
      'length filter(f(o) = o.score > 5, outputs) >= 3',
    ],
    compile(source) {
      const compiled = exprEval.parse(source);
      // Its types know only scalars, its evaluator any value.
      return { call: (scope): unknown => compiled.evaluate(scope as object as Record<string, string>) };
    },
  },
  {
    name: 'cel-js 0.8.2',
    sources: [
      score,
      `${score} && !steps.review.cliche`,
      'loop.iteration > 3 && vars.score < 5',
      sum,
      done,
      'size(outputs.filter(o, o.score > 5)) >= 3',
    ],
    compile(source) {
      const parsed = parse(source);
      if (!parsed.isSuccess) throw new Error(`cel-js does not parse ${source}: ${parsed.errors.join(', ')}`);
      return { call: (scope) => evaluate(parsed.cst, { ...scope }) };
    },
  },
  {
    name: 'jsonata 2.2.2',
    sources: [
      score,
      `${score} and $not(steps.review.cliche)`,
      'loop.iteration > 3 and vars.score < 5',
      sum,
      done,
      '$count(outputs[score > 5]) >= 3',
    ],
    compile(source) {
      const compiled = jsonata(source);
      return { answer: (scope): Promise<unknown> => compiled.evaluate(scope) };
    },
  },
];
