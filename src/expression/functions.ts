import { isList, isObject, type Json } from '../json/json';
import { integerArgument, numberArgument, textArgument, type CallPlace, wrongArgument } from './arguments';
import type { Environment } from './environment';
import type { Value } from './expr';
import { checkListLength, type Frame, spend, textSteps } from './frame';
import { LIST_LIMIT, VALUE_DEPTH_LIMIT } from './limits';
import { finite } from './operators';
import { EvaluationError } from './problem';
import { glance, jsonText, renderText, tooDeep } from './text';

/** A host function on evaluated arguments. */
export type HostFunction = (args: readonly Value[], place: CallPlace, frame: Frame | undefined) => Value;

/** A host function that needs the world: random numbers and the instant come from the environment. */
export type ScopedFunction = <S>(
  environment: Environment<S>,
  scope: S,
  args: readonly Value[],
  place: CallPlace,
) => Value;

export const FUNCTIONS: ReadonlyMap<string, HostFunction> = new Map<string, HostFunction>([
  ['min', (args, place, frame) => checked(extreme(numbersOf(args, place, frame), -1), place)],
  ['max', (args, place, frame) => checked(extreme(numbersOf(args, place, frame), 1), place)],
  ['sum', (args, place, frame) => checked(total(numbersOf(args, place, frame)), place)],
  [
    'avg',
    (args, place, frame) => {
      const numbers = numbersOf(args, place, frame);
      return checked(total(numbers) / numbers.length, place);
    },
  ],
  ['abs', ([a], place) => Math.abs(numberArgument(a, 0, place))],
  ['round', ([a], place) => checked(Math.round(numberArgument(a, 0, place)), place)],
  ['floor', ([a], place) => Math.floor(numberArgument(a, 0, place))],
  ['ceil', ([a], place) => checked(Math.ceil(numberArgument(a, 0, place)), place)],
  ['sqrt', ([a], place) => checked(Math.sqrt(numberArgument(a, 0, place)), place)],
  ['pow', ([a, b], place) => checked(numberArgument(a, 0, place) ** numberArgument(b, 1, place), place)],
  ['number', ([a], place) => toNumber(a, place)],
  ['string', ([a], place) => renderText(a, place.expr.range)],
  ['boolean', ([a]) => Boolean(a)],
  [
    'json',
    ([a], place, frame) => {
      const text = jsonText(a, place.expr.range);
      spend(frame, textSteps(text.length), place.expr.range);
      return text;
    },
  ],
  ['parseJson', parseJsonText],
  ['keys', ([a], place, frame) => members(a, place, frame).map(([key]) => key)],
  ['values', ([a], place, frame) => members(a, place, frame).map(([, value]) => value)],
  ['entries', ([a], place, frame) => members(a, place, frame)],
  ['range', range],
  ['isEmpty', ([a]) => isEmpty(a)],
  [
    'fail',
    ([a], place) => {
      throw new EvaluationError('expression/fail', renderText(a, place.expr.range), place.expr.range);
    },
  ],
]);

export const SCOPED_FUNCTIONS: ReadonlyMap<string, ScopedFunction> = new Map<string, ScopedFunction>([
  ['random', random],
  ['uuid', uuid],
  ['now', (environment, scope) => environment.now(scope)],
]);

function checked(result: number, place: CallPlace): number {
  return finite(result, place.expr.range, place.source);
}

/** The numbers given one by one, or as one list. */
function numbersOf(args: readonly Value[], place: CallPlace, frame: Frame | undefined): readonly number[] {
  const [first] = args;
  const list: readonly Value[] = args.length === 1 && isList(first) ? first : args;
  checkListLength(list.length, frame, place.expr.range);
  return list.map((item, i) => {
    if (typeof item === 'number') return item;
    if (list === args) throw wrongArgument(item, i, 'numbers or one list of numbers', place);
    throw wrongArgument(first, 0, `numbers only, and this holds ${glance(item)}`, place);
  });
}

/** The largest, or with sign -1 the smallest; not by spreading, which a long list overflows. */
function extreme(numbers: readonly number[], sign: 1 | -1): number {
  let best = -Infinity * sign;
  for (const number of numbers) if ((number - best) * sign > 0) best = number;
  return best;
}

function total(numbers: readonly number[]): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}

function toNumber(value: Value, place: CallPlace): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string' && value.trim() !== '') {
    const number = Number(value);
    if (!Number.isNaN(number)) return checked(number, place);
  }
  throw wrongArgument(value, 0, 'a number, a boolean or a string that is a number', place);
}

function parseJsonText([a]: readonly Value[], place: CallPlace, frame: Frame | undefined): Value {
  const text = textArgument(a, 0, place);
  spend(frame, textSteps(text.length) * 8, place.expr.range);
  checkDepth(text, place);
  let value: Json;
  try {
    // `JSON.parse` is typed as `any`; without a reviver it gives nothing but JSON.
    value = JSON.parse(text) as Json;
  } catch {
    throw new EvaluationError('expression/parse-json', `${glance(a)} is not JSON.`, place.expr.range);
  }
  if (text.length > LIST_LIMIT) checkLists(value, place);
  return value;
}

/** Counts brackets outside of strings; walks over values rely on their depth. */
function checkDepth(text: string, place: CallPlace): void {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (quoted) {
      if (char === '\\') i++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '[' || char === '{') depth++;
    else if (char === ']' || char === '}') depth--;
    if (depth > VALUE_DEPTH_LIMIT) throw tooDeep(place.expr.range);
  }
}

function checkLists(value: Value, place: CallPlace): void {
  if (typeof value !== 'object' || value === null) return;
  if (isList(value)) checkListLength(value.length, undefined, place.expr.range);
  for (const member of Object.values(value)) checkLists(member, place);
}

function members(value: Value, place: CallPlace, frame: Frame | undefined): [string, Json][] {
  if (value === undefined || value === null) return [];
  if (!isObject(value)) throw wrongArgument(value, 0, 'an object', place);
  const entries = Object.entries(value);
  checkListLength(entries.length, frame, place.expr.range);
  return entries;
}

function range(args: readonly Value[], place: CallPlace, frame: Frame | undefined): Value {
  const from = args.length === 1 ? 0 : integerArgument(args[0], 0, place);
  const to = integerArgument(args[args.length - 1], args.length - 1, place);
  const length = Math.max(0, to - from);
  checkListLength(length, frame, place.expr.range);
  return Array.from({ length }, (_, i) => from + i);
}

function isEmpty(value: Value): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (typeof value !== 'object') return false;
  return isList(value) ? value.length === 0 : Object.keys(value).length === 0;
}

/** A whole number between two, both included. */
function random<S>(
  environment: Environment<S>,
  scope: S,
  [a, b]: readonly Value[],
  place: CallPlace,
): number {
  const least = integerArgument(a, 0, place);
  const most = integerArgument(b, 1, place);
  if (most < least) throw wrongArgument(b, 1, `a largest number that is not below ${least}`, place);
  return least + Math.floor(environment.random(scope) * (most - least + 1));
}

/** Version 4 in form; made of four random numbers. */
function uuid<S>(environment: Environment<S>, scope: S): string {
  let digits = '';
  for (let i = 0; i < 4; i++) {
    const word = Math.floor(environment.random(scope) * 0x1_0000_0000);
    digits += word.toString(16).padStart(8, '0');
  }
  const variant = '89ab'[parseInt(digits[16] ?? '0', 16) & 3] ?? '8';
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    variant + digits.slice(17, 20),
    digits.slice(20),
  ].join('-');
}
