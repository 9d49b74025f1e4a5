import type { Json } from '../json/json';
import { numberArgument, optionalNumber, optionalText, type CallPlace } from './arguments';
import type { Value } from './expr';
import { checkListLength, checkTextLength, type Frame, limitedText, spend } from './frame';
import { VALUE_DEPTH_LIMIT } from './limits';
import { indexOfContent } from './operators';
import { EvaluationError } from './problem';
import { glance, renderText, tooDeep } from './text';

/** A method called on a list with up to two values, `undefined` for one left out. */
export type ListMethod = (
  list: readonly Json[],
  a: Value,
  b: Value,
  place: CallPlace,
  frame: Frame | undefined,
) => Value;

export const LIST_METHODS: ReadonlyMap<string, ListMethod> = new Map<string, ListMethod>([
  [
    'includes',
    (list, a, b, place, frame) =>
      indexOfContent(list, a, startOf(list, b, place), frame, place.expr.range) >= 0,
  ],
  [
    'indexOf',
    (list, a, b, place, frame) => indexOfContent(list, a, startOf(list, b, place), frame, place.expr.range),
  ],
  ['at', (list, a, _b, place) => list.at(numberArgument(a, 0, place))],
  [
    'slice',
    (list, a, b, place, frame) => {
      const part = list.slice(optionalNumber(a, 0, place), optionalNumber(b, 1, place));
      checkListLength(part.length, frame, place.expr.range);
      return part;
    },
  ],
  ['join', join],
  ['flat', (list, a, _b, place, frame) => flat(list, optionalNumber(a, 0, place) ?? 1, place, frame)],
  ['toSorted', (list, _a, _b, place, frame) => sorted(list, place, frame)],
  [
    'toReversed',
    (list, _a, _b, place, frame) => {
      checkListLength(list.length, frame, place.expr.range);
      return list.toReversed();
    },
  ],
]);

/** `concat`: lists are taken apart, other values appended. */
export function concat(
  list: readonly Json[],
  values: readonly Value[],
  place: CallPlace,
  frame: Frame | undefined,
): Value {
  let length = list.length;
  for (const value of values) length += Array.isArray(value) ? value.length : 1;
  checkListLength(length, frame, place.expr.range);
  return list.concat(...values.map(asItem));
}

// A list may hold `undefined` while it is evaluated; storing makes it `null`.
function asItem(value: Value): Json {
  return value as Json; // see above
}

function startOf(list: readonly Json[], from: Value, place: CallPlace): number {
  const start = Math.trunc(optionalNumber(from, 1, place) ?? 0);
  return start < 0 ? Math.max(0, list.length + start) : start;
}

function join(
  list: readonly Json[],
  a: Value,
  _b: Value,
  place: CallPlace,
  frame: Frame | undefined,
): string {
  const separator = optionalText(a, 0, place) ?? ',';
  const { range } = place.expr;
  checkTextLength(separator.length * (list.length - 1), range);
  const parts: string[] = [];
  let length = separator.length * Math.max(0, list.length - 1);
  for (const item of list) {
    const text = renderText(item, range);
    checkTextLength((length += text.length), range);
    parts.push(text);
  }
  spend(frame, list.length >> 4, range);
  return limitedText(parts.join(separator), frame, range);
}

/** Flattens by hand, since shared lists can hold more items than memory, and empty ones no end of levels. */
function flat(list: readonly Json[], depth: number, place: CallPlace, frame: Frame | undefined): Value {
  const result: Json[] = [];
  const { range } = place.expr;
  let walked = 0;
  const walk = (items: readonly Json[], left: number, level: number): void => {
    if (level > VALUE_DEPTH_LIMIT) throw tooDeep(range);
    for (const item of items) {
      checkListLength(++walked, undefined, range);
      if (left >= 1 && Array.isArray(item)) walk(item, left - 1, level + 1);
      else result.push(item);
    }
  };
  walk(list, depth, 0);
  checkListLength(walked, frame, range);
  return result;
}

/** Numbers by size, strings by code unit; a mixture or anything else is refused. */
function sorted(list: readonly Json[], place: CallPlace, frame: Frame | undefined): Value {
  const { range } = place.expr;
  checkListLength(list.length, frame, range);
  spend(frame, list.length >> 2, range);
  if (list.every((item) => typeof item === 'number')) return list.toSorted((a, b) => a - b);
  if (list.every((item) => typeof item === 'string')) return list.toSorted();
  const odd = list.find(
    (item) => typeof item !== typeof list[0] || !['number', 'string'].includes(typeof item),
  );
  const message = `\`toSorted\` orders numbers or strings; this list also holds ${glance(odd)}. An arrow function can say the order.`;
  throw new EvaluationError('expression/type', message, range);
}
