import type { Json, JsonObject, Path } from '../json/json';
import type { Profile } from '../workflow/profiles';
import type { StepNode } from '../workflow/outline';
import type { CheckTime, OnMaxReached, Retry, StepType, Workflow } from '../workflow/types';
import type { Field, TextField, ExpressionField } from './fields';
import type { PlanView } from './position';

/** A variable declared by the document or a loop. `index` is unique in the document, `slot` in its frame. */
export interface VariablePlan {
  readonly name: string;
  readonly index: number;
  readonly slot: number;
  readonly initial: Field;
}

/**
 * What shares one set of outputs: the document, a loop's body, a foreach's body. Children of `sequence`,
 * `if` and `parallel` have their slots here too, as their outputs belong to the scope around them.
 */
export interface FramePlan {
  readonly index: number;
  readonly kind: 'root' | 'loop' | 'foreach';
  readonly owner: StepPlan | undefined;
  readonly parent: FramePlan | undefined;
  readonly depth: number;
  readonly slots: readonly StepPlan[];
  /** The ids of the visible steps in document order, each without a value. */
  readonly names: Readonly<Record<string, null>>;
  /** For each slot nothing. */
  readonly blank: readonly undefined[];
  readonly body: readonly StepPlan[];
  readonly vars: readonly VariablePlan[];
  /** Slots the document looks up by `latest`, `iterationCount` or `outputs`, so only these are counted. */
  readonly counted: readonly number[];
  /** Slots of which `outputs("id")` is asked: their lists are kept. */
  readonly listed: ReadonlySet<number>;
  /** `loop.outputs` or `….id.outputs` of this loop is read: the list is kept. */
  readonly keepsOutputs: boolean;
  /** Results of loops in here carry their lists hidden. */
  readonly hidesLists: boolean;
  /** Something outside looks up a step in here, so its last start is kept after it has ended. */
  readonly lookedInto: boolean;
}

/** A branch of a `parallel` within a frame: the step and which of its children. */
export interface BranchOf {
  readonly slot: number;
  readonly branch: number;
}

export interface StepPlanBase {
  readonly id: string;
  readonly type: StepType;
  readonly node: StepNode;
  readonly path: Path;
  readonly frame: FramePlan;
  readonly slot: number;
  /** Document order over all steps. */
  readonly order: number;
  /** Appears in outputs, history and look-ups; `sequence`, `parallel` and `if` do not. */
  readonly visible: boolean;
  /** Parallel branches around it within its frame, outermost first. */
  readonly branches: readonly BranchOf[];
  readonly skipIf: ExpressionField | undefined;
  readonly onError: 'fail' | 'continue' | Field;
  readonly outputSchema: JsonObject | undefined;
  readonly timeoutMs: number | undefined;
  readonly retry: Required<Retry>;
  /** Loops around it that check after each step, innermost first, with `until` compiled for this place. */
  readonly eachStep: readonly { readonly frame: FramePlan; readonly until: ExpressionField }[];
}

export interface LoopPlan extends StepPlanBase {
  readonly type: 'loop';
  readonly inner: FramePlan;
  readonly until: ExpressionField | undefined;
  readonly check: CheckTime;
  readonly maxIterations: number | null | Field;
  readonly onMaxReached: OnMaxReached;
  readonly continueAsNewEvery: number | undefined;
}
export interface ForeachPlan extends StepPlanBase {
  readonly type: 'foreach';
  readonly inner: FramePlan;
  readonly items: Field;
  /** 0: one after another seeing each other's sets; else how many at once, Infinity for all. */
  readonly parallel: number;
  readonly onItemError: 'fail' | 'continue' | 'drop';
}
export interface SequencePlan extends StepPlanBase {
  readonly type: 'sequence';
  readonly steps: readonly StepPlan[];
}
export interface ParallelPlan extends StepPlanBase {
  readonly type: 'parallel';
  readonly steps: readonly StepPlan[];
  readonly maxConcurrency: number;
}
export interface IfPlan extends StepPlanBase {
  readonly type: 'if';
  readonly whens: readonly ExpressionField[];
  /** One for each `when`, then that of `else` when there is one. */
  readonly blocks: readonly (readonly StepPlan[])[];
}
export interface SetPlan extends StepPlanBase {
  readonly type: 'set';
  readonly values: readonly {
    readonly name: string;
    readonly variable: VariablePlan;
    readonly frame: FramePlan;
    readonly value: Field;
  }[];
}
export interface ComputePlan extends StepPlanBase {
  readonly type: 'compute';
  readonly value: Field;
}
export interface TemplatePlan extends StepPlanBase {
  readonly type: 'template';
  readonly template: TextField;
}
export interface CodePlan extends StepPlanBase {
  readonly type: 'code';
  readonly code: string;
  readonly inputs: Field;
}
export interface LlmPlan extends StepPlanBase {
  readonly type: 'llm';
  readonly prompt: TextField;
  readonly system: TextField | undefined;
  readonly model: string | undefined;
  readonly mock: MockPlan | undefined;
}
export interface HttpPlan extends StepPlanBase {
  readonly type: 'http';
  readonly method: string;
  readonly url: TextField;
  readonly headers: Field;
  readonly body: Field | undefined;
  readonly mock: MockPlan | undefined;
}
export interface ToolPlan extends StepPlanBase {
  readonly type: 'tool';
  readonly name: string;
  readonly inputs: Field;
  readonly mock: MockPlan | undefined;
}
export interface WaitPlan extends StepPlanBase {
  readonly type: 'wait';
  readonly ms: Field;
}
export interface LeavePlan extends StepPlanBase {
  readonly type: 'exit' | 'next';
  readonly target: FramePlan;
  readonly when: ExpressionField | undefined;
}
export interface FailPlan extends StepPlanBase {
  readonly type: 'fail';
  readonly message: TextField;
}

/** Answers by call number, the last repeating, or a value evaluated at each call. */
export type MockPlan =
  | { readonly kind: 'list'; readonly answers: readonly Json[] }
  | { readonly kind: 'value'; readonly value: Field };

export type StepPlan =
  | LoopPlan
  | ForeachPlan
  | SequencePlan
  | ParallelPlan
  | IfPlan
  | SetPlan
  | ComputePlan
  | TemplatePlan
  | CodePlan
  | LlmPlan
  | HttpPlan
  | ToolPlan
  | WaitPlan
  | LeavePlan
  | FailPlan;

export type EffectPlan = CodePlan | LlmPlan | HttpPlan | ToolPlan | WaitPlan;

/** A workflow made ready to run: expressions compiled once, steps addressed, names resolved. */
export interface Plan extends PlanView {
  readonly workflow: Workflow;
  readonly profile: Profile;
  readonly root: FramePlan;
  readonly frames: readonly FramePlan[];
  /** By document order. */
  readonly steps: readonly StepPlan[];
  readonly outputs: readonly { readonly name: string; readonly value: Field }[] | undefined;
  /** Some `….id.outputs` is read, so loop results carry their hidden lists. */
  readonly hiddenOutputs: boolean;
}
