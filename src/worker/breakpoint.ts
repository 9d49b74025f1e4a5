import type { Breakpoint } from '../engine';
import type { ExpressionTree } from '../expression';
import type { NameProblem } from '../expression/names';
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

/**
 * Expressions that are to be watched at the end of a loop's iterations, read; or what is wrong with the first that
 * cannot be, in a sentence. A variable that nothing declares is not: then it is `undefined`.
 */
export function readWatches(
  sources: readonly string[],
  text: string,
  loop: string,
): { readonly trees: readonly ExpressionTree[] } | { readonly problem: string } {
  const trees: ExpressionTree[] = [];
  for (const source of sources) {
    const read = readAlone(source);
    if ('problem' in read) return read;
    trees.push(read.tree);
  }
  const problem = namesIn(trees, text, loop, 'inside').find(({ code }) => code !== 'scope/unknown-variable');
  return problem ? { problem: problem.message } : { trees };
}

/** What is wrong with the condition of a breakpoint in a text, in a sentence; undefined: nothing. */
export function conditionProblem(
  text: string,
  { step: stepId, kind, condition = '' }: BreakpointAt,
): string | undefined {
  const read = readAlone(condition);
  if ('problem' in read) return read.problem;
  return namesIn([read.tree], text, stepId, kind === 'until' ? 'inside' : 'around')[0]?.message;
}

/** What is wrong with the names that expressions read at a step of a text. */
function namesIn(
  trees: readonly ExpressionTree[],
  text: string,
  stepId: string,
  at: 'inside' | 'around',
): readonly NameProblem[] {
  const { workflow } = readWorkflow(text);
  const node = workflow && outlineOf(workflow).byId.get(stepId);
  if (!node) return [];
  const variables = new Variables(workflow);
  return trees.flatMap(({ mentions }) =>
    mentions.paths.flatMap(({ names }) => nameProblem(names, variables, node, { at }) ?? []),
  );
}

/** An expression that stands in no document, so that no plan keeps for it what looking steps up takes. */
function readAlone(source: string): { readonly tree: ExpressionTree } | { readonly problem: string } {
  const read = readExpression(source);
  if (!read.ok) return { problem: read.problems[0]?.message ?? 'It cannot be read.' };
  const { lookups, outputsOf } = read.tree.mentions;
  if (lookups.length === 0 && outputsOf.size === 0) return { tree: read.tree };
  return { problem: 'It can read `steps`, `vars`, `loop` and `inputs`, but not look up steps by id.' };
}
