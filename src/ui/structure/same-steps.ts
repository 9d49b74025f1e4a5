import { outlineOf, type StepNode } from '../../workflow/outline';
import type { Workflow } from '../../workflow/types';

/**
 * Ids of the steps that are in both documents, at the same place and saying the same: what a run tells of
 * the one is true for them in the other. What is inside a step does not count as its own.
 */
export function sameSteps(before: Workflow, after: Workflow): ReadonlySet<string> {
  const old = outlineOf(before).byId;
  const same = new Set<string>();
  for (const node of outlineOf(after).nodes) {
    const was = old.get(node.id);
    if (was && was.parent?.id === node.parent?.id && ownText(was) === ownText(node)) same.add(node.id);
  }
  return same;
}

const inner = new Set(['steps', 'then', 'else', 'cases']);

function ownText({ step }: StepNode): string {
  const own = Object.entries(step).filter(([field]) => !inner.has(field));
  const whens = step.type === 'if' ? step.cases?.map(({ when }) => when) : undefined;
  return JSON.stringify([own, whens]);
}
