import { isObject, own, type Json } from '../../json/json';
import { reportIn, type Analysis, type PathRead } from '../analysis';
import { hint, meant } from '../meant';
import type { StepNode } from '../outline';
import { renameFixes } from '../rename';
import { around, isLoop, loopMembers, scopeOf, type LoopNode } from '../scope';

/** An object whose members the document alone tells. */
interface Shape {
  readonly code: string;
  names(): Iterable<string>;
  has(name: string): boolean;
  /** What is known of a member; nothing when it may be anything. */
  member(name: string): Shape | undefined;
}

/** Members that no step writes: `steps.review.scroe`, `loop.itertion`, `inputs.x`, `loops.other`. */
export function lintMembers(analysis: Analysis): void {
  const shapes = new Shapes(analysis);
  for (const read of analysis.reads) {
    const [root = ''] = read.names;
    let shape = shapes.root(root, read);
    for (let i = 1; i < read.names.length && shape; i++) {
      const name = read.names[i] ?? '';
      if (!shape.has(name)) {
        unknownMember(analysis, read, i, shape);
        break;
      }
      shape = shape.member(name);
    }
  }
}

function unknownMember({ report }: Analysis, read: PathRead, i: number, shape: Shape): void {
  const range = read.ranges[i];
  if (!range) return;
  const name = read.names[i] ?? '';
  reportIn(report, 'warning', read.site, range, () => {
    const better = meant(name, shape.names());
    return {
      code: shape.code,
      message: `\`${read.names.slice(0, i).join('.')}\` has no \`${name}\` here${hint(better)}`,
      fixes: renameFixes(report, read.site, range, name, better),
    };
  });
}

class Shapes {
  readonly #analysis: Analysis;
  readonly #bodies = new Map<StepNode, Map<string, StepNode>>();

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
  }

  root(name: string, { site }: PathRead): Shape | undefined {
    const loops = () => [...around(site.node, site.position)].filter(isLoop);
    switch (name) {
      case 'inputs':
        return { ...ofObject(this.#analysis.workflow.inputs ?? {}), code: 'scope/unknown-input' };
      case 'loop': {
        const [loop] = loops();
        return loop && this.#view(loop);
      }
      case 'loops':
      case 'iterations': {
        const known = new Map(loops().map((loop) => [loop.id, loop]));
        const view = (id: string) => {
          const loop = name === 'loops' ? known.get(id) : undefined;
          return loop && this.#view(loop);
        };
        return { ...ofNames([...known.keys()], view), code: 'scope/not-around' };
      }
      case 'steps': {
        const { byId } = this.#analysis.outline;
        const step = (id: string) => {
          const node = byId.get(id);
          return node && this.#output(node);
        };
        // Whether there is a step with the id is another lint's question.
        return { ...ofNames([], step), has: () => true };
      }
      case 'errors':
        return { ...ofNames([], () => ofNames(['code', 'message'])), has: () => true };
    }
    return undefined;
  }

  #view(loop: LoopNode): Shape {
    return ofNames(loopMembers, (name) => (name === 'history' ? this.#outputs(loop) : undefined));
  }

  /** The outputs of one iteration: of the steps in the loop, not in loops inside it. */
  #outputs(scope: StepNode): Shape {
    if (this.#bodies.size === 0) {
      for (const node of this.#analysis.outline.nodes) {
        const owner = scopeOf(node);
        if (owner)
          this.#bodies.set(
            owner,
            (this.#bodies.get(owner) ?? new Map<string, StepNode>()).set(node.id, node),
          );
      }
    }
    const body = this.#bodies.get(scope) ?? new Map<string, StepNode>();
    return {
      code: 'scope/unknown-member',
      names: () => body.keys(),
      has: (id) => body.has(id),
      member: (id) => this.#output(body.get(id)),
    };
  }

  #output(node: StepNode | undefined): Shape | undefined {
    if (!node || typeof node.step.onError === 'object') return undefined;
    const { step } = node;
    switch (step.type) {
      case 'loop':
        return ofNames(['iterations', 'stoppedBy', 'last', 'outputs', 'vars'], (name) =>
          name === 'last'
            ? this.#outputs(node)
            : name === 'vars'
              ? ofObject(step.variables ?? {})
              : undefined,
        );
      case 'foreach':
        return ofNames(['outputs', 'count']);
      case 'if':
        return ofNames(['branch']);
      case 'exit':
      case 'next':
        return ofNames(['taken']);
      case 'http':
        return ofNames(['status', 'headers', 'body']);
      case 'set':
        return ofJson(step.values);
      case 'compute':
        return ofJson(step.value);
      case 'llm':
        return step.outputSchema ? ofSchema(step.outputSchema) : ofNames(['response']);
      case 'sequence':
      case 'parallel':
      case 'template':
      case 'code':
      case 'tool':
      case 'wait':
      case 'fail':
        return undefined;
    }
  }
}

function ofNames(
  names: readonly string[],
  member: (name: string) => Shape | undefined = () => undefined,
): Shape {
  return { code: 'scope/unknown-member', names: () => names, has: (name) => names.includes(name), member };
}

/** The members of an object that the document writes. */
function ofObject(object: object, member: (name: string) => Shape | undefined = () => undefined): Shape {
  return {
    code: 'scope/unknown-member',
    names: () => Object.keys(object),
    has: (name) => Object.hasOwn(object, name),
    member,
  };
}

/** The members of a value that the document writes, and theirs. */
function ofJson(value: Json): Shape | undefined {
  return isObject(value) ? ofObject(value, (name) => ofJson(own(value, name) ?? null)) : undefined;
}

/** The members that a JSON Schema names, when it names them plainly. */
function ofSchema(schema: Json): Shape | undefined {
  if (!isObject(schema)) return undefined;
  const properties = own(schema, 'properties');
  const open = ['$ref', 'allOf', 'anyOf', 'oneOf', 'if', 'patternProperties', 'additionalProperties'];
  if (
    !isObject(properties) ||
    open.some((name) => own(schema, name) !== undefined && own(schema, name) !== false)
  )
    return undefined;
  return ofObject(properties, (name) => ofSchema(own(properties, name) ?? null));
}
