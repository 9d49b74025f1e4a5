import { imported } from '../json/late';
import type { StepNode } from '../workflow/outline';
import type { LoopStep, Retry, Step } from '../workflow/types';
import type { FrameDraft, PlanBuilder } from './build-plan';
import type { Position } from './position';
import type { FieldMaker } from './fields';
import { isLater } from './later-step';
import type { BranchOf, FramePlan, StepPlan, StepPlanBase } from './plan';
import type * as later from './plan-later';

/** Gives the path of something in a step. */
export type PathInStep = (...keys: (string | number)[]) => (string | number)[];

/** Of planning, what comes with `steps/later.ts`. */
export const plans: { structureOf?: typeof later.structureOf; fieldsOf?: typeof later.fieldsOf } = {};

/** Plans one step and what is inside it: its place now, its fields when every step has its place. */
export function planStep(
  builder: PlanBuilder,
  node: StepNode,
  frame: FrameDraft,
  branches: readonly BranchOf[],
): StepPlan {
  const { step } = node;
  const draft: { -readonly [K in keyof StepPlanBase]: StepPlanBase[K] } = {
    id: node.id,
    type: step.type,
    node,
    path: node.path,
    frame,
    slot: frame.slots.length,
    order: builder.steps.length,
    visible: step.type !== 'sequence' && step.type !== 'parallel' && step.type !== 'if',
    branches,
    skipIf: undefined,
    onError: 'fail',
    outputSchema: step.outputSchema,
    timeoutMs: 'timeoutMs' in step ? step.timeoutMs : undefined,
    retry: retryOf(builder, step),
    eachStep: [],
  };
  // What the type adds follows: structure just below, fields in settle().
  const plan = draft as StepPlan;
  frame.slots.push(plan);
  builder.steps.push(plan);
  if (!builder.byId.has(node.id)) builder.byId.set(node.id, plan);
  Object.assign(draft, structureOf(builder, plan, node, frame, branches));

  const position: Position = { frame, node };
  builder.defer(() => {
    const fields = builder.fields(position);
    if (step.skipIf !== undefined) draft.skipIf = fields.expression(step.skipIf, [...node.path, 'skipIf']);
    const { onError } = step;
    draft.onError =
      typeof onError === 'object'
        ? fields.value(onError.output, [...node.path, 'onError', 'output'])
        : (onError ?? 'fail');
    draft.eachStep = eachStepChecks(builder, frame, node);
    Object.assign(draft, fieldsOf(builder, plan, step, fields, position));
  });
  return plan;
}

/** Children and frames: everything that later fields may name. */
function structureOf(
  builder: PlanBuilder,
  plan: StepPlan,
  node: StepNode,
  frame: FrameDraft,
  branches: readonly BranchOf[],
): object {
  const { step, path } = node;
  if (isLater(step))
    return imported(plans.structureOf, step.type)(builder, plan, node, step, frame, branches);
  if (step.type !== 'loop') return {};
  const inner = builder.openFrame('loop', plan, frame);
  builder.declare(inner, step.variables, [...path, 'variables'], { frame, node });
  inner.body.push(...builder.planAll(node.blocks[0]?.nodes ?? [], inner, []));
  return { inner };
}

function fieldsOf(
  builder: PlanBuilder,
  plan: StepPlan,
  step: Step,
  fields: FieldMaker,
  position: Position,
): object {
  const at: PathInStep = (...keys) => [...plan.path, ...keys];
  if (isLater(step)) return imported(plans.fieldsOf, step.type)(step, fields, at);
  switch (step.type) {
    case 'loop':
      return loopFields(builder, plan, step);
    case 'set': {
      const overlaid = builder.fields({ ...position, overlaid: true });
      return {
        values: Object.entries(step.values).map(([name, value]) => ({
          name,
          ...declaration(position.frame, name),
          value: overlaid.value(value, at('values', name)),
        })),
      };
    }
    case 'compute':
      return { value: fields.value(step.value, at('value')) };
    case 'template':
      return { template: fields.text(step.template, at('template')) };
    case 'exit':
    case 'next':
      return {
        target: targetOf(position.frame, step.loop),
        when: step.when === undefined ? undefined : fields.expression(step.when, at('when')),
      };
    case 'fail':
      return { message: fields.text(step.message, at('message')) };
  }
}

function loopFields(builder: PlanBuilder, plan: StepPlan, step: LoopStep): object {
  if (plan.type !== 'loop') throw new Error('a loop step without a loop plan');
  const inside = builder.fields({ frame: plan.inner, node: plan.node });
  const { maxIterations } = step;
  const omitted = builder.profile.maxIterationsOmitted;
  return {
    until: step.until === undefined ? undefined : inside.expression(step.until, [...plan.path, 'until']),
    check: step.check ?? builder.profile.check,
    maxIterations:
      maxIterations === undefined
        ? omitted === 'error'
          ? null
          : omitted
        : typeof maxIterations === 'string'
          ? inside.expression(maxIterations, [...plan.path, 'maxIterations'])
          : maxIterations,
    onMaxReached: step.onMaxReached ?? 'return-last',
    continueAsNewEvery: step.continueAsNewEvery,
  };
}

/** The enclosing loops that check after each step, innermost first, their `until` seen from this step. */
function eachStepChecks(builder: PlanBuilder, frame: FramePlan, node: StepNode): StepPlanBase['eachStep'] {
  const checks: { frame: FramePlan; until: StepPlanBase['eachStep'][number]['until'] }[] = [];
  for (let at: FramePlan | undefined = frame; at; at = at.parent) {
    const loop = at.owner?.node.step;
    if (loop?.type !== 'loop' || loop.until === undefined) continue;
    if ((loop.check ?? builder.profile.check) !== 'each-step') continue;
    const fields = builder.fields({ frame: at, node, from: frame, apart: apartFrame(frame, at) });
    checks.push({ frame: at, until: fields.expression(loop.until, [...(at.owner?.path ?? []), 'until']) });
  }
  return checks;
}

/** The innermost item body of a parallel foreach between a step and a loop: its look-ups see that item only. */
function apartFrame(frame: FramePlan, loop: FramePlan): FramePlan {
  for (let at: FramePlan | undefined = frame; at && at !== loop; at = at.parent) {
    if (at.owner?.type === 'foreach' && at.owner.parallel > 0) return at;
  }
  return loop;
}

/** The innermost enclosing loop, or the document, that declares the variable. */
function declaration(frame: FramePlan, name: string): object {
  for (let at: FramePlan | undefined = frame; at; at = at.parent) {
    const variable = at.vars.find((known) => known.name === name);
    if (variable) return { variable, frame: at };
  }
  throw new Error(`no variable ${name} is declared`);
}

function targetOf(frame: FramePlan, id: string | undefined): FramePlan {
  for (let at: FramePlan | undefined = frame; at; at = at.parent) {
    if (at.kind === 'loop' && (id === undefined || at.owner?.id === id)) return at;
  }
  throw new Error('there is no loop to leave');
}

function retryOf(builder: PlanBuilder, step: Step): Required<Retry> {
  const written = 'retry' in step ? step.retry : undefined;
  if (written) return { maxAttempts: 1, delayMs: 0, backoff: 1, ...written };
  return step.outputSchema ? builder.profile.retryWithSchema : builder.profile.retry;
}
