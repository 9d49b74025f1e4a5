import { checkAfterStep } from '../check';
import type { Execution } from '../execution';
import { type Scope, status } from '../frame';
import { failing, type Outcome, type Work } from '../outcome';
import type { StepPlan } from '../plan';
import { runCode } from './code';
import { runForeach } from './foreach';
import { runHttp } from './http';
import { runIf } from './if';
import { runLeaf } from './leaf';
import { runLlm } from './llm';
import { runLoop } from './loop';
import { runParallel } from './parallel';
import { runSequence } from './sequence';
import { runTool } from './tool';
import { runWait } from './wait';

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
    if (outcome) return outcome;
    if (step.eachStep.length > 0) {
      const checked = checkAfterStep(run, step, scope);
      if (checked) return checked;
    }
  }
  return unchecked && checkAfterStep(run, unchecked, scope);
}

/** What an ended step gave: a failure nothing caught, a taken exit. An `until` that turned true after it. */
function recall({ frame }: Scope, step: StepPlan): Outcome | undefined {
  const taken = frame.taken[step.slot];
  if (taken) return { kind: 'leaving', ...taken };
  const error = frame.errors[step.slot];
  return frame.status[step.slot] === status.failed && error ? failing(error) : undefined;
}

type LeafPlan = Parameters<typeof runLeaf>[1];

function isOpen(step: StepPlan): step is Exclude<StepPlan, LeafPlan> {
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

/** A step that may wait or has steps inside. */
function runOpen(run: Execution, step: Exclude<StepPlan, LeafPlan>, scope: Scope): Work {
  switch (step.type) {
    case 'loop':
      return runLoop(run, step, scope);
    case 'foreach':
      return runForeach(run, step, scope);
    case 'sequence':
      return runSequence(run, step, scope);
    case 'parallel':
      return runParallel(run, step, scope);
    case 'if':
      return runIf(run, step, scope);
    case 'code':
      return runCode(run, step, scope);
    case 'llm':
      return runLlm(run, step, scope);
    case 'http':
      return runHttp(run, step, scope);
    case 'tool':
      return runTool(run, step, scope);
    case 'wait':
      return runWait(run, step, scope);
  }
}
