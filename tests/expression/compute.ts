import { EvaluationError, type Value } from '../../src/expression';
import type { Json, JsonObject } from '../../src/json/json';
import { plainEnvironment, type PlainWorld } from './plain-environment';
import { prepareExpression } from './prepare';

/** A loop result as the engine makes it: `outputs` is there for a read by name only. */
export function withOutputs(result: JsonObject, outputs: readonly Json[]): JsonObject {
  return Object.defineProperty({ ...result }, 'outputs', { value: outputs });
}

/** What most expressions of these tests read. */
export const scope: JsonObject = {
  steps: {
    review: { score: 8, cliche: false, note: 'more rhyme', tags: ['draft', 'done'], by: null },
    l: withOutputs(
      { iterations: 2, stoppedBy: 'until', last: { inner: withOutputs({ iterations: 1 }, [7]) } },
      [{ a: 1 }, { a: 2 }],
    ),
    open: { outputs: [5], 'a-b': 1, length: 9, constructor: 'own' },
  },
  vars: {
    n: 3,
    zero: 0,
    text: 'abc',
    empty: '',
    list: [3, 1, 2],
    objects: [{ k: 'b' }, { k: 'a' }],
    nothing: null,
  },
  loop: { iteration: 4 },
};

/** The value of an expression in {@link scope}. Fails the test when it does not compile. */
export function compute(source: string, world: PlainWorld = {}, within: JsonObject = scope): Value {
  const result = prepareExpression(source, plainEnvironment(within, world));
  if (!result.ok) throw new Error(`${source}: ${JSON.stringify(result.problems)}`);
  return result.compiled.evaluate(within);
}

/** `code "text"` of what evaluating throws; the text is what it points at. */
export function failure(source: string, within: JsonObject = scope): string {
  try {
    compute(source, {}, within);
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return `${error.code} ${source.slice(error.range.from, error.range.to)}`;
  }
  throw new Error(`${source} does not fail`);
}

/** `code text` of each problem that compiling finds. */
export function problems(source: string): readonly string[] {
  const result = prepareExpression(source, plainEnvironment(scope));
  if (result.ok) return [];
  return result.problems.map(({ code, range }) => `${code} ${source.slice(range.from, range.to)}`);
}
