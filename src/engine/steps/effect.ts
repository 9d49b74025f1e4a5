import type { Json } from '../../json/json';
import { lastLines } from '../console-lines';
import type { Execution } from '../execution';
import { type Frame, type OpenStep, type Scope, status } from '../frame';
import { ATTEMPTS_LIMIT } from '../limits';
import { type Failing, failing, type Outcome, type Waiting, type Work } from '../outcome';
import type { EffectPlan } from '../plan';
import type { PortError, PortResult } from '../ports';
import { runError, StepProblem } from '../problem';
import type { RunError, RunRecord } from '../records';
import { Pending } from '../signal';
import { countMade, weighed } from '../size';
import { addressOf, elapsed, endStep, failStep, guard, skips } from './end-step';
import { portProblem } from './port-problem';
import { withTimeout } from './timeout';

/** Where an answer came from. `mock` and `simulated` ones are pure and pretend to take a while. */
export type AnswerSource = 'mock' | 'simulated' | 'real';

export interface Asked {
  readonly source: AnswerSource;
  readonly result: PortResult | Promise<PortResult>;
}

/** What is different about one kind of step that does something outside. */
export interface Effect<P extends EffectPlan> {
  /** Attempts are calls: numbered per step id and listed in the run. */
  readonly calls: boolean;
  /** Renders what is asked, once per step; a problem here is the step's, not an attempt's. */
  prepare(run: Execution, step: P, scope: Scope, at: number): Json;
  prompt(request: Json): string | undefined;
  ask(run: Execution, step: P, scope: Scope, question: Question): Asked;
  /** The step's output out of an answer, or why the answer will not do. */
  accept(run: Execution, step: P, answer: Json): PortResult;
}

export interface Question {
  readonly request: Json;
  readonly address: string;
  readonly at: number;
  /** 1-based. */
  readonly attempt: number;
  /** 0-based number of the call per step id; 0 for steps whose attempts are no calls. */
  readonly call: number;
  readonly signal: AbortSignal;
}

/** Runs a step that does something outside: rendered once, asked up to `maxAttempts` times. */
export function* runEffect<P extends EffectPlan>(
  run: Execution,
  step: P,
  scope: Scope,
  effect: Effect<P>,
): Work {
  const { frame } = scope;
  const address = addressOf(frame, step);
  run.place = { frame, step };
  if (frame.status[step.slot] === status.none) {
    const at = run.time;
    const entered = guard(run, step, scope, at, () => {
      if (skips(run, step, scope, at)) return false;
      const request = effect.prepare(run, step, scope, at);
      run.emit({ type: 'entered', at, address, request }, frame, step, frame);
      return true;
    });
    if ('outcome' in entered) return entered.outcome;
    if (!entered.value) return undefined;
  }
  const open = frame.open[step.slot];
  if (!open) throw new Error('an effect has started without its request');
  const cut = yield* withTimeout(run, step, address, open.ran, attempts(run, step, scope, open, effect));
  if (cut)
    return cut.kind === 'failing' && cut.owner === address
      ? failWith(run, step, scope, open.at, cut.error)
      : cut;
  if (open.answer === undefined) {
    return failWith(
      run,
      step,
      scope,
      open.at,
      open.error ?? runError(new StepProblem('step/no-answer', 'no answer', step.path), step.id, address),
    );
  }
  const accepted = effect.accept(run, step, open.answer);
  if (!accepted.ok) return failStep(run, step, scope, open.at, portProblem(accepted.error, step));
  endStep(run, step, scope, open.at, accepted.value);
  return undefined;
}

function failWith(
  run: Execution,
  step: EffectPlan,
  scope: Scope,
  at: number,
  error: RunError,
): Outcome | undefined {
  return failStep(
    run,
    step,
    scope,
    at,
    new StepProblem(error.code, error.message, error.path ?? step.path, error.within),
  );
}

/** Asks until there is a good answer or no attempt is left; both are then in `open`. Gives only interruptions. */
function* attempts<P extends EffectPlan>(
  run: Execution,
  step: P,
  scope: Scope,
  open: OpenStep,
  effect: Effect<P>,
): Waiting {
  const { frame } = scope;
  const address = addressOf(frame, step);
  while (open.answer === undefined && open.attempts < step.retry.maxAttempts) {
    const tired = tooManyAttempts(step, frame, open, address);
    if (tired) return tired;
    if (open.wakeAt !== undefined && open.wakeAt > run.now()) {
      const cut = yield* run.sleep(open.wakeAt - run.time, true);
      if (cut) return cut;
    }
    const question = ask(run, step, frame, open, effect);
    const abort = run.abortable();
    const asked =
      run.recalled?.(address, question.attempt) ??
      effect.ask(run, step, scope, { ...question, address, signal: abort.signal });
    const delay = asked.source === 'real' ? 0 : run.gate.answerDelay;
    if (delay > 0) {
      const cut = yield* run.sleep(delay, false);
      if (cut) return interrupted(run, abort, cut);
    }
    let { result } = asked;
    if (result instanceof Promise) {
      const pending = new Pending(result, unavailable);
      const cut = yield pending.signal;
      if (cut) return interrupted(run, abort, cut);
      result = pending.value;
    }
    run.release(abort);
    recordAttempt(
      run,
      step,
      frame,
      question,
      asked.source,
      counted(run, step, frame, result, effect.prompt(question.request)),
      effect,
    );
    if (asked.source === 'real') {
      const cut: Failing | undefined = yield run.ports.commit();
      if (cut) return cut;
    }
  }
  return undefined;
}

