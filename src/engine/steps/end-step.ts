import type { Json } from '../../json/json';
import type { Execution } from '../execution';
import type { Frame, Scope } from '../frame';
import { type Failing, failing, type Outcome } from '../outcome';
import type { StepPlan } from '../plan';
import { runError, StepProblem } from '../problem';
import type { RunError } from '../records';

/** Times are kept to a tenth of a millisecond: finer ones are noise and take space. */
export function elapsed(from: number, to: number): number {
  return to <= from ? 0 : Math.round((to - from) * 10) / 10;
}

/** The record with its time less what the run stood still meanwhile: up to `before` ms by its beginning, `now` by its end. */
export function lessIdle<R extends { readonly ms: number }>(record: R, before: number, now: number): R {
  if (before >= now) return record;
  const idle = Math.min(record.ms, elapsed(before, now));
  return idle === 0 ? record : { ...record, ms: elapsed(idle, record.ms), idle };
}

/** How long the run had stood still when a step began, ms; a step that is over in one go began just now. */
function idleBefore({ state }: Execution, frame: Frame, { slot }: StepPlan): number {
  if (state.idle === 0) return 0;
  const open = frame.open[slot];
  if (open) return open.at - open.ran;
  const inner = frame.inner[slot];
  return inner?.kind === 'frame' ? inner.loopStartedAt - inner.ran : state.idle;
}

export function addressOf(frame: Frame, step: StepPlan): string {
  return frame.prefix + step.id;
}

/** Records what a step gave. A record of it is superfluous once its iteration has ended. */
export function endStep(run: Execution, step: StepPlan, { frame }: Scope, at: number, output: Json): void {
  const ms = elapsed(at, run.tick());
  const record = { type: 'step', at, address: addressOf(frame, step), output, ms } as const;
  run.emit(lessIdle(record, idleBefore(run, frame, step), run.state.idle), frame, step, frame);
}

/** Records a skip when `skipIf` says so; the output is null. */
export function skips(run: Execution, step: StepPlan, scope: Scope, at: number): boolean {
  if (!step.skipIf?.evaluate(scope, addressOf(scope.frame, step), at)) return false;
  const address = addressOf(scope.frame, step);
  run.emit(
    { type: 'step', at, address, output: null, ms: 0, status: 'skipped' },
    scope.frame,
    step,
    scope.frame,
  );
  return true;
}

/** Throws when the step has an `outputSchema` that the output does not fit. */
export function checkOutput(run: Execution, step: StepPlan, output: Json): void {
  if (step.outputSchema === undefined) return;
  const result = run.ports.fits(step.outputSchema, output);
  if (!result.ok) throw new StepProblem('step/output-schema', result.message, [...step.path, 'outputSchema']);
}

/** Runs a piece of a step; a problem in it becomes the step's failure. */
export function guard<T>(
  run: Execution,
  step: StepPlan,
  scope: Scope,
  at: number,
  work: () => T,
): { readonly value: T } | { readonly outcome: Outcome | undefined } {
  try {
    return { value: work() };
  } catch (error) {
    if (!(error instanceof StepProblem)) throw error;
    return { outcome: failStep(run, step, scope, at, error) };
  }
}

/** A step fails by itself: its own `onError` may catch that. */
export function failStep(
  run: Execution,
  step: StepPlan,
  scope: Scope,
  at: number,
  problem: StepProblem,
): Outcome | undefined {
  const error = runError(problem, step.id, addressOf(scope.frame, step));
  const caught = catches(run, step, scope, at, error);
  if (caught === undefined) return recordFailure(run, step, scope, at, error);
  return caught === 'caught' ? undefined : caught;
}

/**
 * An error from inside a step with steps: caught by the step's `onError` unless it belongs to a step further
 * out. Undefined: caught, go on.
 */
export function failFromInside(
  run: Execution,
  step: StepPlan,
  scope: Scope,
  at: number,
  inside: Failing,
): Outcome | undefined {
  const address = addressOf(scope.frame, step);
  if (inside.owner !== undefined && inside.owner !== address) return inside;
  const caught = catches(run, step, scope, at, inside.error);
  if (caught === undefined) return failing(inside.error);
  return caught === 'caught' ? undefined : caught;
}

/** Undefined: not caught. */
function catches(
  run: Execution,
  step: StepPlan,
  scope: Scope,
  at: number,
  error: RunError,
): 'caught' | Failing | undefined {
  const { frame } = scope;
  const address = addressOf(frame, step);
  if (step.onError === 'fail') return undefined;
  const ms = elapsed(at, run.tick());
  const before = idleBefore(run, frame, step);
  const catchWith = (output: Json, how: 'continued' | 'replaced'): 'caught' => {
    const record = { type: 'step', at, address, output, ms, status: how, error } as const;
    run.emit(lessIdle(record, before, run.state.idle), frame, step);
    return 'caught';
  };
  if (step.onError === 'continue') return catchWith(null, 'continued');
  // `onError.output` may read the error of its own step.
  const errorBefore = frame.errors[step.slot];
  frame.errors[step.slot] = error;
  try {
    return catchWith(step.onError.store(scope, address, at), 'replaced');
  } catch (problem) {
    frame.errors[step.slot] = errorBefore;
    if (!(problem instanceof StepProblem)) throw problem;
    return recordFailure(run, step, scope, at, runError(problem, step.id, address));
  }
}

function recordFailure(
  run: Execution,
  step: StepPlan,
  { frame }: Scope,
  at: number,
  error: RunError,
): Failing {
  const ms = elapsed(at, run.tick());
  const record = { type: 'failed', at, address: addressOf(frame, step), error, ms } as const;
  run.emit(lessIdle(record, idleBefore(run, frame, step), run.state.idle), frame, step);
  return failing(error);
}
