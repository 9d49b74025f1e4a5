import { EvaluationError, roomForValue, toJson } from '../expression';
import type { Json, Path } from '../json/json';
import type { Frame } from './frame';
import { OUTPUTS_LIMIT } from './limits';
import type { Moment } from './moment';
import type { PortResult } from './ports';
import { StepProblem } from './problem';

/** An answer from outside with its size, or why it is too large or too deep to be stored. */
export function weighed(answer: Json): { readonly result: PortResult; readonly size: number } {
  const room = roomForValue();
  const { left } = room;
  try {
    return { result: { ok: true, value: toJson(answer, room) }, size: left - room.left };
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return { result: { ok: false, error: { code: error.code, message: error.message } }, size: 0 };
  }
}

/** Counts characters that a step of a frame has made. Throws a {@link StepProblem} when its iteration has made too many. */
export function countMade(moment: Moment, frame: Frame, size: number, path: Path): void {
  moment.unstored += size;
  frame.made += size;
  if (frame.made > OUTPUTS_LIMIT) throw outputsTooLarge(frame, path);
}

/** The problem of a frame whose steps give more than can be kept. */
export function outputsTooLarge({ plan }: Frame, path: Path): StepProblem {
  const where = plan.kind === 'root' ? 'the run' : plan.kind === 'loop' ? 'one iteration' : 'one item';
  const message = `the steps of ${where} give more than ${OUTPUTS_LIMIT >> 20} MiB together`;
  return new StepProblem('step/outputs-too-large', message, path);
}
