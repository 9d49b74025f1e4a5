import type { ExpressionTree } from '../expression';
import type { Json } from '../json/json';
import { addedField } from './added-field';
import type { Field } from './fields';
import { type Frame, type Scope, scopeOf } from './frame';
import type { Plan, SetPlan, StepPlan } from './plan';
import { StepProblem } from './problem';
import type { RunRecord } from './records';

/** A place at which a run pauses: before a step, or when something happens at the step or inside of it. */
export interface Breakpoint {
  /** Id of the step it belongs to; one that the document does not have is never hit. */
  readonly step: string;
  readonly kind: 'step' | 'until' | 'error' | 'variable';
  /** Of `step`: pause only when this is true. Of `until`: pause after each check at which it is true. */
  readonly condition?: ExpressionTree;
  /** Of `variable`: its name. */
  readonly variable?: string;
}

/** A check before an iteration, of which there is no record. */
interface CheckBefore {
  readonly type: 'checked';
  /** Epoch ms. */
  readonly at: number;
  readonly address: string;
  readonly iteration: number;
  readonly verdict: Json;
}

interface Known {
  readonly at: Breakpoint;
  readonly when: Field | undefined;
}

/** The breakpoints of a run, made ready for its plan. What they say is words for the status, `code` in backticks. */
export class Breakpoints {
  private readonly before = new Map<StepPlan, Known>();
  private readonly others: readonly Known[];

  constructor(plan: Plan, list: readonly Breakpoint[]) {
    const others: Known[] = [];
    for (const at of list) {
      const step = plan.byId.get(at.step);
      if (!step) continue;
      const known = { at, when: conditionOf(plan, step, at) };
      if (at.kind === 'step') this.before.set(step, known);
      else others.push(known);
    }
    this.others = others;
  }

  /** Why a run pauses before a step: nothing to add (empty), or that its condition failed. Undefined: it goes on. */
  reached(step: StepPlan, scope: Scope, at: number): string | undefined {
    const known = this.before.get(step);
    if (!known?.when) return known && '';
    try {
      return known.when.evaluate(scope, `${scope.frame.prefix}${step.id}`, at) ? '' : undefined;
    } catch (error) {
      if (!(error instanceof StepProblem)) throw error;
      return `its condition failed: ${error.message}`;
    }
  }

  /** Why a run pauses after what is told of, asked before a record is applied; undefined: it goes on. */
  seen(record: RunRecord | CheckBefore, frame: Frame, step: StepPlan): string | undefined {
    for (const { at, when } of this.others) {
      if (!isWithin(step, at.step)) continue;
      const why = when ? checked(when, record, frame, step, at.step) : happened(at, record, frame, step);
      if (why !== undefined) return why;
    }
    return undefined;
  }
}

/** Whether the condition of a breakpoint at `until` is true at a check. */
function checked(
  when: Field,
  record: RunRecord | CheckBefore,
  frame: Frame,
  step: StepPlan,
  id: string,
): string | undefined {
  if (!('verdict' in record) || step.id !== id) return undefined;
  const body = frame.inner[step.slot];
  if (body?.kind !== 'frame') return undefined;
  const says = `\`until\` of \`${id}\` is \`${JSON.stringify(record.verdict)}\` ${record.type === 'checked' ? 'before' : 'after'} iteration ${record.iteration}`;
  try {
    return when.evaluate(body.scope, record.address, record.at) ? says : undefined;
  } catch (error) {
    if (!(error instanceof StepProblem)) throw error;
    return `${says}; its condition failed: ${error.message}`;
  }
}

function happened(
  { kind, step: id, variable = '' }: Breakpoint,
  record: RunRecord | CheckBefore,
  frame: Frame,
  step: StepPlan,
): string | undefined {
  switch (kind) {
    case 'until': {
      const stopped = record.type === 'loop-ended' && record.stoppedBy === 'until' && step.id === id;
      return stopped ? `\`until\` of \`${id}\` is true` : undefined;
    }
    case 'error': {
      // An error of a loop's own check has no record of its own; others were told where they happened.
      const own = record.type === 'loop-ended' && record.error?.address === record.address;
      const failed = record.type === 'failed' || (record.type === 'step' && record.error !== undefined);
      return own || failed ? `\`${step.id}\` failed` : undefined;
    }
    case 'variable':
      return record.type === 'set' && step.type === 'set' && changes(record.values, variable, frame, step)
        ? `\`${variable}\` changed in \`${step.id}\``
        : undefined;
    case 'step':
      return undefined;
  }
}

function changes(values: Readonly<Record<string, Json>>, name: string, frame: Frame, step: SetPlan): boolean {
  const entry = step.values.find((one) => one.name === name);
  if (!entry) return false;
  const { variable, frame: target } = entry;
  for (let at: Scope | undefined = scopeOf(frame, step); at; at = at.up) {
    for (let { overlay } = at; overlay; overlay = overlay.parent) {
      if (overlay.vars.has(variable.index)) return differ(overlay.vars.get(variable.index), values[name]);
    }
    if (at.frame.plan === target) return differ(at.frame.vars[variable.slot], values[name]);
  }
  return true;
}

function differ(a: Json | undefined, b: Json | undefined): boolean {
  return a !== b && JSON.stringify(a) !== JSON.stringify(b);
}

function isWithin(step: StepPlan, id: string): boolean {
  for (let node: StepPlan['node'] | undefined = step.node; node; node = node.parent)
    if (node.id === id) return true;
  return false;
}

/** The condition as a field of the step would be: it sees what `skipIf` sees, at a loop's check what `until` sees. */
function conditionOf(plan: Plan, step: StepPlan, { condition, kind }: Breakpoint): Field | undefined {
  if (condition === undefined || (kind === 'until' && step.type !== 'loop')) return undefined;
  const frame = kind === 'until' && step.type === 'loop' ? step.inner : step.frame;
  return addedField(plan, { frame, node: step.node }, condition, [...step.path, 'breakpoint']);
}
