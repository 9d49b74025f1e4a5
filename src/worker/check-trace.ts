import { endOf, type ExpressionField, type Frame } from '../engine';
import { explain, type Explained } from '../expression/explain';
import { equalJson } from '../expression';
import type { Json } from '../json/json';
import type { Answer } from './explain-types';
import { failedCheck, type IterationRecord } from './iteration-record';
import type { RunModel } from './run-model';

/** A condition evaluated once more at its instant, held against what was recorded of it. */
export interface CheckTrace {
  readonly iteration: number;
  readonly when: 'before' | 'after';
  readonly answer: Answer | 'not-asked';
  readonly explained: Explained;
  /** Evaluated once more it gives something else than it did: what it read is no longer known. */
  readonly faded: boolean;
  /** Why it was not asked. */
  readonly instead?: string;
  /** Of a loop that came to its limit: how many iterations that is, when it can be told. */
  readonly limit?: number;
}

const nothing: Explained = { parts: [] };

/** The check after an iteration whose steps have ended and which is about to be recorded as it is in `record`. */
export function checkAfter(
  model: RunModel,
  frame: Frame,
  until: ExpressionField,
  record: IterationRecord,
): CheckTrace {
  const { iteration } = frame;
  const head = { iteration, when: 'after' } as const;
  if (record.type !== 'iteration') return { ...head, answer: 'not-asked', explained: nothing, faded: false };
  const ofCheck = failedCheck(record) !== undefined;
  if (record.verdict === undefined && !ofCheck) {
    return { ...head, answer: 'not-asked', explained: nothing, faded: false, instead: insteadOf(record) };
  }
  const at = endOf(record.at, record.ms, record.idle);
  const lists = frame.plan.keepsOutputs;
  // In a check after an iteration `loop.outputs` includes it.
  if (lists) frame.outputs.push(frame.outputsNow());
  const trace = until.trace(frame.scope, `${frame.prefix}until`, at);
  if (lists) frame.outputs.pop();
  const explained = explain(until, trace);
  const answer = answerIn(record, ofCheck);
  const { verdict } = record;
  const same = ofCheck
    ? answerOf(model, explained, 'after') === (answer === 'failed' ? 'failed' : 'goes-on')
    : explained.error === undefined && equalJson(explained.value ?? null, verdict ?? null);
  const limit = answer.endsWith('limit') && same ? limitIn(model, frame) : undefined;
  if (same) return { ...head, answer, explained, faded: false, ...(limit !== undefined && { limit }) };
  return {
    ...head,
    answer,
    explained: verdict === undefined ? nothing : { value: verdict, parts: [] },
    faded: true,
  };
}

/** The check before an iteration of which nothing has happened. */
export function checkBefore(model: RunModel, frame: Frame, until: ExpressionField): CheckTrace {
  const explained = explain(until, until.trace(frame.scope, `${frame.prefix}until`, frame.startedAt));
  const answer = answerOf(model, explained, 'before');
  return { iteration: frame.iteration, when: 'before', answer, explained, faded: false };
}

/** The check before an iteration that had begun already in the run this one goes on from, which holds what it read. */
export function earlierCheck({ iteration }: Frame): CheckTrace {
  const instead = 'asked in the run before';
  return { iteration, when: 'before', answer: 'goes-on', explained: nothing, faded: true, instead };
}

/** What an iteration in which `until` was asked after it came to. `ofCheck`: asking it failed. */
function answerIn(
  { stop }: Extract<IterationRecord, { type: 'iteration' }>,
  ofCheck: boolean,
): 'goes-on' | 'stops' | 'failed' | 'ends-at-limit' | 'fails-at-limit' {
  if (stop === 'until') return 'stops';
  if (stop === 'max') return 'ends-at-limit';
  if (stop !== 'error') return 'goes-on';
  return ofCheck ? 'failed' : 'fails-at-limit';
}

/** The limit of the loop as it is at the end of an iteration; undefined when it has none, or none that counts. */
function limitIn({ plan }: RunModel, frame: Frame): number | undefined {
  try {
    return plan.limitOf(frame) ?? undefined;
  } catch {
    return undefined;
  }
}

/** What the rules make of a value or an error of `until`. */
function answerOf(
  { plan: { profile } }: RunModel,
  { value, error }: Explained,
  when: 'before' | 'after',
): 'goes-on' | 'stops' | 'failed' {
  if (error) return profile.untilThrows[when] === 'fail' ? 'failed' : 'goes-on';
  if (stopsOn(profile.stopsOn, value)) return 'stops';
  const isAnswer = value === false || value === undefined || value === null;
  return isAnswer || profile.notBoolean !== 'fail' ? 'goes-on' : 'failed';
}

function stopsOn(rule: 'true' | 'true-like', value: Json | undefined): boolean {
  return value === true || (rule === 'true-like' && (value === 'true' || value === 1 || value === '1'));
}

function insteadOf({ stop, left, error }: Extract<IterationRecord, { type: 'iteration' }>): string {
  if (error) return 'an error came first';
  if (left) return `left by ${left.by}`;
  return stop === 'exit' ? 'left by exit' : 'not asked';
}
