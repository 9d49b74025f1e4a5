import type { Range } from '../json/json';
import type { Value } from './expr';
import { LIST_LIMIT, STEP_LIMIT, STRING_LIMIT } from './limits';
import { EvaluationError } from './problem';

/** Counts evaluation steps down; one per evaluation, so that evaluations may nest. */
export interface Meter {
  left: number;
}

/**
 * What the arrow functions and blocks around a place hold: the current item and what goes with it. Made anew for
 * each evaluation that has any; others have no frame, as without repetition their work is bounded anyway.
 */
export interface Frame {
  value: Value;
  /** The index of the item, or the item it is compared with. */
  second: Value;
  readonly outer: Frame | undefined;
  readonly meter: Meter;
}

/** A compiled expression: reads the scope, and the frame when it stands in an arrow function or block. */
export type Evaluate<S> = (scope: S, frame?: Frame) => Value;

/** The outermost frame of an evaluation, with a full meter unless it shares one. */
export function openFrame(meter: Meter = { left: STEP_LIMIT }): Frame {
  return { value: undefined, second: 0, outer: undefined, meter };
}

/** A frame inside another, sharing its meter. */
export function innerFrame(outer: Frame | undefined): Frame {
  return { value: undefined, second: 0, outer, meter: outer ? outer.meter : { left: STEP_LIMIT } };
}

/** Takes evaluation steps off the meter, or fails with `expression/fuel`. */
export function spend(frame: Frame | undefined, steps: number, range: Range): void {
  if (frame !== undefined && (frame.meter.left -= steps) < 0) throw outOfSteps(range);
}

/** The error of an evaluation that takes too long. */
export function outOfSteps(range: Range): EvaluationError {
  const message = `This takes more evaluation steps than there are: an expression has ${STEP_LIMIT.toLocaleString('en')}.`;
  return new EvaluationError('expression/fuel', message, range);
}

/** Steps that building or searching a text of so many characters costs. */
export function textSteps(length: number): number {
  return length >> 10;
}

/** Steps that building or walking a list of so many items costs. */
function listSteps(length: number): number {
  return length >> 6;
}

/** Passes a string an expression has made, or fails with `expression/string-too-long`. */
export function limitedText(text: string, frame: Frame | undefined, range: Range): string {
  checkTextLength(text.length, range);
  if (frame !== undefined) spend(frame, textSteps(text.length), range);
  return text;
}

/** Fails with `expression/string-too-long` before a string of that many characters is made. */
export function checkTextLength(length: number, range: Range): void {
  if (length > STRING_LIMIT) {
    throw new EvaluationError('expression/string-too-long', 'This makes a text of more than 1 MiB.', range);
  }
}

/** Fails with `expression/list-too-long` before a list of that many items is made, and counts the work. */
export function checkListLength(length: number, frame: Frame | undefined, range: Range): void {
  if (length > LIST_LIMIT) {
    const message = `This makes a list of more than ${LIST_LIMIT.toLocaleString('en')} items.`;
    throw new EvaluationError('expression/list-too-long', message, range);
  }
  spend(frame, listSteps(length), range);
}
