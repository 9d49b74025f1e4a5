import type { Json } from '../json/json';
import type { StepNode } from '../workflow/outline';
import type { FrameDraft, PlanBuilder } from './build-plan';
import type { FieldMaker } from './fields';
import type { BranchOf, MockPlan, StepPlan } from './plan';
import type { LaterStep } from './later-step';
import { type PathInStep, planStep } from './plan-step';

/** Children and frames of steps that come later. */
export function structureOf(
  builder: PlanBuilder,
  plan: StepPlan,
  node: StepNode,
  step: LaterStep,
  frame: FrameDraft,
  branches: readonly BranchOf[],
): object {
  const children = (index: number): readonly StepNode[] => node.blocks[index]?.nodes ?? [];
  switch (step.type) {
    case 'foreach': {
      const inner = builder.openFrame('foreach', plan, frame);
      inner.body.push(...builder.planAll(children(0), inner, []));
      const { parallel = false } = step;
      return {
        inner,
        parallel: parallel === true ? Infinity : parallel === false ? 0 : parallel,
        onItemError: step.onItemError ?? 'fail',
      };
    }
    case 'sequence':
      return { steps: builder.planAll(children(0), frame, branches) };
    case 'parallel':
      return {
        steps: children(0).map((child, branch) =>
          planStep(builder, child, frame, [...branches, { slot: plan.slot, branch }]),
        ),
        maxConcurrency: step.maxConcurrency ?? Infinity,
      };
    case 'if':
      return { blocks: node.blocks.map((block) => builder.planAll(block.nodes, frame, branches)) };
    case 'code':
    case 'llm':
    case 'http':
    case 'tool':
    case 'wait':
      return {};
  }
}

/** What their fields hold. */
export function fieldsOf(step: LaterStep, fields: FieldMaker, at: PathInStep): object {
  switch (step.type) {
    case 'foreach':
      return {
        items:
          typeof step.items === 'string'
            ? fields.expression(step.items, at('items'))
            : fields.value(step.items, at('items')),
      };
    case 'if': {
      const { cases } = step;
      return {
        whens: cases
          ? cases.map(({ when }, n) => fields.expression(when, at('cases', n, 'when')))
          : [fields.expression(step.when ?? '', at('when'))],
      };
    }
    case 'code':
      return { code: step.code, inputs: fields.value(step.inputs ?? {}, at('inputs')) };
    case 'llm':
      return {
        prompt: fields.text(step.prompt, at('prompt')),
        system: step.system === undefined ? undefined : fields.text(step.system, at('system')),
        model: step.model,
        mock: mockOf(step.mock, fields, at('mock')),
      };
    case 'http':
      return {
        method: step.method ?? 'GET',
        url: fields.text(step.url, at('url')),
        headers: fields.value(step.headers ?? {}, at('headers')),
        body: step.body === undefined ? undefined : fields.value(step.body, at('body')),
        mock: mockOf(step.mock, fields, at('mock')),
      };
    case 'tool':
      return {
        name: step.name,
        inputs: fields.value(step.inputs ?? {}, at('inputs')),
        mock: mockOf(step.mock, fields, at('mock')),
      };
    case 'wait':
      return { ms: fields.value(step.ms, at('ms')) };
    case 'sequence':
    case 'parallel':
      return {};
  }
}

function mockOf(mock: Json | undefined, fields: FieldMaker, path: (string | number)[]): MockPlan | undefined {
  if (mock === undefined) return undefined;
  if (!Array.isArray(mock)) return { kind: 'value', value: fields.value(mock, path) };
  return mock.length === 0 ? undefined : { kind: 'list', answers: mock };
}
