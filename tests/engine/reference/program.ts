import type { SemanticsName, Step, Workflow } from '../../../src/workflow/types';

/** A step with its id and the lists of steps in it. */
export interface Part {
  readonly id: string;
  readonly step: Step;
  readonly order: number;
  readonly lists: readonly (readonly Part[])[];
}

/** A document made ready: ids given, and for each id the loops and foreaches around it, outermost first. */
export interface Program {
  readonly workflow: Workflow;
  readonly rules: Rules;
  readonly parts: readonly Part[];
  readonly all: readonly Part[];
  readonly owners: ReadonlyMap<string, readonly string[]>;
  /** Steps that look-ups pass over and that no result shows. */
  readonly unseen: ReadonlySet<string>;
}

interface Rules {
  readonly check: 'after' | 'before-and-after' | 'each-step';
  readonly latched: boolean;
  readonly stops: (value: unknown) => boolean;
  readonly notBoolean: 'fail' | 'go on';
  readonly throws: { readonly before: 'fail' | 'go on'; readonly after: 'fail' | 'go on' };
  readonly largest: number;
  readonly attempts: number;
  readonly attemptsWithSchema: number;
}

const isTrue = (value: unknown): boolean => value === true;

/** The table of the language page, written down once more. */
const rules: Record<SemanticsName, Rules> = {
  playground: {
    check: 'after',
    latched: false,
    stops: isTrue,
    notBoolean: 'fail',
    throws: { before: 'fail', after: 'fail' },
    largest: Infinity,
    attempts: 1,
    attemptsWithSchema: 1,
  },
  smithers: {
    check: 'each-step',
    latched: true,
    stops: (value) => value === true || value === 'true' || value === 1 || value === '1',
    notBoolean: 'go on',
    throws: { before: 'fail', after: 'fail' },
    largest: Infinity,
    attempts: 10,
    attemptsWithSchema: 10,
  },
  dify: {
    check: 'before-and-after',
    latched: false,
    stops: isTrue,
    notBoolean: 'fail',
    throws: { before: 'go on', after: 'fail' },
    largest: 100,
    attempts: 1,
    attemptsWithSchema: 1,
  },
  conductor: {
    check: 'after',
    latched: false,
    stops: isTrue,
    notBoolean: 'go on',
    throws: { before: 'go on', after: 'go on' },
    largest: 100,
    attempts: 2,
    attemptsWithSchema: 3,
  },
};

export function programOf(workflow: Workflow): Program {
  const all: Part[] = [];
  const owners = new Map<string, readonly string[]>();
  const unseen = new Set<string>();

  const visit = (step: Step, place: readonly (string | number)[], around: readonly string[]): Part => {
    const id = step.id ?? `${step.type}_${place.join('_')}`;
    const lists: Part[][] = [];
    const part: Part = { id, step, order: all.length, lists };
    all.push(part);
    owners.set(id, around);
    if (step.type === 'if' || step.type === 'sequence' || step.type === 'parallel') unseen.add(id);
    const inside = step.type === 'loop' || step.type === 'foreach' ? [...around, id] : around;
    const list = (steps: readonly Step[] | undefined, branch: readonly string[]): void => {
      if (steps) lists.push(steps.map((child, i) => visit(child, [...place, ...branch, i], inside)));
    };
    if (step.type === 'if') {
      const cases = step.cases ?? [{ when: step.when!, steps: step.then ?? [] }];
      cases.forEach(({ steps }, n) => list(steps, [`cases_${n}`]));
      list(step.else, ['else']);
    } else if ('steps' in step) list(step.steps, []);
    return part;
  };

  const parts = workflow.steps.map((step, i) => visit(step, [i], []));
  return { workflow, rules: rules[workflow.semantics ?? 'playground'], parts, all, owners, unseen };
}

/** The ids that results of this owner show (undefined: the run), in document order. */
export function shownIn(program: Program, owner: string | undefined): string[] {
  return program.all
    .filter(({ id }) => program.owners.get(id)!.at(-1) === owner && !program.unseen.has(id))
    .map(({ id }) => id);
}
