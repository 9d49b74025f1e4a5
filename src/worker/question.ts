import { type ExpressionField, type Frame, status, type StepPlan } from '../engine';
import { isObject } from '../json/json';
import type { Answer, Condition } from './explain-types';
import type { IterationRecord } from './iteration-record';
import type { Moment } from './moment';
import { isAround } from './past-levels';
import type { RunModel } from './run-model';

/** A condition that a step asks when its turn comes: its `skipIf`, or a `when`. */
export interface Question {
  readonly step: StepPlan;
  readonly field: ExpressionField;
  /** Number of the case of an `if`; undefined: it is `skipIf`. */
  readonly number: number | undefined;
}

/** What became of a question: its answer, unknown when nothing tells of it, or why it was not asked. */
export type Known =
  | { readonly asked: true; readonly held: boolean | 'failed' | undefined }
  | { readonly asked: false; readonly instead: string };

/** The question a condition is, if the document has it and it is no `until`. */
export function questionOf({ plan }: RunModel, condition: Condition): Question | undefined {
  const step = plan.byId.get(condition.stepId);
  if (!step || condition.field === 'until') return undefined;
  if (condition.field === 'skipIf') return step.skipIf && { step, field: step.skipIf, number: undefined };
  const number = condition.case ?? 0;
  const field =
    step.type === 'if'
      ? step.whens[number]
      : step.type === 'exit' || step.type === 'next'
        ? step.when
        : undefined;
  return field && { step, field, number };
}

/** What an answer is called. */
export function answerOf({ number }: Question, held: boolean | 'failed'): Answer {
  if (held === 'failed') return 'failed';
  if (number === undefined) return held ? 'skipped' : 'not-skipped';
  return held ? 'taken' : 'not-taken';
}

/** What the body, as it is now or was at its end, tells of a question. */
export function knownOf({ step, number }: Question, { state, frame, record }: Moment): Known {
  const how = frame.status[step.slot] ?? status.none;
  const wrong = frame.errors[step.slot]?.path?.slice(step.path.length);
  if (!isReached(frame, step)) return notAsked(missed(frame, record, step, state.ending !== undefined));
  if (how === status.skipped) {
    return number === undefined ? { asked: true, held: true } : notAsked(`\`${step.id}\` was skipped`);
  }
  if (wrong?.[0] === 'skipIf') {
    return number === undefined ? { asked: true, held: 'failed' } : notAsked('`skipIf` failed');
  }
  if (number === undefined) return { asked: true, held: false };
  const failed = failedCase(wrong);
  if (failed !== undefined) {
    if (failed === number) return { asked: true, held: 'failed' };
    return failed < number ? notAsked(`case ${failed} failed`) : { asked: true, held: false };
  }
  if (step.type !== 'if') {
    if (how === status.taken) return { asked: true, held: true };
    return { asked: true, held: how === status.done ? false : undefined };
  }
  const branch = branchOf(frame, step);
  if (branch === undefined) return { asked: true, held: undefined };
  if (branch !== 'else' && branch < number) return notAsked(`case ${branch} was taken`);
  return { asked: true, held: branch === number };
}

function notAsked(instead: string): Known {
  return { asked: false, instead };
}

/** The number of the `when` that a path within a step names. */
function failedCase(path: readonly (string | number)[] | undefined): number | undefined {
  if (path?.[0] === 'when') return 0;
  const [list, number, field] = path ?? [];
  return list === 'cases' && typeof number === 'number' && field === 'when' ? number : undefined;
}

/** Records of pure steps are dropped: one that was left on the way shows by the steps inside it alone. */
function isReached(frame: Frame, step: StepPlan): boolean {
  const begun = ({ slot }: StepPlan): boolean => (frame.status[slot] ?? status.none) !== status.none;
  return begun(step) || frame.plan.slots.some((other) => begun(other) && isAround(step, other));
}

/** The branch an `if` has taken; undefined when more than one could be it. */
function branchOf(frame: Frame, step: Extract<StepPlan, { type: 'if' }>): number | 'else' | undefined {
  const { whens, blocks, slot } = step;
  const output = frame.values[slot];
  const told = frame.open[slot]?.branch ?? (isObject(output) ? output.branch : undefined);
  if (told === 'else' || typeof told === 'number') return told;
  const named = (n: number): number | 'else' => (n < whens.length ? n : 'else');
  const taken = blocks.findIndex((block) => block.some((inner) => isReached(frame, inner)));
  if (taken >= 0) return named(taken);
  const empty = [...whens, 'else'].flatMap((_, n) => ((blocks[n]?.length ?? 0) === 0 ? [n] : []));
  return empty.length === 1 && empty[0] !== undefined ? named(empty[0]) : undefined;
}

/** Why a step was not reached in a body. */
function missed(frame: Frame, record: IterationRecord | undefined, step: StepPlan, over: boolean): string {
  const around = frame.plan.slots.filter((other) => isAround(other, step));
  for (const outer of around) {
    if (frame.status[outer.slot] === status.skipped) return `\`${outer.id}\` was skipped`;
    if (outer.type !== 'if' || !isReached(frame, outer) || frame.errors[outer.slot]) continue;
    const branch = branchOf(frame, outer);
    if (branch === undefined) continue;
    const block = outer.blocks[branch === 'else' ? outer.whens.length : branch] ?? [];
    if (!block.some((inner) => inner === step || isAround(inner, step)))
      return `\`${outer.id}\` took another way`;
  }
  if (!record) return over ? 'the run ended before it' : 'not reached yet';
  if (record.error) return 'an error came first';
  if (record.left) return `left by ${record.left.by} before it`;
  const stop = record.type === 'iteration' ? record.stop : undefined;
  if (stop === 'until') return '`until` was true before it';
  return stop === 'exit' || stop === 'next' ? `left by ${stop} before it` : 'not reached';
}
