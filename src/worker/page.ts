import { proxy, releaseProxy, type Remote, transfer, wrap } from 'comlink';
import type { PausePoint } from '../engine/gate';
import { stepIdOf } from '../engine/address';
import { loadCodeAssets } from '../providers/code-assets';
import { netWorkerAddress } from '../providers/net-worker-address';
import type {
  BreakpointAt,
  Checked,
  Forked,
  ForkOptions,
  Imported,
  MeasureQuery,
  Started,
  StartOptions,
  WorkerApi,
  WorkerEvent,
} from './api';
import type { Boot, CheckedHead, InterpreterApi } from './boot';
import type { LanguageApi } from './language';
import LanguageWorker from './language-worker?worker&inline';
import { lastRemembered } from './last-check';
import { Lifetime } from './lifetime';
import InterpreterWorker from './worker?worker&inline';

/** How often the workers are asked whether they are there, and how long they may take to answer, ms. */
const pingMs = 2000;
const patienceMs = 15_000;

/** Of this module, which lies where the chunks of the workers do. */
const ownAddress = import.meta.url;

/** The page's side of the two workers, which stand and fall together: calls, events, and word of their end. */
export interface WorkerLine {
  readonly api: WorkerApi;
  /** Listens to events until the returned function is called. */
  subscribe(listener: (event: WorkerEvent) => void): () => void;
  /** Tells when a worker is gone: it broke down, or did not answer for 15 s. Calls then reject. */
  onDeath(listener: (reason: string) => void): () => void;
  /** Ends both without telling anybody; calls under way reject. */
  close(): void;
}

/** Starts the workers of the interpreter and of the language. Rejects when the interpreter cannot start. */
export async function connectWorker(): Promise<WorkerLine> {
  const interpreter = new InterpreterWorker();
  const language = new LanguageWorker();
  const listeners = new Set<(event: WorkerEvent) => void>();
  const mourners = new Set<(reason: string) => void>();
  const life = new Lifetime();
  // Known to `end` before there is one: a worker may break down while it is started.
  const watch: { timer?: ReturnType<typeof setInterval> } = {};
  let dead = false;
  const end = (reason: string): void => {
    dead = true;
    clearInterval(watch.timer);
    interpreter.terminate();
    language.terminate();
    life.over(new Error(reason));
  };
  const die = (reason: string): void => {
    if (dead) return;
    end(reason);
    for (const tell of mourners) tell(reason);
  };
  for (const worker of [interpreter, language]) {
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      die(
        event.message === ''
          ? 'The interpreter could not be started.'
          : `The interpreter broke down: ${event.message}`,
      );
    });
  }

  const channel = new MessageChannel();
  channel.port1.onmessage = ({ data }: MessageEvent<WorkerEvent>) => {
    for (const listener of listeners) listener(data);
  };
  const boot = wrap<Boot>(interpreter);
  const checks = wrap<LanguageApi>(language);
  const between = new MessageChannel();
  void checks.serve(transfer(between.port2, [between.port2]));
  const options = transfer(
    {
      ...{ events: channel.port2, language: between.port1 },
      netAddress: netWorkerAddress(),
      chunkFolder: new URL('.', ownAddress).href,
    },
    [channel.port2, between.port1],
  );
  const remote = await life.within(boot(options, proxy(loadCodeAssets))).catch((error: unknown) => {
    end('The interpreter could not be started.');
    throw error;
  });
  boot[releaseProxy]();

  const api = apiOf(remote, checks, life);

  let asked: number | undefined;
  watch.timer = setInterval(() => {
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
    close: () => end('The interpreter was let go.'),
  };
}

function headOf({ name, semantics, seed, inputs }: Checked): Omit<CheckedHead, 'breakpoints'> {
  return { name, semantics, seed, inputs };
}

/** Why a document cannot run; undefined when it can. */
function refusalOf({ workflow, diagnostics }: Checked): Extract<Started, { error: unknown }> | undefined {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (workflow && errors.length === 0) return undefined;
  const count = errors.length === 1 ? 'an error' : `${errors.length} errors`;
  const message = `the workflow has ${count}: ${errors[0]?.message ?? 'it is empty'}`;
  return { error: { code: 'workflow/invalid', message }, diagnostics };
}

/** Every call of the page, each sent to the worker that answers it. */
function apiOf(
  interpreter: Remote<InterpreterApi>,
  language: Remote<LanguageApi>,
  life: Lifetime,
): WorkerApi {
  const check = lastRemembered((text) => language.check(text));
  const textOf = lastRemembered((runId) => interpreter.textOf(runId));
  // Page after page of a run is measured with the same expressions.
  const watches = lastRemembered(async (runId, loop, ...sources: string[]) =>
    language.watches(sources, (await textOf(runId)) ?? '', loop),
  );
  const own = {
    check,
    async start(options: StartOptions): Promise<Started> {
      const checked = await check(options.text);
      const refusal = refusalOf(checked);
      if (refusal) return refusal;
      const breakpoints = await language.breakpoints(options.breakpoints ?? []);
      return interpreter.start(options, { ...headOf(checked), breakpoints });
    },
    async fork(options: ForkOptions): Promise<Forked> {
      const checked = await check(options.text);
      const refusal = refusalOf(checked);
      if (refusal) return refusal;
      const breakpoints = await language.breakpoints(options.breakpoints ?? []);
      return interpreter.fork(options, { ...headOf(checked), breakpoints });
    },
    async importRun(file: string, owner?: string): Promise<Imported> {
      const problemIn = async (text: string): Promise<string | undefined> => {
        const refusal = refusalOf(await check(text));
        return refusal && `The file's document cannot run: ${refusal.error.message}.`;
      };
      return interpreter.importRun(file, proxy(problemIn), owner);
    },
    async resume(
      runId: string,
      goal?: PausePoint,
      at?: readonly BreakpointAt[],
    ): ReturnType<WorkerApi['resume']> {
      return interpreter.resume(runId, goal, at && (await language.breakpoints(at)));
    },
    conditionProblem: (text: string, breakpoint: BreakpointAt) => language.conditionProblem(text, breakpoint),
    async setBreakpoints(runId: string, breakpoints: readonly BreakpointAt[]): Promise<void> {
      await interpreter.setBreakpoints(runId, await language.breakpoints(breakpoints));
    },
    async measure(
      runId: string,
      query: MeasureQuery,
      sources: readonly string[],
    ): ReturnType<WorkerApi['measure']> {
      const read = await watches(runId, stepIdOf(query.loop), ...sources);
      return 'problem' in read ? read : interpreter.measure(runId, query, read.trees);
    },
    /** A sign of life of both. */
    async ping(): Promise<number> {
      const [now] = await Promise.all([interpreter.ping(), language.ping()]);
      return now;
    },
  };
  // comlink never settles the calls of a dead worker, so each one ends with it.
  return new Proxy(interpreter, {
    get:
      (target, name) =>
      (...args: unknown[]) => {
        // The names asked for are those of WorkerApi, all of which are calls.
        const calls = (Object.hasOwn(own, name) ? own : target) as unknown as Record<
          PropertyKey,
          (...all: unknown[]) => Promise<unknown>
        >;
        return life.within(Promise.resolve(calls[name]?.(...args)));
      },
  }) as unknown as WorkerApi;
}
