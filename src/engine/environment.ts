import type { Environment, LookupName, Read, Resolution } from '../expression/environment';
import type { Json } from '../json/json';
import { counts, type Frame, type Scope, status } from './frame';
import type { lookupRead } from './lookups';
import { imported } from '../json/late';
import { areSiblings, frameAt, hopsTo, type PlanView, type Position } from './position';
import type { FramePlan, StepPlan, VariablePlan } from './plan';

/** Of look-ups, what comes with `calls.ts`. */
export const lookups: { read?: typeof lookupRead } = {};

/** Resolves the names of an expression at a position to reads of the run's scopes. */
export function environmentAt(plan: PlanView, position: Position): Environment<Scope> {
  const loop = nearest(position.frame, (frame) => frame.kind === 'loop');
  const each = nearest(position.frame, (frame) => frame.kind === 'foreach');

  const resolve = (names: readonly string[]): Resolution<Scope> | undefined => {
    const [root = '', member, third] = names;
    switch (root) {
      case 'inputs':
        return { read: () => plan.inputs, used: 1 };
      case 'steps':
        return member === undefined ? undefined : { read: readStep(plan, position, member), used: 2 };
      case 'errors':
        return member === undefined ? undefined : { read: readError(plan, position, member), used: 2 };
      case 'vars':
        return member === undefined ? undefined : { read: readVariable(position, member), used: 2 };
      case 'iterations': {
        if (member === undefined) return undefined;
        const frame = nearest(position.frame, (at) => at.kind === 'loop' && at.owner?.id === member);
        return { read: frame ? fromFrame(position, frame, (at) => at.iteration) : nothing, used: 2 };
      }
      case 'loops': {
        if (member === undefined) return undefined;
        const frame = nearest(position.frame, (at) => at.kind === 'loop' && at.owner?.id === member);
        if (!frame) return { read: nothing, used: 2 };
        return readView(plan, position, frame, third, 2);
      }
      case 'loop':
        return loop && readView(plan, position, loop, member, 1);
      case 'iteration':
        return loop && { read: fromFrame(position, loop, (at) => at.iteration), used: 1 };
      case 'item':
        return each && { read: fromFrame(position, each, (at) => at.each?.items[at.iteration]), used: 1 };
      case 'index':
        return each && { read: fromFrame(position, each, (at) => at.iteration), used: 1 };
      default:
        return undefined;
    }
  };

  return {
    resolve,
    lookup: (name: LookupName, id: string) =>
      name === 'exists'
        ? readExists(plan, position, id)
        : imported(lookups.read, 'what looks up')(plan, position, name, id),
    random: () => plan.moment.random(),
    now: () => plan.moment.now(),
  };
}

const nothing: Read<Scope> = () => undefined;

function nearest(frame: FramePlan, fits: (frame: FramePlan) => boolean): FramePlan | undefined {
  for (let at: FramePlan | undefined = frame; at; at = at.parent) if (fits(at)) return at;
  return undefined;
}

/** Reads from the frame of an enclosing plan; the number of hops is known while compiling. */
function fromFrame(
  position: Position,
  target: FramePlan,
  read: (frame: Frame) => Json | undefined,
): Read<Scope> {
  const hops = hopsTo(position, target);
  if (hops === 0) return (scope) => read(scope.frame);
  return (scope) => read(frameAt(scope, hops));
}

/** The step of that id if its outputs can be seen at the position: it lies in an enclosing body. */
function seenStep(plan: PlanView, position: Position, id: string): StepPlan | undefined {
  const step = plan.byId.get(id);
  if (step === undefined || nearest(position.frame, (frame) => frame === step.frame) === undefined)
    return undefined;
  return areSiblings(position.node, step.node) ? undefined : step;
}

function readStep(plan: PlanView, position: Position, id: string): Read<Scope> {
  const step = seenStep(plan, position, id);
  if (step === undefined) return nothing;
  const { slot } = step;
  const hops = hopsTo(position, step.frame);
  if (hops === 0) return (scope) => scope.frame.values[slot];
  if (hops === 1) return (scope) => scope.up?.frame.values[slot];
  return (scope) => frameAt(scope, hops).values[slot];
}

function readError(plan: PlanView, position: Position, id: string): Read<Scope> {
  const step = seenStep(plan, position, id);
  if (step === undefined) return nothing;
  return fromFrame(position, step.frame, (frame) => {
    // One that nothing caught at its own place is known to the step around it that did.
    if (frame.status[step.slot] === status.failed) return undefined;
    const error = frame.errors[step.slot];
    return error && { code: error.code, message: error.message };
  });
}

function readExists(plan: PlanView, position: Position, id: string): Read<Scope> {
  const step = seenStep(plan, position, id);
  if (step === undefined || !step.visible) return () => false;
  return fromFrame(position, step.frame, (frame) => counts(frame.status[step.slot] ?? status.none));
}

function readVariable(position: Position, name: string): Read<Scope> {
  const extra = position.extra?.get(name);
  if (extra) return (scope) => scope.overlay?.vars.get(extra.index);
  for (let frame: FramePlan | undefined = position.frame; frame; frame = frame.parent) {
    const found = frame.vars.find((variable) => variable.name === name);
    if (found) return readDeclared(position, frame, found);
  }
  return nothing;
}

function readDeclared(position: Position, target: FramePlan, { slot, index }: VariablePlan): Read<Scope> {
  const hops = hopsTo(position, target);
  const overlays = position.overlaid === true || siblingsBetween(position, target);
  if (!overlays) {
    if (hops === 0) return (scope) => scope.frame.vars[slot];
    return (scope) => frameAt(scope, hops).vars[slot];
  }
  return (scope) => {
    let at = scope;
    for (let n = hops; ; n--) {
      for (let overlay = at.overlay; overlay; overlay = overlay.parent) {
        const set = overlay.vars.get(index);
        if (set !== undefined) return set;
      }
      if (n === 0 || at.up === undefined) return at.frame.vars[slot];
      at = at.up;
    }
  };
}

/** Whether sets on the way from the declaring body to the position may lie in overlays of siblings. */
function siblingsBetween(position: Position, target: FramePlan): boolean {
  for (let at = position.node; at && at !== target.owner?.node; at = at.parent) {
    if (at.step.type === 'parallel') return true;
    if (at.step.type === 'foreach' && at.step.parallel) return true;
  }
  return false;
}

/** Members of `loop` and `loops.id`; read whole it is an object of them. */
function readView(
  plan: PlanView,
  position: Position,
  target: FramePlan,
  member: string | undefined,
  before: number,
): Resolution<Scope> {
  const id = target.owner?.id ?? '';
  const reads: Readonly<Record<string, (frame: Frame) => Json | undefined>> = {
    id: () => id,
    iteration: (frame) => frame.iteration,
    maxIterations: (frame) => plan.limitOf(frame),
    history: (frame) => frame.history,
    outputs: (frame) => frame.outputs,
  };
  if (member !== undefined && Object.hasOwn(reads, member)) {
    const read = reads[member];
    if (read) return { read: fromFrame(position, target, read), used: before + 1 };
  }
  return {
    used: before,
    read: fromFrame(position, target, (frame) => ({
      id,
      iteration: frame.iteration,
      maxIterations: plan.limitOf(frame),
      ...(frame.history && { history: frame.history }),
    })),
  };
}
