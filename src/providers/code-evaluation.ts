import { Scope } from 'quickjs-emscripten-core';
import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten-core';
import { randomFrom } from '../engine/random';
import { isList, isObject, own } from '../json/json';
import type { Json } from '../json/json';
import type { CodeCall, CodeResult } from './code-call';
import { failureOf, MEGABYTES, timeoutFailure } from './code-failure';
import type { CodeFailure, Thrown } from './code-failure';
import { LONGEST_RESULT, PRELUDE } from './code-prelude';

/** Jobs of promises that run between two looks at the clock. */
const JOBS_AT_ONCE = 1000;

type Outcome = { readonly value: Json } | { readonly failure: CodeFailure };

/** Runs a call in a fresh context. Throws only when QuickJS itself breaks down. */
export function evaluate(context: QuickJSContext, call: CodeCall): CodeResult {
  return Scope.withScope((scope) => new Evaluation(context, call, scope).result());
}

class Evaluation {
  private readonly context: QuickJSContext;
  private readonly call: CodeCall;
  private readonly scope: Scope;
  private readonly kit: QuickJSHandle;
  private readonly end: number;
  private late = false;
  private unhurried = false;

  constructor(context: QuickJSContext, call: CodeCall, scope: Scope) {
    this.context = context;
    this.call = call;
    this.scope = scope;
    const random = randomFrom(call.seed, 'code');
    const seeds = Array.from({ length: 4 }, () => context.newNumber(Math.floor(random() * 2 ** 32)));
    const prelude = scope.manage(context.unwrapResult(context.evalCode(PRELUDE, 'sandbox')));
    this.kit = scope.manage(context.unwrapResult(context.callFunction(prelude, context.undefined, ...seeds)));
    this.end = performance.now() + call.timeoutMs;
    context.runtime.setInterruptHandler(() => !this.unhurried && this.isLate());
  }

  result(): CodeResult {
    const outcome = this.outcome();
    // From here on it is our own code that runs: it ends, and it has to.
    this.unhurried = true;
    const logs = this.logs();
    if (this.late) return { ok: false, error: timeoutFailure(this.call.timeoutMs), logs };
    if ('failure' in outcome) return { ok: false, error: outcome.failure, logs };
    return { ok: true, value: outcome.value, logs };
  }

  private outcome(): Outcome {
    const { context, scope } = this;
    // Both forms in one: a body that returns, or one that ends with `main` defined. The code gets lines
    // of its own, so that a comment at its end ends there.
    const source = `(async function (inputs) {\n${this.call.code}
;return typeof main === "function" ? main(inputs) : arguments[1]; })`;
    const body = context.evalCode(source, 'code');
    if (body.error) return this.thrown(body.error, 'reading');
    const text = scope.manage(context.newString(JSON.stringify(this.call.inputs)));
    const inputs = this.ask('parse', text);
    const end = scope.manage(context.getProp(this.kit, 'end'));
    const started = context.callFunction(scope.manage(body.value), context.undefined, inputs, end);
    if (started.error) return this.thrown(started.error, 'running');
    const promise = scope.manage(started.value);
    for (;;) {
      const state = context.getPromiseState(promise);
      if (state.type === 'fulfilled') return this.given(scope.manage(state.value));
      if (state.type === 'rejected') return this.thrown(state.error, 'running');
      if (this.isLate() || !context.runtime.hasPendingJob()) return { failure: NEVER_SETTLES };
      const jobs = context.runtime.executePendingJobs(JOBS_AT_ONCE);
      if (jobs.error) jobs.error.dispose();
    }
  }

  private isLate(): boolean {
    this.late ||= performance.now() > this.end;
    return this.late;
  }

  /** The value as JSON, checked and written inside. */
  private given(value: QuickJSHandle): Outcome {
    const result = this.context.callFunction(this.member('result'), this.context.undefined, value);
    if (result.error) return this.thrown(result.error, 'running');
    const answer = this.context.getString(this.scope.manage(result.value));
    const rest = answer.slice(1);
    const kind = answer[0];
    // Written by JSON.stringify.
    if (kind === '+') return { value: JSON.parse(rest) as Json };
    if (kind === 'm') return { failure: NO_MAIN };
    if (kind === 'n') {
      return { failure: { code: 'code/not-json', message: `A result has to be JSON, but ${rest}.` } };
    }
    const size = (Number(rest) / 2 ** 20).toFixed(1);
    const message = `The result is ${size} MiB of JSON; at most ${LONGEST_RESULT / 2 ** 20} MiB are kept.`;
    return { failure: { code: 'code/too-large', message } };
  }

  private thrown(error: QuickJSHandle, phase: 'reading' | 'running'): Outcome {
    this.scope.manage(error);
    this.unhurried = true;
    // Telling of an exception takes some memory, which may be just what is missing.
    this.context.runtime.setMemoryLimit((MEGABYTES + 4) << 20);
    const described = this.told(
      this.context.callFunction(this.member('describe'), this.context.undefined, error),
    );
    const lines = this.call.code.split('\n').length;
    return { failure: failureOf(isObject(described) ? thrownOf(described) : {}, phase, lines) };
  }

  private logs(): readonly string[] {
    const lines = this.told(this.context.callFunction(this.member('logs'), this.context.undefined));
    return isList(lines) ? lines.filter((line) => typeof line === 'string') : [];
  }

  /** Reads JSON that the prelude wrote; nothing when even that failed. */
  private told(result: ReturnType<QuickJSContext['callFunction']>): Json | undefined {
    if (result.error) {
      result.error.dispose();
      return undefined;
    }
    try {
      // Checked by whoever asks.
      return JSON.parse(result.value.consume((handle) => this.context.getString(handle))) as Json;
    } catch {
      return undefined;
    }
  }

  private member(name: string): QuickJSHandle {
    return this.scope.manage(this.context.getProp(this.kit, name));
  }

  private ask(name: string, argument: QuickJSHandle): QuickJSHandle {
    const result = this.context.callFunction(this.member(name), this.context.undefined, argument);
    return this.scope.manage(this.context.unwrapResult(result));
  }
}

function thrownOf(described: { readonly [key: string]: Json }): Thrown {
  const text = (key: string): { readonly [key: string]: string } => {
    const value = own(described, key);
    return typeof value === 'string' ? { [key]: value } : {};
  };
  return { ...text('name'), ...text('message'), ...text('stack') };
}

const NO_MAIN: CodeFailure = {
  code: 'code/no-main',
  message: 'The code ended without returning anything and defines no function `main(inputs)`.',
};
const NEVER_SETTLES: CodeFailure = {
  code: 'code/threw',
  message: 'The code waits for a promise that nothing can settle: there are no timers and no network here.',
};
