import { isObject, type Json } from '../../json/json';
import type { Execution } from '../execution';
import type { Scope } from '../frame';
import { mockedAnswer } from '../mock';
import type { Work } from '../outcome';
import type { ToolPlan } from '../plan';
import type { PortResult } from '../ports';
import type { StepPlan } from '../plan';
import { addressOf } from './end-step';
import { type Effect, runEffect } from './effect';

/** Stands for what another system does: its mock, else a simulated answer that fits `outputSchema`. */
export function runTool(run: Execution, step: ToolPlan, scope: Scope): Work {
  return runEffect(run, step, scope, tool);
}

const tool: Effect<ToolPlan> = {
  calls: true,
  prepare: (_, step, scope, at) => ({ inputs: step.inputs.store(scope, addressOf(scope.frame, step), at) }),
  prompt: () => undefined,
  ask(run, step, scope, { request, address, at, attempt, call, signal }) {
    const mocked = mockedAnswer(run, step.id, step.mock, scope, address, at, call);
    if (mocked) return { source: 'mock', result: mocked };
    const inputs: Json = isObject(request) ? (request.inputs ?? null) : null;
    const result = run.ports.model.ask(
      {
        runId: run.runId,
        address,
        stepId: step.id,
        attempt,
        prompt: `${step.name} ${JSON.stringify(inputs)}`,
        seed: run.seed,
        ...(step.outputSchema && { schema: step.outputSchema }),
        simulated: true,
      },
      signal,
    );
    return { source: 'simulated', result };
  },
  accept: fitting,
};

/** The answer as it is, when it fits the step's `outputSchema`. */
export function fitting(run: Execution, step: StepPlan, answer: Json): PortResult {
  if (step.outputSchema === undefined) return { ok: true, value: answer };
  const fit = run.ports.fits(step.outputSchema, answer);
  return fit.ok
    ? { ok: true, value: answer }
    : { ok: false, error: { code: 'step/output-schema', message: fit.message } };
}