/** A failure once the steps of this iteration have been asked too often; steps alone are too few for that. */
function tooManyAttempts(
  step: EffectPlan,
  frame: Frame,
  open: OpenStep,
  address: string,
): Failing | undefined {
  if (open.attempts < 100) return undefined;
  const all = frame.attempts.reduce((sum, count) => sum + count, 0);
  if (all < ATTEMPTS_LIMIT) return undefined;
  const message = `its iteration has made ${ATTEMPTS_LIMIT.toLocaleString('en')} attempts`;
  const problem = new StepProblem('step/too-many-attempts', message, [...step.path, 'retry']);
  return failing(runError(problem, step.id, address), address);
}

/**
 * An answer counted to what its iteration has made, or why it is too large; prompt and console are recorded
 * with it, whichever it is.
 */
function counted(run: Execution, step: EffectPlan, frame: Frame, given: PortResult, prompt = ''): PortResult {
  const { result, size } = given.ok ? weighed(given.value) : { result: given, size: 0 };
  const lines = lastLines(given.logs ?? []);
  const logs = lines.length > 0 ? { logs: lines } : {};
  const written = lines.reduce((sum, line) => sum + line.length, 0);
  try {
    countMade(run.plan.moment, frame, size + prompt.length + written, step.path);
    return { ...result, ...logs };
  } catch (error) {
    if (!(error instanceof StepProblem)) throw error;
    return { ok: false, error: { code: error.code, message: error.message }, ...logs };
  }
}

function interrupted(run: Execution, abort: AbortController, cut: Failing): Failing {
  abort.abort();
  run.release(abort);
  return cut;
}

function unavailable(reason: unknown): PortResult {
  const message = reason instanceof Error ? reason.message : String(reason);
  return { ok: false, error: { code: 'step/unavailable', message } };
}

/** Records that an attempt is asked for; one that was cut off before its answer is asked again as it was. */
function ask<P extends EffectPlan>(
  run: Execution,
  step: P,
  frame: Frame,
  open: OpenStep,
  effect: Effect<P>,
): Omit<Question, 'address' | 'signal'> {
  const { state } = run;
  const request = open.request ?? null;
  if (!open.asked) {
    const attempt = open.attempts + 1;
    const k = state.callsIn(frame.apart, step.order);
    const call = effect.calls ? state.callNumber(frame.apart, step.order, k) : undefined;
    const prompt = effect.prompt(request);
    run.emit(
      {
        type: 'called',
        at: run.now(),
        address: addressOf(frame, step),
        attempt,
        ...(call !== undefined && { call }),
        ...(prompt !== undefined && { prompt }),
      },
      frame,
      step,
      frame,
    );
  }
  const { attempt = 1, call } = open.asked ?? {};
  return { request, at: run.time, attempt, call: call ?? 0 };
}

function recordAttempt<P extends EffectPlan>(
  run: Execution,
  step: P,
  frame: Frame,
  question: Omit<Question, 'address' | 'signal'>,
  source: AnswerSource,
  result: PortResult,
  effect: Effect<P>,
): void {
  const { attempt, at, request } = question;
  const address = addressOf(frame, step);
  const prompt = effect.prompt(request);
  const problem: PortError | undefined = result.ok
    ? refused(effect.accept(run, step, result.value))
    : result.error;
  const now = run.now();
  const again = problem !== undefined && attempt < step.retry.maxAttempts;
  const delay = again ? step.retry.delayMs * step.retry.backoff ** (attempt - 1) : 0;
  const record: Extract<RunRecord, { type: 'attempt' }> = {
    type: 'attempt',
    at,
    address,
    attempt,
    ms: elapsed(at, now),
    source,
    ...(effect.calls && { call: question.call }),
    ...(prompt !== undefined && { prompt }),
    ...(result.ok && { answer: result.value }),
    ...(result.logs && { logs: result.logs }),
    ...(problem && { error: runError(portProblem(problem, step), step.id, address) }),
    ...(delay > 0 && { wakeAt: now + delay }),
  };
  run.emit(record, frame, step);
}

function refused(accepted: PortResult): PortError | undefined {
  return accepted.ok ? undefined : accepted.error;
}
