import type { StepNode } from './outline';
import { around, scopeOf } from './scope';
import type { Site } from './sites';

/** Why `steps.id` is undefined in every iteration at some place. */
export interface Unreachable {
  readonly code: 'scope/inside-loop' | 'scope/cannot-have-run';
  readonly message: string;
}

/** Why a step's output is never there for an expression at this place; nothing if it may be. */
export function unreachable(step: StepNode, site: Site): Unreachable | undefined {
  const { node, position } = site;
  const scope = scopeOf(step);
  const outer = [...around(node, position)];
  if (scope && !outer.includes(scope)) {
    const message = `\`${step.id}\` runs inside the ${scope.step.type} \`${scope.id}\`: from here it is never seen by its id alone.`;
    return { code: 'scope/inside-loop', message };
  }
  const why = whyNotYet(step, site, outer);
  return why === undefined ? undefined : { code: 'scope/cannot-have-run', message: `${why}.` };
}

function whyNotYet(step: StepNode, site: Site, outer: readonly StepNode[]): string | undefined {
  const { node, position } = site;
  if (!node) {
    return position.at === 'variables' ? "No step has run when the document's variables begin" : undefined;
  }
  if (outer.includes(step) || step === node) return `\`${step.id}\` has not ended when this is read`;
  const [mine, theirs, fork] = parting(node, step);
  if (position.at === 'inside' && fork === node) {
    const before = node.step.type === 'loop' && node.step.check === 'before' && site.field === 'until';
    return before ? `\`check\` is \`"before"\`, so \`${step.id}\` has not run when this is read` : undefined;
  }
  if (fork?.step.type === 'if' && mine?.blockIndex !== theirs?.blockIndex)
    return `\`${step.id}\` is in another branch of \`${fork.id}\`: only one of them runs`;
  if (fork?.step.type === 'parallel')
    return `\`${step.id}\` runs beside this in \`${fork.id}\`: siblings do not see each other's outputs`;
  return step.order > node.order
    ? `\`${step.id}\` comes later, so it has not run when this is read`
    : undefined;
}

type Fork = readonly [mine: StepNode | undefined, theirs: StepNode | undefined, fork: StepNode | undefined];

/** Where the ways from the root to two steps part: the first steps that differ, and the last they share. */
function parting(mine: StepNode, theirs: StepNode): Fork {
  const first = wayTo(mine);
  const second = wayTo(theirs);
  let i = 0;
  while (i < first.length && first[i] === second[i]) i++;
  return [first[i], second[i], first[i - 1]];
}

/** The steps from the root down to this one. */
function wayTo(node: StepNode): readonly StepNode[] {
  const way: StepNode[] = [];
  for (let next: StepNode | undefined = node; next; next = next.parent) way.push(next);
  return way.reverse();
}
