import type { Json } from '../json/json';
import type { CallPlace } from './arguments';
import type { Value } from './expr';
import { checkListLength, type Evaluate, type Frame, innerFrame, outOfSteps } from './frame';
import { EvaluationError } from './problem';
import { glance } from './text';

/** A list method that calls an arrow function for each item. */
export type ArrowMethod = <S>(
  list: readonly Json[],
  body: Evaluate<S>,
  scope: S,
  frame: Frame | undefined,
  place: CallPlace,
) => Value;

/** Calls the body for each item in order, until `stop` says so; each call is an evaluation step. */
function each<S>(
  list: readonly Json[],
  body: Evaluate<S>,
  scope: S,
  outer: Frame | undefined,
  place: CallPlace,
  stop: (result: Value, item: Json, index: number) => boolean,
): void {
  const frame = innerFrame(outer);
  const { meter } = frame;
  let index = 0;
  for (const item of list) {
    if (--meter.left < 0) throw outOfSteps(place.expr.range);
    frame.value = item;
    frame.second = index;
    if (stop(body(scope, frame), item, index)) return;
    index++;
  }
}

function some<S>(
  list: readonly Json[],
  body: Evaluate<S>,
  scope: S,
  frame: Frame | undefined,
  place: CallPlace,
) {
  let found = false;
  each(list, body, scope, frame, place, (result) => (found = Boolean(result)));
  return found;
}

function every<S>(
  list: readonly Json[],
  body: Evaluate<S>,
  scope: S,
  frame: Frame | undefined,
  place: CallPlace,
) {
  let all = true;
  each(list, body, scope, frame, place, (result) => !(all = Boolean(result)));
  return all;
}

/** Written out, as it is what conditions over finished iterations are made of. */
function filter<S>(
  list: readonly Json[],
  body: Evaluate<S>,
  scope: S,
  outer: Frame | undefined,
  place: CallPlace,
) {
  const frame = innerFrame(outer);
  const { meter } = frame;
  const kept: Json[] = [];
  let index = 0;
  for (const item of list) {
    if (--meter.left < 0) throw outOfSteps(place.expr.range);
    frame.value = item;
    frame.second = index++;
    if (body(scope, frame)) kept.push(item);
  }
  return kept;
}

function map<S>(
  list: readonly Json[],
  body: Evaluate<S>,
  scope: S,
  frame: Frame | undefined,
  place: CallPlace,
) {
  const results: Value[] = [];
  each(list, body, scope, frame, place, (result) => {
    results.push(result);
    return false;
  });
  // Lists may hold `undefined` while they are evaluated; storing makes it `null`.
  return results as Json[];
}

function find<S>(
  list: readonly Json[],
  body: Evaluate<S>,
  scope: S,
  frame: Frame | undefined,
  place: CallPlace,
) {
  let found: Value;
  each(list, body, scope, frame, place, (result, item) => {
    if (!result) return false;
    found = item;
    return true;
  });
  return found;
}

function findIndex<S>(
  list: readonly Json[],
  body: Evaluate<S>,
  scope: S,
  frame: Frame | undefined,
  place: CallPlace,
) {
  let found = -1;
  each(list, body, scope, frame, place, (result, _item, index) => {
    if (result) found = index;
    return found >= 0;
  });
  return found;
}

/** The arrow function is given two items and says by the sign of a number which comes first. */
function toSorted<S>(
  list: readonly Json[],
  body: Evaluate<S>,
  scope: S,
  outer: Frame | undefined,
  place: CallPlace,
) {
  const { range } = place.expr;
  checkListLength(list.length, outer, range);
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

export const ARROW_IMPLEMENTATIONS: ReadonlyMap<string, ArrowMethod> = new Map<string, ArrowMethod>([
  ['some', some],
  ['every', every],
  ['filter', filter],
  ['map', map],
  ['find', find],
  ['findIndex', findIndex],
  ['toSorted', toSorted],
]);
