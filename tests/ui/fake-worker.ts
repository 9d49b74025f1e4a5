import type {
  CellDetail,
  Cursor,
  IterationRow,
  RunListItem,
  RunSnapshot,
  Storage,
  WorkerApi,
  WorkerEvent,
} from '../../src/worker/api';
import type { Json } from '../../src/json/json';
import type { WorkerConnection } from '../../src/ui/state/worker-link';
import { documentRows } from './document-row';
import { explainOf, explainRowsOf, seriesOf } from './fake-explain';
import { checkText } from './fake-outline';
import { outputOf, placeAt, placesOfPoem, poemRows, poemScope, promptOf } from './poem-run';
import { fakeWalk } from './fake-walk';
import { recordsOf, recordsUpTo } from './fake-records';
import { poemText, scenes, type Scene } from './scenes';

interface FakeRun {
  readonly id: string;
  readonly number: number;
  readonly text: string;
  readonly scene: Scene | undefined;
  /** The poem's run: how far it is, and where it ends. */
  position: number;
  limit: number;
  status: RunSnapshot['status'];
  revision: number;
  waitingUntil?: number;
  readOnly: boolean;
}

export interface FakeOptions {
  /** A scene, or `position` of the poem's run with its status; none: nothing has run. */
  readonly scene?: string;
  readonly poem?: {
    readonly position: number;
    readonly status: RunSnapshot['status'];
    readonly limit?: number;
  };
  readonly drafts?: Map<string, { text: string; view: Json; origins: readonly string[] }>;
  readonly storage?: Storage;
  readonly readOnly?: boolean;
  readonly waitingUntil?: number;
  /** At which the run goes; 3 when left out. */
  readonly speed?: number;
  /** More runs for the list. */
  readonly list?: readonly RunListItem[];
  /** ms between the poem's places while it runs; 0: only `advance` moves it. */
  readonly pace?: number;
}

/** A worker without an engine: it plays the poem's run, or shows a scene that stands still. */
export class FakeWorker implements WorkerConnection {
  readonly api: WorkerApi;
  readonly drafts: Map<string, { text: string; view: Json; origins: readonly string[] }>;
  readonly asked: string[] = [];
  runs: FakeRun[] = [];
  #listeners = new Set<(event: WorkerEvent) => void>();
  #deaths = new Set<(reason: string) => void>();
  #deleted = new Map<string, FakeRun>();
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #options: FakeOptions;

