import { type Block, outlineOf, type StepNode } from '../../workflow/outline';
import { profiles } from '../../workflow/profiles';
import type { CheckTime, LoopStep, StepType, Workflow } from '../../workflow/types';

/** What a box stands for; `case` is a branch of an `if`, `until` a check, `part` some of very many steps. */
export type BoxKind =
  'step' | 'loop' | 'foreach' | 'sequence' | 'parallel' | 'if' | 'case' | 'until' | 'part';

/** A box of the picture of a workflow, with the boxes inside it in the order in which they are drawn. */
export interface Box {
  /** Unique, and the same after an edit elsewhere. */
  readonly key: string;
  readonly kind: BoxKind;
  /** Id of the step it is, or that it belongs to. */
  readonly id: string;
  readonly type: StepType;
  readonly title: string | undefined;
  readonly parent: Box | undefined;
  /** Id of the loop or foreach whose iterations it is a part of; empty: of the document. */
  readonly rows: string;
  /** The name it bears, and the word about it beside the name. */
  readonly label: string;
  readonly note: string;
  readonly inside: readonly Box[];
  /** How many steps are inside, all the way down. */
  readonly steps: number;
  /** Of a loop: when it asks `until`; absent when it has none. */
  readonly check?: CheckTime;
  /** Of a loop that goes round: there is a way back to its first step. */
  readonly back: boolean;
}

/** More siblings than this are put together in parts. */
const mostSiblings = 60;
const partSize = 50;

type Draft = { -readonly [K in keyof Box]: Box[K] };

/** The boxes of a workflow, outermost first. Never fails: of two steps with one id each has its own box. */
export function boxesOf(workflow: Workflow): readonly Box[] {
  const checks = profiles[workflow.semantics ?? 'playground'].check;
  const keys = new Set<string>();

  const unique = (wanted: string): string => {
    let key = wanted;
    for (let n = 2; keys.has(key); n += 1) key = `${wanted}#${n}`;
    keys.add(key);
    return key;
  };

  const visit = (node: StepNode, parent: Box | undefined, rows: string): Box => {
    const { step, id } = node;
    const box: Draft = {
      ...{ key: unique(id), kind: kindOf(step.type), id, type: step.type, title: step.title, parent, rows },
      ...{ label: id, note: step.type, inside: [], steps: 0, back: false },
    };
    const own = step.type === 'loop' || step.type === 'foreach' ? id : rows;
    const block = (one: Block | undefined, around: Box): readonly Box[] =>
      inParts(
        (one?.nodes ?? []).map((child) => visit(child, around, own)),
        around,
      );
    if (step.type === 'if') {
      const whens = step.cases?.map(({ when }) => when) ?? [step.when ?? ''];
      const blocks = [...node.blocks];
      const other = blocks.at(-1)?.branch === 'else' ? blocks.pop() : undefined;
      box.inside = [...whens, 'else'].map((when, n) => {
        const last = n === whens.length;
        const branch: Draft = {
          ...box,
          ...{ key: `${box.key}/${last ? 'else' : `cases_${n}`}`, kind: 'case', parent: box },
          ...{ label: when, note: last ? '' : 'when', title: undefined },
        };
        branch.inside = block(last ? other : blocks[n], branch);
        branch.steps = stepsIn(branch.inside);
        return branch;
      });
    } else {
      box.inside = block(node.blocks[0], box);
    }
    if (step.type === 'loop') addChecks(box, step, step.check ?? checks);
    box.back = step.type === 'loop' || (step.type === 'foreach' && (step.parallel ?? false) === false);
    box.steps = stepsIn(box.inside);
    return box;
  };

  return inParts(
    outlineOf(workflow).roots.map((node) => visit(node, undefined, '')),
    undefined,
  );
}

/** Every box, those around others before them. */
export function* everyBox(boxes: readonly Box[]): Generator<Box> {
  for (const box of boxes) {
    yield box;
    yield* everyBox(box.inside);
  }
}

/** Whether a box can be folded: it is drawn around others, and has some. */
export function canFold(box: Box): boolean {
  return box.inside.length > 0 && isContainer(box);
}

/** Whether a box is one that is drawn around others. */
export function isContainer({ kind }: Box): boolean {
  return kind !== 'step' && kind !== 'until' && kind !== 'case';
}

function kindOf(type: StepType): BoxKind {
  switch (type) {
    case 'loop':
    case 'foreach':
    case 'sequence':
    case 'parallel':
    case 'if':
      return type;
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
      return 'step';
  }
}

/** The hexagons stand where `until` is asked: before the steps, after them, or both. */
function addChecks(loop: Draft, step: LoopStep, check: CheckTime): void {
  if (step.until === undefined) return;
  loop.check = check;
  const at = (note: string, name: string): Box => ({
    ...{
      key: `${loop.key}/${name}`,
      kind: 'until',
      id: loop.id,
      type: 'loop',
      title: undefined,
      parent: loop,
    },
    ...{ rows: loop.id, label: 'until', note, inside: [], steps: 0, back: false },
  });
  const before = check === 'before' || check === 'before-and-after' ? [at('before', 'until-before')] : [];
  const after = check === 'before' ? [] : [at(check === 'each-step' ? 'each step' : 'after', 'until')];
  loop.inside = [...before, ...loop.inside, ...after];
}

function stepsIn(boxes: readonly Box[]): number {
  return boxes.reduce((sum, { kind, steps }) => sum + steps + (isStep(kind) ? 1 : 0), 0);
}

function isStep(kind: BoxKind): boolean {
  return kind !== 'case' && kind !== 'until' && kind !== 'part';
}

/** Puts very many siblings together, so that nobody has to look at all of them at once. */
function inParts(boxes: readonly Box[], parent: Box | undefined): readonly Box[] {
  const [one] = boxes;
  if (boxes.length <= mostSiblings || !one) return boxes;
  let size = partSize;
  while (boxes.length / size > mostSiblings) size *= partSize;
  const parts: Box[] = [];
  for (let from = 0; from < boxes.length; from += size) {
    const some = boxes.slice(from, from + size);
    const part: Draft = {
      ...{ key: `${parent?.key ?? ''}/part_${from}`, kind: 'part', id: parent?.id ?? '', type: 'sequence' },
      ...{ title: undefined, parent, rows: one.rows, label: `${from + 1} – ${from + some.length}` },
      ...{ note: '', inside: [], steps: stepsIn(some), back: false },
    };
    part.inside = inParts(
      some.map((box) => reparented(box, part)),
      part,
    );
    parts.push(part);
  }
  return parts;
}

function reparented(box: Box, parent: Box): Box {
  // Its children name it as their parent, so it is changed and not copied.
  (box as Draft).parent = parent;
  return box;
}
