import { type Breakpoint, needsLater } from '../engine';
import type { ExpressionTree } from '../expression';
import { Late } from '../json/late';
import type { Program } from '../workflow/program';

/** What of the interpreter a first run of a loop over small steps can do without. */
export const rest = new Late(() => import('./rest'));

/** Has imported what a program needs before it can be planned. Rejects while it cannot be had. */
export async function readyForProgram({ outline, trees }: Program): Promise<void> {
  if (outline.nodes.some(({ step }) => needsLater(step))) await rest.load();
  await readyForTrees([...trees.expressions.values(), ...trees.templates.values()]);
}

/** The same of expressions that stand by themselves. */
export async function readyForTrees(trees: readonly Pick<ExpressionTree, 'mentions'>[]): Promise<void> {
  if (trees.some(({ mentions }) => mentions.calls)) await rest.load();
}

/** The same of breakpoints, with their conditions. */
export async function readyForBreakpoints(breakpoints: readonly Breakpoint[]): Promise<void> {
  if (breakpoints.length > 0) await rest.load();
}

/** What a program needs of the providers: to `judge` outputs, without which it must not run, or to `ask`, which its steps try again. */
export function needsOfProviders({ outline }: Program): 'judge' | 'ask' | undefined {
  const steps = outline.nodes.map(({ step }) => step);
  if (steps.some(({ outputSchema }) => outputSchema !== undefined)) return 'judge';
  const asks = steps.some(
    ({ type }) => type === 'llm' || type === 'code' || type === 'http' || type === 'tool',
  );
  return asks ? 'ask' : undefined;
}
