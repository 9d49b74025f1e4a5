import type { CodePort, CodeRequest } from '../engine/ports';
import type { CodeResult } from './code-call';
import type { CodeFailure } from './code-failure';
import type { FromCodeWorker, ToCodeWorker } from './code-messages';

/** Runs calls one after the other in a worker of its own, started for the first of them. */
export interface CodeSandbox extends CodePort {
  run(request: CodeRequest, signal: AbortSignal): Promise<CodeResult>;
  /** Ends the worker. A later call starts another. */
  dispose(): void;
}

export interface CodeSandboxOptions {
  /** Milliseconds a call may run; 5,000 when absent. */
  readonly timeoutMs?: number;
  /** Milliseconds after that until a worker that has not answered is given up; 1,000 when absent. */
  readonly graceMs?: number;
}

/**
 * A sandbox on workers that `start` gives. A call that is cancelled, or that a worker does not answer in
 * time (`code/stuck`), ends that worker and no other call; one whose worker cannot be had or breaks down is made
 * once more with another. Nothing ever rejects.
 */
export function createCodeSandbox(
  start: () => Promise<Worker>,
  options: CodeSandboxOptions = {},
): CodeSandbox {
  const { timeoutMs = 5000, graceMs = 1000 } = options;
  let worker: Promise<Worker> | undefined;
  let before: Promise<unknown> = Promise.resolve();
  let calls = 0;

  const drop = (): void => {
    const dropped = worker;
    worker = undefined;
    dropped?.then((started) => started.terminate()).catch(() => undefined);
  };

  /** A page that goes away takes its workers one by one: what one of them fails at then is no fault of the code. */
  const runTwice = async (request: CodeRequest, signal: AbortSignal): Promise<CodeResult> => {
    const result = await runNow(request, signal);
    return !result.ok && result.error.code === 'code/unavailable' ? runNow(request, signal) : result;
  };

  const runNow = async (request: CodeRequest, signal: AbortSignal): Promise<CodeResult> => {
    if (signal.aborted) return CANCELLED;
    let started: Worker;
    try {
      started = await (worker ??= start());
    } catch (error) {
      worker = undefined;
      return failed('code/unavailable', `Code cannot be run here: ${messageOf(error)}.`);
    }
    const { code, inputs, seed, now } = request;
    const call: ToCodeWorker = { type: 'call', id: ++calls, call: { code, inputs, seed, now, timeoutMs } };
    const result = await answered(started, call, timeoutMs + graceMs, signal);
    if (!result.ok && GIVEN_UP.includes(result.error.code)) drop();
    return result;
  };

  return {
    run(request, signal) {
      const result = before.then(() => runTwice(request, signal));
      before = result;
      return Promise.race([result, cancelled(signal)]);
    },
    dispose: drop,
  };
}

/** Heard at once, also by a call that still waits for its turn. */
function cancelled(signal: AbortSignal): Promise<CodeResult> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(CANCELLED), { once: true }));
}

const GIVEN_UP: readonly CodeFailure['code'][] = ['code/stuck', 'code/cancelled', 'code/unavailable'];

function answered(
  worker: Worker,
  call: ToCodeWorker & { readonly type: 'call' },
  ms: number,
  signal: AbortSignal,
): Promise<CodeResult> {
  return new Promise((resolve) => {
    const end = (result: CodeResult): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      worker.onmessage = null;
      worker.onerror = null;
      resolve(result);
    };
    const cancel = (): void => end(CANCELLED);
    const timer = setTimeout(() => end(STUCK), ms);
    signal.addEventListener('abort', cancel);
    if (signal.aborted) return cancel();
    worker.onmessage = (event: MessageEvent<FromCodeWorker>) => {
      if (event.data.type === 'done' && event.data.id === call.id) end(event.data.result);
    };
    worker.onerror = (event) => end(failed('code/unavailable', `The sandbox broke down: ${event.message}.`));
    worker.postMessage(call);
  });
}

function failed(code: CodeFailure['code'], message: string): CodeResult {
  return { ok: false, error: { code, message }, logs: [] };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const CANCELLED = failed('code/cancelled', 'The code was cancelled.');
const STUCK = failed('code/stuck', 'The code did not end in time and could not be interrupted.');
