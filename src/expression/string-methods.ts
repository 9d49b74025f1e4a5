import {
  integerArgument,
  optionalNumber,
  optionalText,
  textArgument,
  type CallPlace,
  wrongArgument,
} from './arguments';
import type { Value } from './expr';
import { checkListLength, checkTextLength, type Frame, limitedText, spend, textSteps } from './frame';
import { LIST_LIMIT } from './limits';

/** A method called on a string with up to two arguments, `undefined` for one left out. */
export type StringMethod = (
  text: string,
  a: Value,
  b: Value,
  place: CallPlace,
  frame: Frame | undefined,
) => Value;

/** Counts the characters a search walks over. */
function searched(text: string, place: CallPlace, frame: Frame | undefined): string {
  if (frame !== undefined) spend(frame, textSteps(text.length), place.expr.range);
  return text;
}

export const STRING_METHODS: ReadonlyMap<string, StringMethod> = new Map<string, StringMethod>([
  [
    'includes',
    (text, a, b, place, frame) =>
      searched(text, place, frame).includes(textArgument(a, 0, place), optionalNumber(b, 1, place)),
  ],
  [
    'startsWith',
    (text, a, b, place) => text.startsWith(textArgument(a, 0, place), optionalNumber(b, 1, place)),
  ],
  ['endsWith', (text, a, b, place) => text.endsWith(textArgument(a, 0, place), optionalNumber(b, 1, place))],
  [
    'indexOf',
    (text, a, b, place, frame) =>
      searched(text, place, frame).indexOf(textArgument(a, 0, place), optionalNumber(b, 1, place)),
  ],
  [
    'slice',
    (text, a, b, place, frame) =>
      searched(text, place, frame).slice(optionalNumber(a, 0, place), optionalNumber(b, 1, place)),
  ],
  ['split', split],
  ['trim', (text, _a, _b, place, frame) => searched(text, place, frame).trim()],
  ['toLowerCase', (text, _a, _b, place, frame) => limitedText(text.toLowerCase(), frame, place.expr.range)],
  ['toUpperCase', (text, _a, _b, place, frame) => limitedText(text.toUpperCase(), frame, place.expr.range)],
  ['replaceAll', replaceAll],
  [
    'padStart',
    (text, a, b, place, frame) => {
      const length = integerArgument(a, 0, place);
      checkTextLength(length, place.expr.range);
      return limitedText(text.padStart(length, optionalText(b, 1, place)), frame, place.expr.range);
    },
  ],
  [
    'repeat',
    (text, a, _b, place, frame) => {
      const times = integerArgument(a, 0, place);
      if (times < 0) throw wrongArgument(a, 0, 'a number that is not negative', place);
      checkTextLength(text.length * times, place.expr.range);
      return text === '' ? '' : limitedText(text.repeat(times), frame, place.expr.range);
    },
  ],
]);

function split(text: string, a: Value, b: Value, place: CallPlace, frame: Frame | undefined): Value {
  const separator = optionalText(a, 0, place);
  const most = optionalNumber(b, 1, place);
  if (separator === undefined) return most === 0 ? [] : [text];
  const limit = most === undefined || most < 0 ? Infinity : most;
  const parts = searched(text, place, frame).split(separator, Math.min(limit, LIST_LIMIT + 1));
  checkListLength(parts.length, frame, place.expr.range);
  return parts;
}

/** Replaces in one pass; the replacement is taken as it is, and the result measured before it is made. */
function replaceAll(text: string, a: Value, b: Value, place: CallPlace, frame: Frame | undefined): Value {
  const search = textArgument(a, 0, place);
  const replacement = textArgument(b, 1, place);
  const { range } = place.expr;
  let found = search === '' ? text.length + 1 : 0;
  if (search !== '') {
    for (let at = text.indexOf(search); at >= 0; at = text.indexOf(search, at + search.length)) found++;
  }
  checkTextLength(text.length + found * (replacement.length - search.length), range);
  return limitedText(
    text.replaceAll(search, () => replacement),
    frame,
    range,
  );
}
