import { type Breakpoint, needsLater } from '../engine';
import type { ExpressionTree } from '../expression';
import { Late } from '../providers/late';
import type { Program } from '../workflow/program';

/** Parts of the interpreter that the first run of a loop over small steps can do without. */
export const parts = {
  steps: new Late(() => import('../engine/steps/later')),
  calls: new Late(() => import('../engine/calls')),
  breakpoints: new Late(() => import('../engine/breakpoints')),
  standing: new Late(() => import('./standing')),
  successor: new Late(() => import('../engine/successor')),
};

/** Has imported what a program needs before it can be planned. Rejects while a part of it cannot be had. */
export async function readyForProgram({ outline, trees }: Program): Promise<void> {
  if (outline.nodes.some(({ step }) => needsLater(step))) await parts.steps.load();
  const continues = outline.nodes.some(
    ({ step }) => step.type === 'loop' && step.continueAsNewEvery !== undefined,
  );
  if (continues) await parts.successor.load();
  await readyForTrees([...trees.expressions.values(), ...trees.templates.values()]);
}

/** The same of expressions that stand by themselves. */
export async function readyForTrees(trees: readonly Pick<ExpressionTree, 'mentions'>[]): Promise<void> {
  if (trees.some(({ mentions }) => mentions.calls)) await parts.calls.load();
}

/** The same of breakpoints, with their conditions. */
export async function readyForBreakpoints(breakpoints: readonly Breakpoint[]): Promise<void> {
  if (breakpoints.length > 0) await parts.breakpoints.load();
  await readyForTrees(breakpoints.flatMap(({ condition }) => condition ?? []));
}

/** Whether a step of a program asks for something outside, or has its output judged. */
export function asksOutside({ outline }: Program): boolean {
  return outline.nodes.some(
    ({ step }) =>
      step.type === 'llm' ||
      step.type === 'code' ||
      step.type === 'http' ||
      step.type === 'tool' ||
      step.outputSchema !== undefined,
  );
}

/** Has everything imported before somebody waits for it. */
export function prepareParts(): void {
  for (const part of Object.values(parts)) part.prepare();
}
