import type { Breakpoint } from '../engine';
import type { ExpressionTree } from '../expression';
import { readExpression } from '../expression/read';
import { outlineOf } from '../workflow/outline';
import { nameProblem, Variables } from '../workflow/scope';
import { readWorkflow } from '../workflow/validate';

/** A breakpoint as a person sets it: its condition is text. */
export type BreakpointAt = Omit<Breakpoint, 'condition'> & { readonly condition?: string };

/** Reads the conditions. Breakpoints whose condition cannot be read are left out. */
export function readBreakpoints(list: readonly BreakpointAt[]): readonly Breakpoint[] {
  return list.flatMap(({ condition, ...at }): Breakpoint[] => {
    if (condition === undefined) return [at];
    const read = readExpression(condition);
    return read.ok ? [{ ...at, condition: read.tree }] : [];
  });
}

/** Expressions that are to be watched, read; or what is wrong with the first that cannot be, in a sentence. */
export function readWatches(
  sources: readonly string[],
): { readonly trees: readonly ExpressionTree[] } | { readonly problem: string } {
  const trees: ExpressionTree[] = [];
  for (const source of sources) {
    const read = readAlone(source);
    if ('problem' in read) return read;
    trees.push(read.tree);
  }
  return { trees };
}

/** What is wrong with the condition of a breakpoint in a text, in a sentence; undefined: nothing. */
export function conditionProblem(
  text: string,
  { step: stepId, kind, condition = '' }: BreakpointAt,
): string | undefined {
  const read = readAlone(condition);
  if ('problem' in read) return read.problem;
  const { workflow } = readWorkflow(text);
  const node = workflow && outlineOf(workflow).byId.get(stepId);
  if (!node) return undefined;
  const variables = new Variables(workflow);
  for (const { names } of read.tree.mentions.paths) {
    const problem = nameProblem(names, variables, node, {
      at: kind === 'until' ? 'inside' : 'around',
    });
    if (problem) return problem.message;
  }
  return undefined;
}

/** An expression that stands in no document, so that no plan keeps for it what looking steps up takes. */
function readAlone(source: string): { readonly tree: ExpressionTree } | { readonly problem: string } {
  const read = readExpression(source);
  if (!read.ok) return { problem: read.problems[0]?.message ?? 'It cannot be read.' };
  const { lookups, outputsOf } = read.tree.mentions;
  if (lookups.length === 0 && outputsOf.size === 0) return { tree: read.tree };
  return { problem: 'It can read `steps`, `vars`, `loop` and `inputs`, but not look up steps by id.' };
}
