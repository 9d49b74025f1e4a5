import { proxy, releaseProxy, transfer, wrap } from 'comlink';
import { loadCodeAssets } from '../providers/code-assets';
import { netWorkerAddress } from '../providers/net-worker-address';
import type { WorkerApi, WorkerEvent } from './api';
import type { Boot } from './boot';
import InterpreterWorker from './worker?worker&inline';

/** How often the worker is asked whether it is there, and how long it may take to answer, ms. */
const pingMs = 2000;
const patienceMs = 15_000;

/** The page's side of the worker: calls, events, and word of its end. */
export interface WorkerLine {
  readonly api: WorkerApi;
  /** Listens to events until the returned function is called. */
  subscribe(listener: (event: WorkerEvent) => void): () => void;
  /** Tells when the worker is gone: it broke down, or did not answer for 15 s. Calls then reject. */
  onDeath(listener: (reason: string) => void): () => void;
}

/** Starts the interpreter's worker. Rejects when it cannot start. */
export async function connectWorker(): Promise<WorkerLine> {
  const worker = new InterpreterWorker();
  const listeners = new Set<(event: WorkerEvent) => void>();
  const mourners = new Set<(reason: string) => void>();
  let fail: (reason: Error) => void = () => undefined;
  const death = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Every call races with it; on its own it is no error.
  death.catch(() => undefined);
  let dead = false;
  const die = (reason: string): void => {
    if (dead) return;
    dead = true;
    clearInterval(watch);
    worker.terminate();
    fail(new Error(reason));
    for (const tell of mourners) tell(reason);
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    die(
      event.message === ''
        ? 'The interpreter could not be started.'
        : `The interpreter broke down: ${event.message}`,
    );
  });

  const channel = new MessageChannel();
  channel.port1.onmessage = ({ data }: MessageEvent<WorkerEvent>) => {
    for (const listener of listeners) listener(data);
  };
  const boot = wrap<Boot>(worker);
  const options = transfer({ events: channel.port2, netAddress: netWorkerAddress() }, [channel.port2]);
  const remote = await Promise.race([boot(options, proxy(loadCodeAssets)), death]);
  boot[releaseProxy]();

  // comlink never settles the calls of a dead worker, so each one races with its death.
  const api = new Proxy(remote, {
    get:
      (target, name) =>
      (...args: unknown[]) =>
        // The names asked for are those of WorkerApi, all of which are calls.
        Promise.race([
          (target as unknown as Record<PropertyKey, (...all: unknown[]) => Promise<unknown>>)[name]?.(
            ...args,
          ),
          death,
        ]),
  }) as unknown as WorkerApi;

  let asked: number | undefined;
  const watch = setInterval(() => {
    if (asked !== undefined) {
      // A hidden page's timers are held back; only time in which the page itself ran counts.
      asked += pingMs;
      if (asked > patienceMs) die('The interpreter stopped answering.');
      return;
    }
    asked = 0;
    api.ping().then(
      () => (asked = undefined),
      () => undefined,
    );
  }, pingMs);

  return {
    api,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onDeath(listener) {
      mourners.add(listener);
      return () => mourners.delete(listener);
    },
  };
}
