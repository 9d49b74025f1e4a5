import type { Step, StepType } from '../workflow/types';

const atHand = ['loop', 'set', 'compute', 'template', 'exit', 'next', 'fail'] as const;

/** A step of a type that is planned and carried out by what `steps/later.ts` brings. */
export type LaterStep = Exclude<Step, { readonly type: (typeof atHand)[number] }>;

export function isLater(step: Step): step is LaterStep {
  // Widened: whether the type is one of them is what is asked.
  return !(atHand as readonly StepType[]).includes(step.type);
}

/** Whether a step needs what is imported later: its type, a limit of time, going on as a new run. */
export function needsLater(step: Step): boolean {
  if (step.type !== 'loop') return isLater(step);
  return step.timeoutMs !== undefined || step.continueAsNewEvery !== undefined;
}
