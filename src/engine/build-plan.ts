import type { Trees } from '../expression';
import type { JsonObject, Path } from '../json/json';
import type { StepNode } from '../workflow/outline';
import type { Profile } from '../workflow/profiles';
import type { Program } from '../workflow/program';
import { environmentAt } from './environment';
import type { PlanView, Position } from './position';
import { FieldMaker } from './fields';
import type { Frame } from './frame';
import { limitOf } from './limit';
import { Moment } from './moment';
import { Needs } from './needs';
import type { BranchOf, FramePlan, Plan, StepPlan, VariablePlan } from './plan';
import { planStep } from './plan-step';

/** A frame while its steps are still being planned. */
export type FrameDraft = FramePlan & {
  readonly slots: StepPlan[];
  readonly body: StepPlan[];
  readonly vars: VariablePlan[];
};

/** Makes plans of steps and the fields in them; one for each plan. Places first, fields when all names are known. */
export class PlanBuilder implements PlanView {
  readonly byId = new Map<string, StepPlan>();
  readonly frames: FrameDraft[] = [];
  readonly steps: StepPlan[] = [];
  readonly moment: Moment;
  readonly inputs: JsonObject;
  readonly profile: Profile;
  readonly needs = new Needs();
  private readonly trees: Trees;
  private variables = 0;
  private readonly later: (() => void)[] = [];

  constructor({ profile, trees }: Program, inputs: JsonObject, seed: string | number) {
    this.profile = profile;
    this.trees = trees;
    this.inputs = inputs;
    this.moment = new Moment(seed);
  }

  limitOf(frame: Frame): number | null {
    return limitOf(frame, this.profile);
  }

  fields(position: Position): FieldMaker {
    return new FieldMaker(environmentAt(this, position), this.trees, this.moment, (mentions) => {
      this.needs.note(mentions, position);
    });
  }

  /** Work that has to wait until every step has its place. */
  defer(work: () => void): void {
    this.later.push(work);
  }

  settle(): void {
    for (const work of this.later) work();
    for (const frame of this.frames) Object.assign(frame, this.needs.of(frame), empty(frame));
  }

  openFrame(kind: FramePlan['kind'], owner: StepPlan | undefined, parent: FramePlan | undefined): FrameDraft {
    const frame: FrameDraft = {
      index: this.frames.length,
      kind,
      owner,
      parent,
      depth: parent ? parent.depth + 1 : 0,
      slots: [],
      names: {},
      blank: [],
      body: [],
      vars: [],
      counted: [],
      listed: new Set(),
      keepsOutputs: false,
      hidesLists: false,
      lookedInto: false,
    };
    this.frames.push(frame);
    return frame;
  }

  /** Declares variables; each initial value is evaluated around the frame and sees the ones before it. */
  declare(frame: FrameDraft, values: JsonObject | undefined, path: Path, around: Position): void {
    const before = new Map<string, VariablePlan>();
    for (const [name, value] of Object.entries(values ?? {})) {
      const extra = new Map(before);
      const draft = { name, index: this.variables++, slot: frame.vars.length };
      // `initial` follows in settle(), before anything can read it.
      const variable = draft as VariablePlan;
      this.defer(() => {
        const initial = this.fields({ ...around, overlaid: true, extra }).value(value, [...path, name]);
        Object.assign(draft, { initial });
      });
      before.set(name, variable);
      frame.vars.push(variable);
    }
  }

  planAll(nodes: readonly StepNode[], frame: FrameDraft, branches: readonly BranchOf[]): StepPlan[] {
    return nodes.map((node) => planStep(this, node, frame, branches));
  }
}

/** What an iteration's outputs and values are copied from: a copy is made faster than a new one is filled. */
function empty({ slots }: FramePlan): Pick<FramePlan, 'names' | 'blank'> {
  const visible = slots.filter((step) => step.visible);
  return {
    names: Object.fromEntries(visible.map(({ id }) => [id, null])),
    blank: new Array<undefined>(slots.length).fill(undefined),
  };
}

/** Makes the program of a valid workflow ready to run with these inputs and this seed. */
export function planOf(program: Program, inputs: JsonObject, seed: string | number): Plan {
  const { workflow, outline } = program;
  const builder = new PlanBuilder(program, inputs, seed);
  const root = builder.openFrame('root', undefined, undefined);
  const position: Position = { frame: root, node: undefined };
  builder.declare(root, workflow.variables, ['variables'], position);
  root.body.push(...builder.planAll(outline.roots, root, []));
  const fields = builder.fields(position);
  const outputs =
    workflow.outputs &&
    Object.entries(workflow.outputs).map(([name, value]) => ({
      name,
      value: fields.value(value, ['outputs', name]),
    }));
  builder.settle();
  return {
    workflow,
    profile: builder.profile,
    root,
    frames: builder.frames,
    steps: builder.steps,
    byId: builder.byId,
    outputs,
    moment: builder.moment,
    inputs,
    limitOf: (frame) => builder.limitOf(frame),
    hiddenOutputs: builder.frames.some((frame) => frame.keepsOutputs),
  };
}
