import type { Path } from '../json/json';
import type { Step, Workflow } from './types';

/** A list of children of a step: a body, a branch, the parallel children. */
export interface Block {
  /** `steps`, `else`, or `cases_<n>` (`then` is `cases_0`): how derived ids name the branch. */
  readonly branch: string;
  readonly path: Path;
  readonly nodes: readonly StepNode[];
}

/** A step with its place in the document: what ids, scopes and plans are made from. */
export interface StepNode {
  readonly id: string;
  /** True when the document gives no id and it was derived from type and position. */
  readonly derived: boolean;
  readonly step: Step;
  readonly path: Path;
  /** Position in document order, 0-based, parents before children. */
  readonly order: number;
  readonly parent: StepNode | undefined;
  /** The block of the parent (or the root) that holds this step. */
  readonly blockIndex: number;
  readonly blocks: readonly Block[];
}

/** Every step of a workflow with its id and place, in document order. */
export interface Outline {
  readonly roots: readonly StepNode[];
  readonly nodes: readonly StepNode[];
  /** By id; of two steps with the same id the first. */
  readonly byId: ReadonlyMap<string, StepNode>;
}

/** Gives every step its id (rules.md 9: `<type>_<indices from the root>`) and place. Never fails. */
export function outlineOf(workflow: Workflow): Outline {
  const nodes: StepNode[] = [];
  const byId = new Map<string, StepNode>();

  const visit = (
    step: Step,
    path: Path,
    trail: readonly (string | number)[],
    parent: StepNode | undefined,
    blockIndex: number,
  ): StepNode => {
    const blocks: Block[] = [];
    const node: StepNode = {
      id: step.id ?? [step.type, ...trail].join('_'),
      derived: step.id === undefined,
      step,
      path,
      order: nodes.length,
      parent,
      blockIndex,
      blocks,
    };
    nodes.push(node);
    if (!byId.has(node.id)) byId.set(node.id, node);
    for (const [branch, key, steps] of childLists(step)) {
      const blockPath = [...path, ...key];
      const at = branch === 'steps' ? trail : [...trail, branch];
      const index = blocks.length;
      blocks.push({
        branch,
        path: blockPath,
        nodes: steps.map((child, i) => visit(child, [...blockPath, i], [...at, i], node, index)),
      });
    }
    return node;
  };

  const roots = workflow.steps.map((step, i) => visit(step, ['steps', i], [i], undefined, 0));
  return { roots, nodes, byId };
}

function childLists(step: Step): readonly (readonly [string, Path, readonly Step[]])[] {
  switch (step.type) {
    case 'loop':
    case 'foreach':
    case 'sequence':
    case 'parallel':
      return [['steps', ['steps'], step.steps]];
    case 'if': {
      const lists: [string, Path, readonly Step[]][] = [];
      step.cases?.forEach((branch, n) => lists.push([`cases_${n}`, ['cases', n, 'steps'], branch.steps]));
      if (step.then) lists.push(['cases_0', ['then'], step.then]);
      if (step.else) lists.push(['else', ['else'], step.else]);
      return lists;
    }
    case 'set':
    case 'compute':
    case 'template':
    case 'code':
    case 'llm':
    case 'http':
    case 'tool':
    case 'wait':
    case 'exit':
    case 'next':
    case 'fail':
      return [];
  }
}
