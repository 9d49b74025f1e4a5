import type { Step, StepType } from '../workflow/types';

const atHand = ['loop', 'set', 'compute', 'template', 'exit', 'next', 'fail'] as const;

/** A step of a type that is planned and carried out by what `steps/later.ts` brings. */
export type LaterStep = Exclude<Step, { readonly type: (typeof atHand)[number] }>;

export function isLater(step: Step): step is LaterStep {
  // Widened: whether the type is one of them is what is asked.
  return !(atHand as readonly StepType[]).includes(step.type);
}

/** Whether a step needs what `steps/later.ts` brings. */
export function needsLater(step: Step): boolean {
  return isLater(step) || (step.type === 'loop' && step.timeoutMs !== undefined);
}
