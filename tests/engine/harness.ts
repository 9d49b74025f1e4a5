import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import {
  apply,
  type CodePort,
  type Ending,
  Execution,
  Gate,
  type ModelPort,
  type Plan,
  planOf,
  type PortResult,
  type Ports,
  type Run,
  type RunRecord,
  Signal,
  State,
  writeCheckpoint,
} from '../../src/engine';
import { readCheckpoint } from '../../src/engine/read-checkpoint';
import { successorCheckpoint } from '../../src/engine/successor';
import { summarize } from '../../src/engine/summarize';
import { fits } from '../../src/engine/fits';
import type { Json, JsonObject } from '../../src/json/json';
import { createCodeRuntime } from '../../src/providers/code-runtime';
import { readProgram } from '../../src/workflow/read-program';
import { readWorkflow } from '../../src/workflow/validate';
import type { Workflow } from '../../src/workflow/types';

export interface RunSettings {
  readonly answers?: JsonObject;
  readonly seed?: string | number;
  readonly inputs?: JsonObject;
  readonly model?: ModelPort;
  readonly code?: CodePort;
  /** Sends; by default everything is refused. */
  readonly http?: Ports['http'];
  /** Where the run may be held, and its clock in epoch ms; by default it is never held. */
  readonly gate?: Gate;
  /** Called with the plan before the run begins. */
  readonly prepare?: (plan: Plan) => void;
  readonly clock?: { now: number };
  /** Called after each record; true cuts the run off there, as a lost browser would. */
  readonly cutAfter?: (count: number) => boolean;
}

export interface RunResult {
  readonly run: Run;
  /** The canonical stream: every record, before superfluous ones are dropped. */
  readonly records: readonly RunRecord[];
  /** The bodies that the engine has named with records: at the end of their iteration these are told again. */
  readonly bodies: ReadonlyMap<RunRecord, object>;
}

/** One run of a chain: what it began from (nothing: the document), and what came of it. */
export interface Link extends RunResult {
  readonly start: string | undefined;
}

/** Makes the plan of a document that must have no errors. */
export function planFor(document: string | Workflow, { seed, inputs }: RunSettings = {}): Plan {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const { diagnostics } = readWorkflow(text);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  // As between the two workers.
  const program = structuredClone(readProgram(text));
  if (!program || errors.length > 0) throw new Error(`not a workflow: ${JSON.stringify(errors)}`);
  const { workflow } = program;
  return planOf(program, { ...workflow.inputs, ...inputs }, seed ?? workflow.seed ?? 0);
}

/** Runs a document under Node: time stands still but for waits, which are over at once. */
export async function runDocument(
  document: string | Workflow,
  settings: RunSettings = {},
): Promise<RunResult> {
  const plan = planFor(document, settings);
  settings.prepare?.(plan);
  return runLink(new State(plan), settings);
}

/** Runs a document and the runs that go on where it closes, up to one that ends otherwise. */
export async function runChain(
  document: string | Workflow,
  settings: RunSettings = {},
): Promise<readonly Link[]> {
  const state = new State(planFor(document, settings));
  const first = { start: undefined, ...(await runLink(state, settings)) };
  return [first, ...(await successorsOf(state, settings))];
}

/** The runs that go on after this one, which has ended; none when it has not closed as continued. */
export async function successorsOf(state: State, settings: RunSettings = {}): Promise<readonly Link[]> {
  const links: Link[] = [];
  for (let before = state; before.ending?.status === 'continued';) {
    const start = successorCheckpoint(before);
    before = readCheckpoint(before.plan, start);
    links.push({ start, ...(await runLink(before, settings)) });
  }
  return links;
}

async function runLink(state: State, settings: RunSettings): Promise<RunResult> {
  const records: RunRecord[] = [];
  const bodies = new Map<RunRecord, object>();
  await drive(state, settings, records, bodies);
  return { run: runOf(state, settings), records, bodies };
}

