import { type NameProblem, unknownName } from '../expression/names';
import { hint, meant } from './meant';
import type { StepNode } from './outline';
import type { Position } from './sites';
import type { LoopStep, Workflow } from './types';

/** A node of a `loop`. */
export type LoopNode = StepNode & { readonly step: LoopStep };

const namesEverywhere: readonly string[] = ['inputs', 'steps', 'vars', 'errors', 'loops', 'iterations'];

/** Members of `loop` and of an entry of `loops`. */
export const loopMembers: readonly string[] = ['iteration', 'id', 'maxIterations', 'history', 'outputs'];

/** A variable with the loop that declares it, or nothing for one of the document. */
export interface Declaration {
  readonly name: string;
  readonly loop: LoopNode | undefined;
}

export function isLoop(node: StepNode): node is LoopNode {
  return node.step.type === 'loop';
}

function isForeach(node: StepNode): boolean {
  return node.step.type === 'foreach';
}

/** Whether each run of the step's children has outputs of its own. */
function isScope(node: StepNode): boolean {
  return node.step.type === 'loop' || node.step.type === 'foreach';
}

/** The steps around a place, innermost first; the step itself when the place is inside of it. */
export function* around(node: StepNode | undefined, position: Position): Generator<StepNode> {
  let next = position.at === 'inside' ? node : node?.parent;
  for (; next; next = next.parent) yield next;
}

/** The loop or foreach whose iteration or item holds the step's output; nothing for the document. */
export function scopeOf(node: StepNode): StepNode | undefined {
  let next = node.parent;
  while (next && !isScope(next)) next = next.parent;
  return next;
}

/** Which variables there are, and who declares them. */
export class Variables {
  readonly #workflow: Workflow;
  readonly #orders = new Map<object, ReadonlyMap<string, number>>();

  constructor(workflow: Workflow) {
    this.#workflow = workflow;
  }

  /** The variable that an expression at a place reads, or a `set` there writes, by this name. */
  find(name: string, node: StepNode | undefined, position: Position): Declaration | undefined {
    for (const [variables, loop, before] of this.#declaring(node, position)) {
      const n = this.#order(variables).get(name);
      if (n !== undefined && n < before) return { name, loop };
    }
    return undefined;
  }

  /** The names of all of them, innermost first. */
  *names(node: StepNode | undefined, position: Position): Generator<string> {
    for (const [variables, , before] of this.#declaring(node, position))
      for (const [name, n] of this.#order(variables)) if (n < before) yield name;
  }

  *#declaring(
    node: StepNode | undefined,
    position: Position,
  ): Generator<readonly [variables: object, loop: LoopNode | undefined, before: number]> {
    const before = position.at === 'variables' ? position.before : Infinity;
    if (position.at === 'variables' && node && isLoop(node)) yield [node.step.variables ?? {}, node, before];
    for (const outer of around(node, position))
      if (isLoop(outer) && outer.step.variables) yield [outer.step.variables, outer, Infinity];
    if (this.#workflow.variables) yield [this.#workflow.variables, undefined, node ? Infinity : before];
  }

  #order(variables: object): ReadonlyMap<string, number> {
    const known = this.#orders.get(variables);
    if (known) return known;
    const order = new Map(Object.keys(variables).map((name, n) => [name, n]));
    this.#orders.set(variables, order);
    return order;
  }
}

/** The variables a loop, or the document, declares, in order. */
export function declarations(variables: object | undefined, loop: LoopNode | undefined): Declaration[] {
  return Object.keys(variables ?? {}).map((name) => ({ name, loop }));
}

/** The roots that an expression at a place may name. */
export function rootsAt(node: StepNode | undefined, position: Position): readonly string[] {
  return [
    ...namesEverywhere,
    ...(some(around(node, position), isLoop) ? ['loop', 'iteration'] : []),
    ...(some(around(node, position), isForeach) ? ['item', 'index'] : []),
  ];
}

/**
 * What is wrong with a path of names at a place. A wrong step id is no error here, as at run time it is
 * simply not there; the lints warn of it.
 */
export function nameProblem(
  names: readonly string[],
  variables: Variables,
  node: StepNode | undefined,
  position: Position,
): NameProblem | undefined {
  const [root = '', member] = names;
  switch (root) {
    case 'inputs':
      return undefined;
    case 'loop':
    case 'iteration':
      if (some(around(node, position), isLoop)) return undefined;
      return { code: 'scope/outside-loop', message: `\`${root}\` is only known inside a \`loop\`.`, at: 0 };
    case 'item':
    case 'index':
      if (some(around(node, position), isForeach)) return undefined;
      return {
        code: 'scope/outside-foreach',
        message: `\`${root}\` is only known inside a \`foreach\`.`,
        at: 0,
      };
    case 'steps':
    case 'vars':
    case 'errors':
    case 'loops':
    case 'iterations': {
      if (member === undefined) {
        const message = `\`${root}\` can only be read by member, such as \`${root}.${exampleOf(root)}\`.`;
        return { code: 'scope/member-needed', message, at: 0 };
      }
      if (root === 'vars' && !variables.find(member, node, position)) {
        const better = meant(member, variables.names(node, position));
        const message = `No loop around this and not the document declares a variable \`${member}\`${hint(better)}`;
        return { code: 'scope/unknown-variable', message, at: 1 };
      }
      return undefined;
    }
    default:
      return unknownName(root, rootsAt(node, position));
  }
}

function exampleOf(root: string): string {
  if (root === 'vars') return 'name';
  return root === 'steps' || root === 'errors' ? 'stepId' : 'loopId';
}

function some(nodes: Iterable<StepNode>, test: (node: StepNode) => boolean): boolean {
  for (const node of nodes) if (test(node)) return true;
  return false;
}
