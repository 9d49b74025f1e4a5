import { renderText } from '../../expression';
import type { Json } from '../../json/json';
import type { Execution } from '../execution';
import type { Overlay, Scope } from '../frame';
import type { Outcome } from '../outcome';
import type { ComputePlan, FailPlan, FramePlan, LeavePlan, SetPlan, TemplatePlan } from '../plan';
import { StepProblem } from '../problem';
import { addressOf, checkOutput, elapsed, endStep, failStep, skips } from './end-step';

type LeafPlan = SetPlan | ComputePlan | TemplatePlan | LeavePlan | FailPlan;

/** A step that is over in one go: nothing to wait for, nothing inside. */
export function runLeaf(run: Execution, step: LeafPlan, scope: Scope): Outcome | undefined {
  run.place = { frame: scope.frame, step };
  const at = run.time;
  try {
    if (step.skipIf && skips(run, step, scope, at)) return undefined;
    return leaf(run, step, scope, at);
  } catch (error) {
    if (!(error instanceof StepProblem)) throw error;
    return failStep(run, step, scope, at, error);
  }
}

function leaf(run: Execution, step: LeafPlan, scope: Scope, at: number): Outcome | undefined {
  const address = addressOf(scope.frame, step);
  switch (step.type) {
    case 'compute':
      return give(run, step, scope, at, step.value.store(scope, address, at));
    case 'template':
      return give(run, step, scope, at, step.template.store(scope, address, at));
    case 'set':
      return assign(run, step, scope, at, address);
    case 'exit':
    case 'next':
      return leave(run, step, scope, at, address);
    case 'fail':
      throw new StepProblem('step/fail', renderText(step.message.store(scope, address, at)), step.path);
  }
}

function give(run: Execution, step: LeafPlan, scope: Scope, at: number, output: Json): undefined {
  checkOutput(run, step, output);
  endStep(run, step, scope, at, output);
}

/** All or nothing: each value sees the ones before it, and they are written together with the record. */
function assign(run: Execution, step: SetPlan, scope: Scope, at: number, address: string): undefined {
  const { frame } = scope;
  const values: Record<string, Json> = {};
  const [only] = step.values;
  if (only !== undefined && step.values.length === 1) {
    values[only.name] = only.value.store(scope, address, at);
  } else {
    const overlay: Overlay = { vars: new Map(), parent: scope.overlay };
    const seen: Scope = { frame, overlay, up: scope.up };
    for (const { name, variable, value } of step.values) {
      const given = value.store(seen, address, at);
      overlay.vars.set(variable.index, given);
      values[name] = given;
    }
  }
  checkOutput(run, step, values);
  const ms = elapsed(at, run.tick());
  // A variable of a body further out lives longer than this iteration's record tells.
  const own = step.values.every((entry) => entry.frame === frame.plan && frame.plan.kind === 'loop');
  run.emit(
    { type: 'set', at, address, values, ms },
    frame,
    step,
    own && scope.overlay === undefined ? frame : undefined,
  );
}

function leave(
  run: Execution,
  step: LeavePlan,
  scope: Scope,
  at: number,
  address: string,
): Outcome | undefined {
  const { frame } = scope;
  if (step.when && !step.when.evaluate(scope, address, at)) {
    const output = { taken: false };
    checkOutput(run, step, output);
    endStep(run, step, scope, at, output);
    return undefined;
  }
  checkOutput(run, step, { taken: true });
  const loop = enclosing(scope, step.target);
  const ms = elapsed(at, run.tick());
  run.emit({ type: 'taken', at, address, by: step.type, loop, ms }, frame, step, frame);
  return { kind: 'leaving', by: step.type, loop };
}

/** Address of the running loop of a plan around a scope. */
function enclosing(scope: Scope, target: FramePlan): string {
  for (let at: Scope | undefined = scope; at; at = at.up)
    if (at.frame.plan === target) return at.frame.address;
  throw new Error('a loop to leave is not running');
}