/** Carries a state on until it ends or is cut; undefined when cut. */
export function drive(
  state: State,
  settings: RunSettings,
  records: RunRecord[],
  bodies = new Map<RunRecord, object>(),
): Promise<Ending | undefined> {
  const clock = settings.clock ?? { now: 0 };
  clock.now = Math.max(1_700_000_000_000, clock.now, state.lastAt);
  return new Promise((resolve, reject) => {
    const execution = new Execution(
      state,
      testPorts(settings, clock, records, bodies, () => {
        execution.abandon();
        resolve(undefined);
      }),
      {
        runId: 'run',
        seed: settings.seed ?? state.plan.workflow.seed ?? 0,
        gate: settings.gate ?? new Gate(4, false),
        ...(settings.answers && { answers: settings.answers }),
      },
    );
    execution.run().then(resolve, reject);
  });
}

function testPorts(
  settings: RunSettings,
  clock: { now: number },
  records: RunRecord[],
  bodies: Map<RunRecord, object>,
  cut: () => void,
): Ports {
  let cutOff = false;
  const settled = (): Signal => {
    const signal = new Signal();
    signal.settle();
    return signal;
  };
  return {
    model: settings.model ?? {
      ask: ({ prompt, schema }): PortResult => ({ ok: true, value: schema ? {} : `re: ${prompt}` }),
    },
    code: settings.code ?? {
      run: async (request) => (await sandbox()).run(request, new AbortController().signal),
    },
    http: settings.http ?? {
      send: () =>
        Promise.resolve({ ok: false, error: { code: 'http/not-allowed', message: 'not in tests' } }),
    },
    fits,
    now: () => clock.now,
    sleep(ms) {
      const signal = new Signal();
      let cancelled = false;
      // Everything that can go on at this instant does before time moves.
      setImmediate(() => {
        if (cancelled) return;
        clock.now += ms;
        signal.settle();
      });
      return { signal, cancel: () => (cancelled = true) };
    },
    turn() {
      const signal = new Signal(true);
      setImmediate(() => {
        signal.settle();
      });
      return signal;
    },
    record(record, body) {
      if (cutOff) return new Signal();
      const copy = structuredClone(record);
      records.push(copy);
      if (body) bodies.set(copy, body);
      if (settings.cutAfter?.(records.length) === true) {
        cutOff = true;
        queueMicrotask(cut);
        return new Signal();
      }
      return undefined;
    },
    commit: settled,
  };
}

let runtime: Promise<CodePort> | undefined;

/** QuickJS in this process. */
function sandbox(): Promise<CodePort> {
  runtime ??= (async () => {
    const file = createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm');
    const inner = await createCodeRuntime(await readFile(file));
    return { run: ({ code, inputs, seed, now }) => inner.run({ code, inputs, seed, now, timeoutMs: 2000 }) };
  })();
  return runtime;
}

export function runOf(state: State, { seed, inputs }: RunSettings = {}): Run {
  return summarize(
    state,
    {
      id: 'run',
      name: state.plan.workflow.name ?? '',
      status: state.ending?.status ?? 'running',
      seed: seed ?? state.plan.workflow.seed ?? 0,
      inputs: { ...state.plan.workflow.inputs, ...inputs },
      startedAt: 0,
    },
    () => undefined,
  );
}

/** The state that folding these records gives, by way of JSON as the journal keeps them. */
export function fold(plan: Plan, records: readonly RunRecord[], start?: string): State {
  const state = start === undefined ? new State(plan) : readCheckpoint(plan, start);
  for (const record of JSON.parse(JSON.stringify(records)) as RunRecord[]) apply(state, record);
  return state;
}

/** A state as a checkpoint would bring it back. */
export function throughCheckpoint(state: State): State {
  return readCheckpoint(state.plan, writeCheckpoint(state));
}

const times = new Set(['at', 'ms', 'idle', 'wakeAt']);

/** Records without what may differ between a run and its resumption: times, and that it was resumed. */
export function canonical(records: readonly RunRecord[]): Json[] {
  return records.filter(({ type }) => type !== 'resumed').map((record) => timeless(record));
}

function timeless(value: unknown): Json {
  if (Array.isArray(value)) return value.map(timeless);
  // What is neither a list nor an object in a record is a scalar.
  if (typeof value !== 'object' || value === null) return value as Json;
  const kept = Object.entries(value).filter(([key, member]) => !times.has(key) && member !== undefined);
  return Object.fromEntries(kept.map(([key, member]) => [key, timeless(member)]));
}
