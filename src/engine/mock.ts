import { isObject, type Json } from '../json/json';
import { answerText } from './answer';
import type { Execution } from './execution';
import type { Scope } from './frame';
import type { MockPlan } from './plan';
import type { PortResult } from './ports';
import { StepProblem } from './problem';

/**
 * The mocked answer to a call, when there is one: the run's own answers first, then the step's `mock`.
 * A list is answered by call number, the last entry repeating; `{ "error": "…" }` fails the call.
 */
export function mockedAnswer(
  run: Execution,
  stepId: string,
  mock: MockPlan | undefined,
  scope: Scope,
  address: string,
  at: number,
  call: number,
): PortResult | undefined {
  const given = Object.hasOwn(run.answers, stepId) ? run.answers[stepId] : undefined;
  if (given !== undefined && !(Array.isArray(given) && given.length === 0)) {
    return answer(Array.isArray(given) ? nth(given, call) : given);
  }
  if (mock === undefined) return undefined;
  if (mock.kind === 'list') return answer(nth(mock.answers, call));
  try {
    return answer(mock.value.store(scope, address, at));
  } catch (error) {
    if (!(error instanceof StepProblem)) throw error;
    return { ok: false, error: { code: error.code, message: error.message } };
  }
}

function nth(answers: readonly Json[], call: number): Json {
  return answers[Math.min(call, answers.length - 1)] ?? null;
}

function answer(value: Json): PortResult {
  if (isObject(value) && Object.keys(value).length === 1 && value.error !== undefined) {
    const message = answerText(value.error);
    return message.ok ? { ok: false, error: { code: 'step/mocked-error', message: message.value } } : message;
  }
  return { ok: true, value };
}
