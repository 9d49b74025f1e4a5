import { imported } from '../../json/late';
import { checkAfterStep } from '../check';
import type { Execution } from '../execution';
import { type Scope, status } from '../frame';
import { failing, type Outcome, type Work } from '../outcome';
import type { StepPlan } from '../plan';
import { runLeaf } from './leaf';

/** Runs steps one after another; those that have ended already give again what they gave. */
export function* runBlock(run: Execution, steps: readonly StepPlan[], scope: Scope): Work {
  const { frame } = scope;
  // After a resume: the check after the last ended step is made again, as it may not have been recorded.
  let unchecked: StepPlan | undefined;
  for (const step of steps) {
    const how = frame.status[step.slot] ?? status.none;
    if (how >= status.done) {
      const again = recall(scope, step);
      if (again) return again;
      unchecked = step;
      continue;
    }
    if (unchecked && how === status.none) {
      const checked = checkAfterStep(run, unchecked, scope);
      if (checked) return checked;
    }
    unchecked = undefined;
    if (run.attention && how === status.none) {
      const cut = yield* run.pass(step, scope);
      if (cut) return cut;
    }
    const outcome = isOpen(step) ? yield* runOpen(run, step, scope) : runLeaf(run, step, scope);
    if (run.gate.due) {
      const cut = yield* run.stand(step, scope);
      if (cut) return cut;
    }
    if (outcome) return outcome;
    if (step.eachStep.length > 0) {
      const checked = checkAfterStep(run, step, scope);
      if (checked) return checked;
    }
  }
  return unchecked && checkAfterStep(run, unchecked, scope);
}

/**
 * Runs steps that are over in one go as long as nothing stands before them. `rest`: something does, and {@link runBlock}
 * has to go on from there. Without it, each iteration would make a generator.
 */
export function runAhead(
  run: Execution,
  steps: readonly StepPlan[],
  scope: Scope,
): Outcome | 'rest' | undefined {
  if (run.gate.breakpoints) return 'rest';
  const { frame } = scope;
  for (const step of steps) {
    if (frame.status[step.slot] !== status.none || step.eachStep.length > 0) return 'rest';
    if (isOpen(step) || run.attention) return 'rest';
    const outcome = runLeaf(run, step, scope);
    if (outcome) return outcome;
  }
  return undefined;
}

/** What an ended step gave: a failure nothing caught, a taken exit. An `until` that turned true after it. */
function recall({ frame }: Scope, step: StepPlan): Outcome | undefined {
  const taken = frame.taken[step.slot];
  if (taken) return { kind: 'leaving', ...taken };
  const error = frame.errors[step.slot];
  return frame.status[step.slot] === status.failed && error ? failing(error) : undefined;
}

type LeafPlan = Parameters<typeof runLeaf>[1];

function isOpen(step: StepPlan): step is OpenPlan {
  switch (step.type) {
    case 'set':
    case 'compute':
    case 'template':
    case 'exit':
    case 'next':
    case 'fail':
      return false;
    case 'loop':
    case 'foreach':
    case 'sequence':
    case 'parallel':
    case 'if':
    case 'code':
    case 'llm':
    case 'http':
    case 'tool':
    case 'wait':
      return true;
  }
}

type OpenPlan = Exclude<StepPlan, LeafPlan>;

/** How each kind of step that may wait or has steps inside is run. Handed in, as those run blocks themselves. */
export type Runners = {
  readonly [T in OpenPlan['type']]: (
    run: Execution,
    step: Extract<OpenPlan, { type: T }>,
    scope: Scope,
  ) => Work;
};

function runOpen(run: Execution, step: OpenPlan, scope: Scope): Work {
  // The table has each runner under the type of the plan it takes, which the compiler cannot follow through a union.
  const runner = imported(run.runners[step.type], step.type) as (
    context: Execution,
    open: OpenPlan,
    within: Scope,
  ) => Work;
  return runner(run, step, scope);
}
