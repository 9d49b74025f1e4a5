import type { JsonObject } from '../json/json';
import type { StepNode } from '../workflow/outline';
import type { Frame, Scope } from './frame';
import type { Moment } from './moment';
import type { FramePlan, StepPlan, VariablePlan } from './plan';

/** Where an expression stands in the document: what it sees follows from it. */
export interface Position {
  readonly frame: FramePlan;
  /** The step whose field it is, or after which it is evaluated; undefined for the document's own fields. */
  readonly node: StepNode | undefined;
  /** The body in whose scope it is evaluated, when that lies deeper: a check made after a step further in. */
  readonly from?: FramePlan;
  /** With `from`: the body from which look-ups start, the item of a parallel foreach or the loop itself. */
  readonly apart?: FramePlan;
  /** Values set earlier in the same field list lie in an overlay, as siblings' sets do. */
  readonly overlaid?: boolean;
  /** Names that hide others: a loop's own initial values, seen by the ones after them. */
  readonly extra?: ReadonlyMap<string, VariablePlan>;
}

/** What the environment needs of the plan that is being made. */
export interface PlanView {
  readonly byId: ReadonlyMap<string, StepPlan>;
  readonly inputs: JsonObject;
  readonly moment: Moment;
  /** The limit of a loop as `loop.maxIterations` shows it; may evaluate an expression. */
  limitOf(frame: Frame): number | null;
}

/** How many bodies further out a body lies, seen from where the expression is evaluated. */
export function hopsTo(position: Position, target: FramePlan): number {
  return (position.from ?? position.frame).depth - target.depth;
}

/** The frame a number of bodies further out. */
export function frameAt(scope: Scope, hops: number): Frame {
  let at = scope;
  for (let n = hops; n > 0; n--) {
    if (at.up === undefined) throw new Error('a scope ended before its plan');
    at = at.up;
  }
  return at.frame;
}

/** Whether two places lie in different branches of one `parallel`, which do not see each other. */
export function areSiblings(asker: StepNode | undefined, target: StepNode): boolean {
  if (asker === undefined || asker === target) return false;
  const around = new Set<StepNode>();
  for (let at: StepNode | undefined = asker; at; at = at.parent) around.add(at);
  for (let at: StepNode | undefined = target; at; at = at.parent) {
    if (around.has(at)) return at.step.type === 'parallel' && at !== asker && at !== target;
  }
  return false;
}
