import { renderText } from '../../expression';
import { isObject } from '../../json/json';
import type { Execution } from '../execution';
import type { Scope } from '../frame';
import { mockedAnswer } from '../mock';
import type { Work } from '../outcome';
import type { HttpPlan } from '../plan';
import { addressOf } from './end-step';
import { type Effect, runEffect } from './effect';
import { fitting } from './tool';

/** Sends a request, or answers it by the mock: `{ status, headers, body }`. */
export function runHttp(run: Execution, step: HttpPlan, scope: Scope): Work {
  return runEffect(run, step, scope, http);
}

const http: Effect<HttpPlan> = {
  calls: true,
  prepare(_, step, scope, at) {
    const address = addressOf(scope.frame, step);
    return {
      method: step.method,
      url: step.url.store(scope, address, at),
      headers: step.headers.store(scope, address, at),
      ...(step.body && { body: step.body.store(scope, address, at) }),
    };
  },
  prompt: () => undefined,
  ask(run, step, scope, { request, address, at, call, signal }) {
    const mocked = mockedAnswer(run, step.id, step.mock, scope, address, at, call);
    if (mocked) return { source: 'mock', result: mocked };
    if (!isObject(request)) throw new Error('an http step without its request');
    const { method, url, headers, body } = request;
    const result = run.ports.http.send(
      {
        method: renderText(method),
        url: renderText(url),
        headers: isObject(headers) ? headers : {},
        ...(body !== undefined && { body }),
        idempotencyKey: `${run.runId}/${address}`,
      },
      signal,
    );
    return { source: 'real', result };
  },
  accept: fitting,
};
