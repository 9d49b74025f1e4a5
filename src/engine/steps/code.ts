import { isObject } from '../../json/json';
import type { Execution } from '../execution';
import type { Scope } from '../frame';
import type { Work } from '../outcome';
import type { CodePlan } from '../plan';
import { addressOf } from './end-step';
import { type Effect, runEffect } from './effect';
import { fitting } from './tool';

/** Runs code in the sandbox; what it returns is the output. Seeded, so the same place gives the same. */
export function runCode(run: Execution, step: CodePlan, scope: Scope): Work {
  return runEffect(run, step, scope, code);
}

const code: Effect<CodePlan> = {
  calls: false,
  prepare: (_, step, scope, at) => ({
    inputs: step.inputs.store(scope, addressOf(scope.frame, step), at),
    at,
  }),
  prompt: () => undefined,
  ask(run, step, _, { request, address, attempt, signal }) {
    const inputs = isObject(request) && isObject(request.inputs) ? request.inputs : {};
    const at = isObject(request) && typeof request.at === 'number' ? request.at : 0;
    const seed = JSON.stringify([run.seed, address, attempt]);
    // Real, as its time is its own; but pure: an answer lost in a cut is computed again.
    return {
      source: 'simulated',
      result: run.ports.code.run({ language: 'javascript', code: step.code, inputs, seed, now: at }, signal),
    };
  },
  accept: fitting,
};
