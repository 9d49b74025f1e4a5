import { type Frame, type RunRecord, scopeOf, status, type StepPlan, variablesOf } from '../engine';
import { type Json, type JsonObject, own } from '../json/json';
import type { Cell, CellDetail, Cursor, ScopeView } from './api';
import type { RunModel } from './run-model';
import type { IterationRecord } from './iteration-record';
import type { Moment } from './moment';

/** How many segments back attempts of one step are looked for. */
const furthest = 64;

/** What an expression in the body can see. */
export function scopeView(cursor: Cursor, { frame }: Moment): ScopeView {
  const vars: { owner: string; values: JsonObject }[] = [];
  const steps: Record<string, Json> = {};
  const errors: Record<string, Json> = {};
  for (let at: Frame | undefined = frame; at; at = at.scope.up?.frame) {
    if (at.plan.vars.length > 0) vars.push({ owner: at.plan.owner?.id ?? '', values: variablesOf(at) });
    for (const step of at.plan.slots) {
      const value = at.values[step.slot];
      const error = at.errors[step.slot];
      // An id may be `toString`: what objects inherit is no output.
      if (step.visible && value !== undefined && !Object.hasOwn(steps, step.id)) steps[step.id] = value;
      if (error && !Object.hasOwn(errors, step.id)) {
        errors[step.id] = { code: error.code, message: error.message };
      }
    }
  }
  const { owner, kind } = frame.plan;
  const loop: JsonObject = owner
    ? {
        id: owner.id,
        ...(kind === 'loop'
          ? { iteration: frame.iteration }
          : { index: frame.iteration, item: frame.each?.items[frame.iteration] ?? null }),
        ...(owner.type === 'loop' &&
          (typeof owner.maxIterations === 'number' || owner.maxIterations === null) && {
            maxIterations: owner.maxIterations,
          }),
        ...(frame.history && { history: frame.history }),
      }
    : {};
  return { cursor, vars, steps, loop, errors, inputs: {} };
}

/** Everything known about one step in one iteration. */
export async function cellDetail(
  model: RunModel,
  segments: number,
  cursor: Cursor,
  moment: Moment,
): Promise<CellDetail | undefined> {
  const step = model.plan.byId.get(cursor.stepId ?? '');
  if (!step) return undefined;
  const { frame, record } = moment;
  const how = frame.status[step.slot] ?? status.none;
  const trace = record && own(record.steps, step.id);
  const attempts = await attemptsOf(model, segments, frame, step, record);
  const output = record
    ? own(record.outputs, step.id)
    : how >= status.done
      ? frame.values[step.slot]
      : undefined;
  const error = frame.errors[step.slot];
  const prompt = promptPieces(moment, step, attempts.at(-1)?.prompt);
  return {
    stepId: step.id,
    type: step.type,
    numbers: numbersFrom(frame),
    status: trace ? (trace.status ?? 'done') : cellStatus(how),
    ms: trace?.ms ?? frame.ms[step.slot] ?? 0,
    attempts: attempts.map(({ attempt, call, ms, answer, error: failed, source, logs }) => ({
      attempt,
      ms,
      ...(call !== undefined && { call }),
      ...(answer !== undefined && { answer }),
      ...(failed && { error: failed.message }),
      ...(source && { source }),
      ...(logs && { logs }),
    })),
    ...(prompt && { prompt }),
    ...(output !== undefined && { output }),
    ...(error && { error: { code: error.code, message: error.message } }),
  };
}

function cellStatus(how: Frame['status'][number]): Cell['status'] {
  switch (how) {
    case status.none:
      return 'next';
    case status.open:
      return 'running';
    case status.done:
    case status.taken:
      return 'done';
    case status.skipped:
      return 'skipped';
    case status.continued:
      return 'continued';
    case status.replaced:
      return 'replaced';
    case status.failed:
      return 'failed';
  }
}

function numbersFrom(frame: Frame): number[] {
  const numbers: number[] = [];
  for (let at: Frame | undefined = frame; at?.plan.owner; at = at.scope.up?.frame)
    numbers.unshift(at.iteration);
  return numbers;
}

type Attempt = Extract<RunRecord, { type: 'attempt' }>;

async function attemptsOf(
  model: RunModel,
  segments: number,
  frame: Frame,
  step: StepPlan,
  record: IterationRecord | undefined,
): Promise<readonly Attempt[]> {
  if (!['llm', 'http', 'tool', 'code'].includes(step.type)) return [];
  const address = `${frame.prefix}${step.id}`;
  const { history } = model;
  const end = record
    ? await history.segmentOf(record.address, frame.iteration, segments)
    : (await history.stored(segments)) - 1;
  const found: Attempt[] = [];
  for (let n = end ?? -1; n >= 0 && (end ?? 0) - n < furthest; n--) {
    const here = (await history.records(n)).filter(
      (one): one is Attempt => one.type === 'attempt' && one.address === address,
    );
    found.unshift(...here);
    if (found[0]?.attempt === 1) break;
  }
  return found;
}

/** The prompt in pieces: rendered again at this moment, and taken only when it gives what was sent. */
function promptPieces({ frame }: Moment, step: StepPlan, sent: string | undefined): CellDetail['prompt'] {
  if (step.type !== 'llm' || sent === undefined) return undefined;
  const whole = [{ text: sent, filled: false }];
  try {
    const pieces = step.prompt.pieces(
      scopeOf(frame, step),
      `${frame.prefix}${step.id}`,
      frame.began[step.slot] ?? 0,
    );
    const text = pieces.map((piece) => piece.text).join('');
    return text === sent ? pieces.map((piece) => ({ text: piece.text, filled: piece.filled })) : whole;
  } catch {
    // What it read has changed since, in a later step of the iteration.
    return whole;
  }
}
