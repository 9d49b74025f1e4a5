import type { Json, JsonObject } from '../../json/json';
import type { Execution } from '../execution';
import type { Overlay, Scope } from '../frame';
import type { Work } from '../outcome';
import type { VariablePlan } from '../plan';
import { runError, StepProblem } from '../problem';
import type { RunError } from '../records';
import { runBlock } from './block';

/** The whole document: its variables, its steps, its outputs. Ends with a `run-ended` record. */
export function* runWorkflow(run: Execution): Work {
  const { state, plan } = run;
  const { root } = state;
  try {
    if (!state.started) {
      const at = run.now();
      run.emitRun({ type: 'run-started', at, vars: initialValues(plan.root.vars, root.scope, '', at) });
    }
    const outcome = yield* runBlock(run, plan.root.body, root.scope);
    if (outcome?.kind === 'failing') end(run, 'failed', null, outcome.error);
    else if (outcome?.kind === 'continuing') end(run, 'continued', null);
    else end(run, 'completed', outputsOf(run));
  } catch (error) {
    if (!(error instanceof StepProblem)) throw error;
    end(run, 'failed', null, runError(error, '', ''));
  }
  return undefined;
}

function end(
  run: Execution,
  status: 'completed' | 'failed' | 'continued',
  outputs: Json,
  error?: RunError,
): void {
  run.emitRun({ type: 'run-ended', at: run.now(), status, outputs, ...(error && { error }) });
}

function outputsOf(run: Execution): Json {
  const { plan, state } = run;
  if (!plan.outputs) {
    const last = plan.root.body.at(-1);
    return (last && state.root.values[last.slot]) ?? null;
  }
  const at = run.now();
  return Object.fromEntries(
    plan.outputs.map(({ name, value }) => [name, value.store(state.root.scope, 'outputs', at)]),
  );
}

/** Evaluates initial values in order in the scope around; each sees the ones before it. */
export function initialValues(
  vars: readonly VariablePlan[],
  around: Scope,
  address: string,
  at: number,
): JsonObject {
  const overlay: Overlay = { vars: new Map(), parent: around.overlay };
  const scope: Scope = { frame: around.frame, overlay, up: around.up };
  const values: Record<string, Json> = {};
  for (const { name, index, initial } of vars) {
    const value = initial.store(scope, address, at);
    overlay.vars.set(index, value);
    values[name] = value;
  }
  return values;
}
