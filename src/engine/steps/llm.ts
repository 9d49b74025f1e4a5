import { isObject, type Json } from '../../json/json';
import { answerJson, answerText } from '../answer';
import type { Execution } from '../execution';
import type { Scope } from '../frame';
import { mockedAnswer } from '../mock';
import type { Work } from '../outcome';
import type { LlmPlan } from '../plan';
import type { PortResult } from '../ports';
import { addressOf } from './end-step';
import { type Effect, runEffect } from './effect';

/** Asks a model: an object fitting `outputSchema` when there is one, else `{ response }`. */
export function runLlm(run: Execution, step: LlmPlan, scope: Scope): Work {
  return runEffect(run, step, scope, llm);
}

const llm: Effect<LlmPlan> = {
  calls: true,
  prepare(_, step, scope, at) {
    const address = addressOf(scope.frame, step);
    const prompt = step.prompt.store(scope, address, at);
    return step.system ? { prompt, system: step.system.store(scope, address, at) } : { prompt };
  },
  prompt: (request) => text(request, 'prompt') ?? '',
  ask(run, step, scope, { request, address, at, attempt, call, signal }) {
    const mocked = mockedAnswer(run, step.id, step.mock, scope, address, at, call);
    if (mocked) return { source: 'mock', result: mocked };
    const system = text(request, 'system');
    const result = run.ports.model.ask(
      {
        runId: run.runId,
        address,
        stepId: step.id,
        attempt,
        prompt: text(request, 'prompt') ?? '',
        seed: run.seed,
        ...(system !== undefined && { system }),
        ...(step.model !== undefined && { model: step.model }),
        ...(step.outputSchema && { schema: step.outputSchema }),
      },
      signal,
    );
    return { source: result instanceof Promise ? 'real' : 'simulated', result };
  },
  accept(run, step, answer): PortResult {
    if (step.outputSchema === undefined) {
      const response = answerText(answer);
      return response.ok ? { ok: true, value: { response: response.value } } : response;
    }
    const value = typeof answer === 'string' ? answerJson(answer) : answer;
    if (value === undefined) {
      return {
        ok: false,
        error: { code: 'llm/no-json', message: 'the answer holds no JSON, and `outputSchema` asks for some' },
      };
    }
    const fit = run.ports.fits(step.outputSchema, value);
    return fit.ok
      ? { ok: true, value }
      : { ok: false, error: { code: 'step/output-schema', message: fit.message } };
  },
};

function text(request: Json, key: string): string | undefined {
  const value = isObject(request) ? request[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}
