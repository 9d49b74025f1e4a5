import type { Breakpoint } from '../engine';
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

/** What is wrong with the condition of a breakpoint in a text, in a sentence; undefined: nothing. */
export function conditionProblem(
  text: string,
  { step: stepId, kind, condition = '' }: BreakpointAt,
): string | undefined {
  const read = readExpression(condition);
  if (!read.ok) return read.problems[0]?.message ?? 'It cannot be read.';
  const { mentions } = read.tree;
  if (mentions.lookups.length > 0 || mentions.outputsOf.size > 0) {
    return 'A condition can read `steps`, `vars`, `loop` and `inputs`, but not look up steps by id.';
  }
  const { workflow } = readWorkflow(text);
  const node = workflow && outlineOf(workflow).byId.get(stepId);
  if (!node) return undefined;
  const variables = new Variables(workflow);
  for (const { names } of mentions.paths) {
    const problem = nameProblem(names, variables, node, {
      at: kind === 'until' ? 'inside' : 'around',
    });
    if (problem) return problem.message;
  }
  return undefined;
}