  constructor(options: FakeOptions = {}) {
    this.#options = options;
    this.drafts =
      options.drafts ?? new Map<string, { text: string; view: Json; origins: readonly string[] }>();
    const scene = options.scene === undefined ? undefined : scenes[options.scene];
    if (scene || options.poem) {
      const run = this.#add(
        scene?.text ?? poemText,
        scene,
        options.poem?.status ?? scene?.snapshot.status ?? 'running',
      );
      run.position = options.poem?.position ?? 0;
      run.limit = options.poem?.limit ?? 7;
      run.readOnly = options.readOnly ?? false;
      if (options.waitingUntil !== undefined) run.waitingUntil = options.waitingUntil;
      if (!this.drafts.has('main'))
        this.drafts.set('main', { text: run.text, view: { run: run.id }, origins: [] });
    }
    this.api = this.#makeApi();
    if (options.pace) this.#timer = setInterval(() => this.advance(), options.pace);
  }

  subscribe(listener: (event: WorkerEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onDeath(listener: (reason: string) => void): () => void {
    this.#deaths.add(listener);
    return () => this.#deaths.delete(listener);
  }

  die(reason: string): void {
    for (const listener of this.#deaths) listener(reason);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  tell(event: WorkerEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Moves every running poem one place on. */
  advance(): void {
    for (const run of this.runs) if (run.status === 'running' && !run.scene) this.#move(run, 1);
  }

  #move(run: FakeRun, places: number): void {
    const end = Math.min(placesOfPoem, run.limit * 4);
    run.position = Math.min(end, run.position + places);
    if (run.position === end) run.status = 'completed';
    this.#changed(run);
  }

  #changed(run: FakeRun): void {
    run.revision += 1;
    this.tell({ type: 'snapshots', runs: [this.snapshot(run)] });
  }

  #add(text: string, scene: Scene | undefined, status: RunSnapshot['status']): FakeRun {
    const number = (scene?.snapshot.number ?? 11 + this.runs.length) + (scene?.snapshot.number ? 0 : 1);
    const run: FakeRun = {
      id: `run-${number}`,
      number,
      text,
      scene,
      position: 0,
      limit: 7,
      status,
      revision: 1,
      readOnly: false,
    };
    this.runs.push(run);
    return run;
  }

  snapshot(run: FakeRun): RunSnapshot {
    const base: RunSnapshot = {
      runId: run.id,
      number: run.number,
      name: checkText(run.text).name,
      status: run.status,
      why: '',
      loops: [],
      rows: run.scene?.rows ?? 0,
      revision: run.revision,
      counts: { iterations: 3, steps: 9, calls: 7, failures: 0, resumes: 0 },
      records: 20,
      bytes: 4000,
      speed: this.#options.speed ?? 3,
      startedAt: Date.parse('2026-11-21T20:11:04'),
      readOnly: run.readOnly,
      source: 'mock',
      ...(run.waitingUntil === undefined ? {} : { waitingUntil: run.waitingUntil }),
    };
    return run.scene
      ? { ...base, ...run.scene.snapshot, status: run.status }
      : { ...base, ...this.#poemPart(run) };
  }

  #poemPart(run: FakeRun): Partial<RunSnapshot> {
    const { n, part } = placeAt(run.position);
    const ended = run.status === 'completed';
    const atLimit = ended && run.position < placesOfPoem;
    const begun = ended ? Math.ceil(run.position / 4) : n + 1;
    const step = (['write', 'review', 'keep'] as const)[part];
    const why = ended
      ? atLimit
        ? `at the limit of ${run.limit}; \`until\` was never true`
        : 'stopped by `until` after iteration 5'
      : run.status === 'stopped'
        ? `by you in iteration ${n}`
        : `${run.status === 'running' ? '' : 'before '}\`${step ?? 'until'}\`, iteration ${n}`;
    const stoppedBy = ended ? (atLimit ? 'max' : 'until') : run.status === 'stopped' ? 'person' : undefined;
    return {
      why,
      rows: begun,
      ...(stoppedBy ? { stoppedBy } : {}),
      ...(ended
        ? {}
        : {
            place: {
              stepId: step ?? 'keep',
              address: `refine[${n}]/${step ?? 'keep'}`,
              phase: step === undefined ? 'after' : run.status === 'running' ? 'in' : 'before',
              loops: [{ id: 'refine', address: 'refine', iteration: n }],
            },
          }),
      loops: [
        {
          address: 'refine',
          id: 'refine',
          kind: 'loop',
          iteration: begun - 1,
          begun,
          finished: ended ? begun : n,
          limit: run.limit,
          ...(stoppedBy === 'until' || stoppedBy === 'max' ? { stoppedBy } : {}),
        },
      ],
    };
  }

  #find(id: string): FakeRun | undefined {
    return this.runs.find((run) => run.id === id);
  }

  #set(id: string, status: RunSnapshot['status']): Promise<RunSnapshot | undefined> {
    const run = this.#find(id);
    if (!run) return Promise.resolve(undefined);
    run.status = status;
    this.#changed(run);
    return Promise.resolve(this.snapshot(run));
  }

  #stepBy(id: string, places: number): Promise<RunSnapshot | undefined> {
    const run = this.#find(id);
    if (!run) return Promise.resolve(undefined);
    run.status = 'paused';
    this.#move(run, places);
    return Promise.resolve(this.snapshot(run));
  }

  #makeApi(): WorkerApi {
    const none = Promise.resolve(undefined);
    return {
      check: (text) => Promise.resolve(checkText(text)),
      start: (options) => {
        this.asked.push(`start ${JSON.stringify({ ...options, text: '' })}`);
        const checked = checkText(options.text);
        if (checked.diagnostics.length > 0) {
          return Promise.resolve({
            error: { code: 'workflow/invalid', message: 'This workflow has 1 error and cannot run.' },
            diagnostics: checked.diagnostics,
          });
        }
        const run = this.#add(options.text, undefined, options.paused ? 'paused' : 'running');
        this.#changed(run);
        this.tell({ type: 'runs-changed' });
        return Promise.resolve({ runId: run.id });
      },
      resume: (id, _goal, at) => {
        if (at) this.asked.push(`breakpoints of ${id} ${JSON.stringify(at)}`);
        this.asked.push(`resume ${id}`);
        return this.#set(id, 'running');
      },
      open: (id) => Promise.resolve(this.#find(id) && this.snapshot(this.#find(id)!)),
      pause: (id) => this.#set(id, 'paused'),
      step: (id) => this.#stepBy(id, 1),
      stepIteration: (id) => this.#stepBy(id, 4 - ((this.#find(id)?.position ?? 0) % 4)),
      stop: (id) => this.#set(id, 'stopped'),
      setSpeed: (_id, speed) => {
        this.asked.push(`speed ${speed}`);
        return Promise.resolve();
      },
      skipWait: () => Promise.resolve().then(() => void this.asked.push('skip')),
      rows: (id, query) => Promise.resolve(this.#rows(id, query)),
      cell: (id, cursor) => Promise.resolve(this.#cell(id, cursor)),
      scope: (id, cursor) => {
        const run = this.#find(id);
        if (!run) return none;
        if (run.scene)
          return Promise.resolve({
            cursor,
            vars: [],
            steps: {},
            loop: { iteration: cursor.iteration },
            errors: {},
            inputs: {},
          });
        const { n, part } = placeAt(run.position);
        const done = cursor.stepId
          ? ['write', 'review', 'keep'].indexOf(cursor.stepId) + (cursor.iteration === n ? 0 : 1)
          : cursor.iteration === n
            ? part
            : 3;
        return Promise.resolve({ cursor, ...poemScope(cursor.iteration, done) });
      },
      explain: (id, loop, iteration) => Promise.resolve(explainOf(this.#find(id), loop, iteration)),
      explainRows: (id, loop, from, count) =>
        Promise.resolve(explainRowsOf(this.#find(id), loop, from, count)),
      making: () => none,
      series: (id, query) => Promise.resolve(seriesOf(this.#find(id), query)),
      measure: () => none,
      getRun: () => none,
      textOf: (id) => Promise.resolve(this.#find(id)?.text),
      recordsUpTo: (id, cursor) => Promise.resolve(recordsUpTo(this.#find(id), cursor)),
      records: (id, from, limit) => Promise.resolve(recordsOf(this.#find(id), from, limit)),
      compareBooks: () => none,
      compareRuns: () => none,
      listRuns: () =>
        Promise.resolve([...(this.#options.list ?? []), ...this.runs.map((run) => this.#item(run))]),
      deleteRuns: (ids) => {
        for (const id of ids) {
          const run = this.#find(id);
          if (run) this.#deleted.set(id, run);
        }
        this.runs = this.runs.filter((one) => !ids.includes(one.id));
        return none;
      },
      undeleteRuns: (ids) => {
        for (const id of ids) {
          const run = this.#deleted.get(id);
          if (run) this.runs.push(run);
        }
        return Promise.resolve();
      },
      amendRun: () => Promise.resolve(),
      fork: (options) => {
        this.asked.push(`fork ${JSON.stringify({ ...options, text: '' })}`);
        return Promise.resolve({ reasons: [] });
      },
      exportRun: () => none,
      importRun: () => Promise.resolve({ problem: 'The file is not JSON.' }),
      getDraft: (id) => Promise.resolve(this.drafts.get(id)),
      putDraft: (id, text, view, origins) => {
        this.drafts.set(id, { text, view, origins });
        return Promise.resolve();
      },
      ...fakeWalk((id) => this.#find(id)?.position ?? 0),
      setBreakpoints: (id, all) => {
        this.asked.push(`breakpoints of ${id} ${JSON.stringify(all)}`);
        return Promise.resolve();
      },
      storage: () =>
        Promise.resolve(this.#options.storage ?? { kind: 'indexeddb', used: 253_000, quota: 2_147_483_648 }),
      unfinished: () =>
        Promise.resolve(this.runs.filter((run) => run.status === 'running').map((run) => run.id)),
      tellIterations: () => Promise.resolve(),
      flush: () => Promise.resolve(),
      ping: () => Promise.resolve(1),
    };
  }

  #rows(id: string, query: Parameters<WorkerApi['rows']>[1]): Awaited<ReturnType<WorkerApi['rows']>> {
    const run = this.#find(id);
    if (!run || query.loop === '') return documentRows(run && this.snapshot(run).loops);
    const [{ scene }, { loop, from, count, folded = [], around }] = [run, query];
    const some = (first: number, past: number): readonly IterationRow[] =>
      scene
        ? Array.from({ length: Math.max(0, Math.min(past, scene.rows) - first) }, (_, n) =>
            scene.row(first + n),
          )
        : poemRows(run.position, run.status, run.limit).slice(first, Math.min(past, run.limit));
    // The long scene has one loop: its rows need not be looked through.
    const begin = (total: number): number => (query.last === true ? Math.max(0, total - count) : from);
    if (scene && scene.rows > 1000) {
      const first = around?.iteration ?? begin(scene.rows);
      return { rows: some(first, first + count), from: first, total: scene.rows };
    }
    const kept = some(0, Infinity).filter(
      (row) =>
        (loop === undefined || row.address === loop) &&
        !folded.some((key) => row.address.startsWith(`${key}/`)),
    );
    const sought = kept.findIndex(
      ({ address, iteration }) => address === around?.address && iteration === around.iteration,
    );
    if (around && sought < 0) return { rows: [], from: 0, total: kept.length };
    const first = around ? sought : begin(kept.length);
    return { rows: kept.slice(first, first + count), from: first, total: kept.length };
  }

  #cell(id: string, cursor: Cursor): CellDetail | undefined {
    const run = this.#find(id);
    const { stepId } = cursor;
    const row = run && this.#rows(id, { loop: cursor.address, from: cursor.iteration, count: 1 }).rows[0];
    const cell = stepId === undefined ? undefined : row?.cells[stepId];
    if (!run || !row || !cell || stepId === undefined) return undefined;
    const base = { stepId, type: 'llm', numbers: row.numbers, status: cell.status, ms: cell.ms } as const;
    if (run.scene) {
      return {
        ...base,
        attempts: [],
        output: cell.glance.at(-1)?.text ?? null,
        prompt: [
          { text: 'About ', filled: false },
          { text: 'Low tide', filled: true },
        ],
      };
    }
    const n = cursor.iteration;
    if (stepId === 'keep') return { ...base, type: 'set', attempts: [], output: outputOf(n, stepId) };
    return {
      ...base,
      attempts: [{ attempt: 1, call: n, ms: cell.ms, source: 'mock' }],
      prompt: promptOf(n, stepId),
      ...(cell.status === 'done' ? { output: outputOf(n, stepId) } : {}),
    };
  }

  #item(run: FakeRun): RunListItem {
    const { runId, number, name, status, why, stoppedBy, counts, bytes, startedAt } = this.snapshot(run);
    const { iterations, calls, failures, resumes } = counts;
    return {
      id: runId,
      number,
      name,
      status,
      why,
      iterations,
      calls,
      failures,
      resumes,
      bytes,
      startedAt,
      semantics: 'playground',
      seed: 7,
      updatedAt: startedAt + 3000,
      generation: 0,
      ...(stoppedBy ? { stoppedBy } : {}),
    };
  }
}
