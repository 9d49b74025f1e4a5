import type { Analysis } from '../analysis';
import type { StepNode } from '../outline';
import { around, type Declaration } from '../scope';

/** One variable set by several siblings, and `continueAsNewEvery` among siblings. */
export function lintSiblings({ variables, outline, report }: Analysis): void {
  const setters = new Map<string, StepNode>();
  for (const node of outline.nodes) {
    const { step, path } = node;
    if (step.type === 'loop' && step.continueAsNewEvery !== undefined) {
      const beside = [...around(node, { at: 'around' })].find(startsTogether);
      if (beside)
        report.add('error', () => ({
          code: 'loop/continue-among-siblings',
          message: `\`continueAsNewEvery\` cannot stand inside \`${beside.id}\`: a run cannot go on as a new one while siblings are running.`,
          path: [...path, 'continueAsNewEvery'],
          at: 'key',
        }));
    }
    if (step.type !== 'set') continue;
    for (const name of Object.keys(step.values)) {
      const declared = variables.find(name, node, { at: 'around' });
      const shared = declared && sharedIn(node, declared, setters);
      if (shared)
        report.add('warning', () => ({
          code: 'parallel/shared-variable',
          message:
            shared.step.type === 'parallel'
              ? `\`${name}\` is set by more than one child of \`${shared.id}\`; the later one in the document wins.`
              : `\`${name}\` is set by every item of \`${shared.id}\`; the last item wins.`,
          path: [...path, 'values', name],
          at: 'key',
        }));
    }
  }
}

/**
 * The siblings' parent between a `set` and the loop that declares the variable, if another sibling sets
 * it too. `setters` holds the first child of each parent that sets each variable.
 */
function sharedIn(
  node: StepNode,
  { name, loop }: Declaration,
  setters: Map<string, StepNode>,
): StepNode | undefined {
  let child = node;
  let shared: StepNode | undefined;
  for (const outer of around(node, { at: 'around' })) {
    if (outer === loop) break;
    if (outer.step.type === 'parallel') {
      const key = `${outer.order}/${loop?.order ?? ''}/${name}`;
      const first = setters.get(key) ?? child;
      setters.set(key, first);
      if (first !== child) shared ??= outer;
    } else if (startsTogether(outer)) shared ??= outer;
    child = outer;
  }
  return shared;
}

/** Whether the step's children, or its items, run beside each other. */
function startsTogether({ step }: StepNode): boolean {
  if (step.type === 'foreach') return step.parallel !== undefined && step.parallel !== false;
  return step.type === 'parallel';
}
