import { EvaluationError, glance, toJson } from '../expression';
import type { Json } from '../json/json';
import type { Reaction } from '../workflow/profiles';
import type { Execution } from './execution';
import type { ExpressionField } from './fields';
import { type Frame, isLatched, type Scope } from './frame';
import { VERDICT_LIMIT } from './limits';
import { type Failing, failing, type Outcome } from './outcome';
import type { FramePlan, StepPlan } from './plan';
import { runError, StepProblem } from './problem';
import type { RunError } from './records';
import { addressOf } from './steps/end-step';

/** What a check of `until` came to. */
export type Checked =
  | {
      readonly kind: 'answer';
      readonly stops: boolean;
      readonly value: Json | undefined;
      readonly warning?: RunError;
    }
  | { readonly kind: 'failed'; readonly failing: Failing };

/** Evaluates an `until` in a scope and reads the answer by the rules of the profile. */
export function check(
  run: Execution,
  loop: Frame,
  until: ExpressionField,
  scope: Scope,
  when: 'before' | 'after',
): Checked {
  const { profile } = run.plan;
  if (profile.latched && isLatched(loop, scope)) return { kind: 'answer', stops: true, value: true };
  let value: Json | undefined;
  try {
    value = until.evaluate(scope, `${loop.prefix}until`, run.time);
  } catch (error) {
    if (!(error instanceof StepProblem)) throw error;
    return react(loop, profile.untilThrows[when], error, undefined);
  }
  if (
    value === true ||
    (profile.stopsOn === 'true-like' && (value === 'true' || value === 1 || value === '1'))
  ) {
    return { kind: 'answer', stops: true, value };
  }
  if (value === false || value === undefined || value === null)
    return { kind: 'answer', stops: false, value };
  const problem = new StepProblem(
    'loop/until-not-boolean',
    `\`until\` gave ${glance(value)}, which is neither true nor false`,
    until.path,
    { from: 0, to: lengthOf(loop) },
  );
  return react(loop, profile.notBoolean, problem, kept(value));
}

/** What is no answer, as it is recorded: whole when it is small, else in words. */
function kept(value: Json): Json {
  try {
    return toJson(value, { left: VERDICT_LIMIT });
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return glance(value);
  }
}

function lengthOf(loop: Frame): number {
  const step = loop.plan.owner?.node.step;
  return step?.type === 'loop' ? (step.until ?? '').length : 0;
}

/** An error of a check belongs to its loop: nothing inside the loop catches it. */
function react(loop: Frame, reaction: Reaction, problem: StepProblem, value: Json | undefined): Checked {
  const error = runError(problem, loop.plan.owner?.id ?? '', loop.address);
  switch (reaction) {
    case 'fail':
      return { kind: 'failed', failing: failing(error, loop.address) };
    case 'warn':
      return { kind: 'answer', stops: false, value, warning: error };
    case 'go-on':
      return { kind: 'answer', stops: false, value };
  }
}

/** After a step: the enclosing loops that check after each one, innermost first. */
export function checkAfterStep(run: Execution, step: StepPlan, scope: Scope): Outcome | undefined {
  for (const { frame: plan, until } of step.eachStep) {
    const loop = running(scope, plan);
    const checked = check(run, loop, until, scope, 'after');
    if (checked.kind === 'failed') return checked.failing;
    if (!checked.stops) continue;
    const address = addressOf(scope.frame, step);
    const { address: left } = loop;
    const record = { type: 'taken', at: run.time, address, by: 'until', loop: left, ms: 0 } as const;
    // What is latched is not told again when what was left has ended.
    run.emit(record, scope.frame, step, run.plan.profile.latched ? undefined : scope.frame);
    return { kind: 'leaving', by: 'until', loop: left };
  }
  return undefined;
}

function running(scope: Scope, plan: FramePlan): Frame {
  for (let at: Scope | undefined = scope; at; at = at.up) if (at.frame.plan === plan) return at.frame;
  throw new Error('a loop to check is not running');
}
