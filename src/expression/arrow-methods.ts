import type { Json } from '../json/json';
import type { CallPlace } from './arguments';
import type { Value } from './expr';
import { type Evaluate, type Frame, innerFrame, outOfSteps } from './frame';
import type { Matcher } from './matchers';
import { EvaluationError } from './problem';
import { glance } from './text';

/** A list method that asks an arrow function about its items, one after another. */
export type MatchMethod = <S>(
  list: readonly Json[],
  match: Matcher<S>,
  scope: S,
  outer: Frame | undefined,
) => Value;

/** A list method that uses what an arrow function gives. */
export type BodyMethod = <S>(
  list: readonly Json[],
  body: Evaluate<S>,
  scope: S,
  outer: Frame | undefined,
  place: CallPlace,
) => Value;

export const MATCH_METHODS: ReadonlyMap<string, MatchMethod> = new Map<string, MatchMethod>([
  ['some', (list, match, scope, outer) => match(list, 0, true, scope, innerFrame(outer)) >= 0],
  ['every', (list, match, scope, outer) => match(list, 0, false, scope, innerFrame(outer)) < 0],
  ['findIndex', (list, match, scope, outer) => match(list, 0, true, scope, innerFrame(outer))],
  [
    'find',
    (list, match, scope, outer) => {
      const index = match(list, 0, true, scope, innerFrame(outer));
      return index < 0 ? undefined : list[index];
    },
  ],
  ['filter', filter],
]);

export const BODY_METHODS: ReadonlyMap<string, BodyMethod> = new Map<string, BodyMethod>([
  ['map', map],
  ['toSorted', toSorted],
]);

function filter<S>(list: readonly Json[], match: Matcher<S>, scope: S, outer: Frame | undefined): Value {
  const frame = innerFrame(outer);
  const kept: Json[] = [];
  for (let index = match(list, 0, true, scope, frame); index >= 0;) {
    kept.push(itemAt(list, index));
    index = match(list, index + 1, true, scope, frame);
  }
  return kept;
}

// Lists may hold `undefined` while they are evaluated; storing makes it `null`.
function itemAt(list: readonly Json[], index: number): Json {
  return list[index] as Json; // see above
}

function map<S>(
  list: readonly Json[],
  body: Evaluate<S>,
  scope: S,
  outer: Frame | undefined,
  place: CallPlace,
): Value {
  const frame = innerFrame(outer);
  const { meter } = frame;
  const results: Value[] = [];
  for (let index = 0; index < list.length; index++) {
    if (--meter.left < 0) throw outOfSteps(place.expr.range);
    frame.value = list[index];
    frame.second = index;
    results.push(body(scope, frame));
  }
  // Lists may hold `undefined` while they are evaluated; storing makes it `null`.
  return results as Json[];
}

/** The arrow function is given two items and says by the sign of a number which comes first. */
function toSorted<S>(
  list: readonly Json[],
  body: Evaluate<S>,
  scope: S,
  outer: Frame | undefined,
  place: CallPlace,
): Value {
  const { range } = place.expr;
  const frame = innerFrame(outer);
  const { meter } = frame;
  return list.toSorted((a, b) => {
    if (--meter.left < 0) throw outOfSteps(range);
    frame.value = a;
    frame.second = b;
    const result = body(scope, frame);
    if (typeof result === 'number') return result;
    const message = `The function of \`toSorted\` gives a number; for ${glance(a)} and ${glance(b)} it gave ${glance(result)}.`;
    throw new EvaluationError('expression/type', message, range);
  });
}
