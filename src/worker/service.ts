import type { Breakpoint } from '../engine';
import type { Run } from '../engine/records';
import type { Json } from '../json/json';
import type { Journal } from '../journal/journal';
import { EMPTIED } from '../journal/emptied';
import { soundDraft } from '../journal/rows';
import type { Late } from '../json/late';
import type * as api from './api';
import type { CheckedHead, InterpreterApi, ProblemIn } from './boot';
import type { Comparison, CompareOptions } from './comparison';
import type { Comparisons } from './comparisons';
import type { Entry } from './entry';
import type { LateViews } from './late-views';
import type { LiveRun } from './live-run';
import { newRunId, nothingCounted } from './new-run';
import type { News } from './news';
import { readyForBreakpoints, readyForTrees } from './parts';
import type { Registry } from './registry';
import type { StoredRuns } from './stored-runs';
import { isDeleted } from './damage';
import { unfinishedRuns } from './unfinished';
import type { Views } from './views';

type Answer<Name extends keyof InterpreterApi> = ReturnType<InterpreterApi[Name]>;

const fullSpeed = 4;
const noRecords = { records: [], total: 0 };

/** Everything the page can ask of the worker. What a person can cause comes back as data. */
export class Service implements InterpreterApi {
  private readonly journal: Journal;
  private readonly registry: Registry;
  private readonly news: Pick<News, 'tellIterations'>;
  private readonly storageNotice: string | undefined;
  private readonly runs: Late<StoredRuns>;
  private readonly views: LateViews;
  private readonly comparisons: Late<Comparisons>;

  constructor(
    journal: Journal,
    registry: Registry,
    news: Pick<News, 'tellIterations'>,
    storageNotice: string | undefined,
    views: LateViews,
    comparisons: Late<Comparisons>,
    runs: Late<StoredRuns>,
  ) {
    this.journal = journal;
    this.registry = registry;
    this.news = news;
    this.storageNotice = storageNotice;
    this.views = views;
    this.comparisons = comparisons;
    this.runs = runs;
  }

  async start(options: api.StartOptions, head: CheckedHead): Promise<{ readonly runId: string }> {
    const [id, now] = [newRunId(), this.registry.clock.now()];
    const { text, answers, origins, owner, paused = false } = options;
    const program = await this.registry.reader.program(text);
    await readyForBreakpoints(head.breakpoints);
    const creating = this.journal.createRun({
      id,
      name: head.name,
      text,
      semantics: head.semantics,
      seed: options.seed ?? head.seed,
      inputs: { ...head.inputs, ...options.inputs },
      ...(answers && { answers }),
      ...(origins && { origins }),
      ...(owner !== undefined && { owner }),
      status: paused ? 'paused' : 'running',
      why: '',
      counts: nothingCounted,
      speed: options.speed ?? fullSpeed,
      startedAt: now,
      updatedAt: now,
      generation: 0,
      chain: id,
    });
    await this.registry.begin(creating, program, paused, options.pauseAt, head.breakpoints);
    return { runId: id };
  }

  async resume(...[runId, goal, breakpoints]: Parameters<InterpreterApi['resume']>): Answer<'resume'> {
    if (breakpoints) await this.setBreakpoints(runId, breakpoints);
    const entry = await this.registry.revive(runId, false);
    await entry?.live?.resume(goal);
    return entry?.shown();
  }

  async open(runId: string): Promise<api.RunSnapshot | undefined> {
    return (await this.registry.look(runId))?.shown();
  }

  async pause(runId: string): Promise<api.RunSnapshot | undefined> {
    const last = await this.lastLink(await this.registry.going(runId), (live) => live.pause());
    return last?.shown();
  }

  async step(runId: string): Promise<api.RunSnapshot | undefined> {
    const entry = await this.lastLink(await this.registry.revive(runId, true));
    await entry?.live?.step();
    return (await this.lastLink(entry))?.shown();
  }

  async stepIteration(runId: string): Promise<api.RunSnapshot | undefined> {
    const entry = await this.lastLink(await this.registry.revive(runId, true));
    await entry?.live?.stepIteration();
    return (await this.lastLink(entry))?.shown();
  }

  async stop(runId: string): Promise<api.RunSnapshot | undefined> {
    const last = await this.lastLink(await this.registry.revive(runId, true), (live) => live.stop());
    return last?.shown();
  }

  /**
   * The last link of a chain of continued runs, which is what a person means by the run. `act` is done to
   * each link on the way: one may hand over while it is being asked.
   */
  private async lastLink(
    entry: Entry | undefined,
    act?: (live: LiveRun) => Promise<void>,
  ): Promise<Entry | undefined> {
    let last = entry;
    for (;;) {
      if (act && last?.live) await act(last.live);
      const next = last && (await this.registry.nextOf(last));
      if (!next) return last;
      last = next;
    }
  }

  async setBreakpoints(runId: string, breakpoints: readonly Breakpoint[]): Promise<void> {
    await readyForBreakpoints(breakpoints);
    (await this.lastLink(await this.registry.going(runId)))?.pauseAt(breakpoints);
  }

  async setSpeed(runId: string, speed: number): Promise<void> {
    (await this.lastLink(await this.registry.going(runId)))?.setSpeed(speed);
  }

  async skipWait(runId: string): Promise<void> {
    (await this.lastLink(await this.registry.going(runId)))?.live?.skipWait();
  }

  async rows(runId: string, query: api.RowQuery): ReturnType<api.WorkerApi['rows']> {
    const found = await this.view(runId, (views, entry) => views.rows(entry, query));
    return found ?? { rows: [], from: 0, total: 0 };
  }

  cell(...[runId, ...rest]: Parameters<InterpreterApi['cell']>): Answer<'cell'> {
    return this.view(runId, (views, entry) => views.cell(entry, ...rest));
  }

  scope(...[runId, ...rest]: Parameters<InterpreterApi['scope']>): Answer<'scope'> {
    return this.view(runId, (views, entry) => views.scope(entry, ...rest));
  }

  neighbour(...[runId, ...rest]: Parameters<InterpreterApi['neighbour']>): Answer<'neighbour'> {
    return this.view(runId, (views, entry) => views.neighbour(entry, ...rest));
  }

  momentAt(...[runId, ...rest]: Parameters<InterpreterApi['momentAt']>): Answer<'momentAt'> {
    return this.view(runId, (views, entry) => views.momentAt(entry, ...rest));
  }

  explain(...[runId, ...rest]: Parameters<InterpreterApi['explain']>): Answer<'explain'> {
    return this.view(runId, (views, entry) => views.explain(entry, ...rest));
  }

  explainRows(...[runId, ...rest]: Parameters<InterpreterApi['explainRows']>): Answer<'explainRows'> {
    return this.view(runId, (views, entry) => views.explainRows(entry, ...rest));
  }

  making(...[runId, ...rest]: Parameters<InterpreterApi['making']>): Answer<'making'> {
    return this.view(runId, (views, entry) => views.making(entry, ...rest));
  }

  series(...[runId, ...rest]: Parameters<InterpreterApi['series']>): Answer<'series'> {
    return this.view(runId, (views, entry) => views.series(entry, ...rest));
  }

  async measure(...[runId, ...rest]: Parameters<InterpreterApi['measure']>): Answer<'measure'> {
    await readyForTrees(rest[1]);
    return this.view(runId, (views, entry) => views.measure(entry, ...rest));
  }

  getRun(runId: string): Promise<Run | undefined> {
    return this.view(runId, (views, entry) => views.run(entry));
  }

  async textOf(runId: string): Promise<string | undefined> {
    return (await this.registry.open(runId))?.row.text;
  }

  async records(runId: string, from: number, limit: number): ReturnType<api.WorkerApi['records']> {
    return (await this.view(runId, (views, entry) => views.records(entry, from, limit))) ?? noRecords;
  }

  recordsUpTo(...[runId, ...rest]: Parameters<InterpreterApi['recordsUpTo']>): Answer<'recordsUpTo'> {
    return this.view(runId, (views, entry) => views.recordsUpTo(entry, ...rest));
  }

  async compareBooks(options: CompareOptions): Promise<Comparison | undefined> {
    return (await this.comparisons.load()).books(options);
  }

  async compareRuns(runIds: readonly string[]): Promise<Comparison | undefined> {
    return (await this.comparisons.load()).runs(runIds);
  }

  private async view<T>(
    runId: string,
    answer: (views: Views, entry: Entry) => T | Promise<T>,
  ): Promise<T | undefined> {
    const entry = await this.registry.open(runId);
    if (!entry) return undefined;
    const views = await this.views.of(entry);
    try {
      const answered = await answer(views, entry);
      this.registry.tellDamage(entry);
      return answered;
    } catch (error) {
      // A link of a fast chain is dropped soon after it has ended, with somebody still looking at it.
      if (isDeleted(error)) return undefined;
      throw error;
    }
  }

  async listRuns(): Promise<readonly api.RunListItem[]> {
    return (await this.runs.load()).list();
  }

  async deleteRuns(runIds: readonly string[]): Promise<number | undefined> {
    return (await this.runs.load()).remove(runIds);
  }

  async undeleteRuns(runIds: readonly string[]): Promise<void> {
    return (await this.runs.load()).bringBack(runIds);
  }

  async amendRun(runId: string, change: Parameters<api.WorkerApi['amendRun']>[1]): Promise<void> {
    return (await this.runs.load()).amend(runId, change);
  }

  async fork(options: api.ForkOptions, head: CheckedHead): Promise<api.Forked> {
    return (await this.runs.load()).fork(options, head);
  }

  async exportRun(runId: string): Promise<string | undefined> {
    return (await this.runs.load()).exportRun(runId);
  }

  async importRun(file: string, problemIn: ProblemIn, owner?: string): Promise<api.Imported> {
    return (await this.runs.load()).importRun(file, problemIn, owner);
  }

  async getDraft(id: string): ReturnType<api.WorkerApi['getDraft']> {
    return soundDraft(await this.journal.getDraft(id));
  }

  async putDraft(id: string, text: string, view: Json, origins: readonly string[]): Promise<void> {
    await this.journal.putDraft({ id, text, view, origins, updatedAt: this.registry.clock.now() });
  }

  async getSetting(key: string): Promise<Json | undefined> {
    return this.journal.getSetting(key);
  }

  async putSetting(key: string, value: Json): Promise<void> {
    await this.journal.putSetting(key, value);
  }

  async storage(): Promise<api.Storage> {
    const [usage, emptied] = await Promise.all([this.journal.usage(), this.journal.getSetting(EMPTIED)]);
    return {
      kind: this.journal.kind,
      ...(this.storageNotice !== undefined && { notice: this.storageNotice }),
      ...(emptied === true && { emptied }),
      ...usage,
    };
  }

  unfinished(): Promise<readonly string[]> {
    return unfinishedRuns(this.journal, this.registry);
  }

  tellIterations(): Promise<void> {
    this.news.tellIterations();
    return Promise.resolve();
  }

  async flush(): Promise<void> {
    await Promise.all(this.registry.live().flatMap(({ live }) => live?.save() ?? []));
  }

  async ping(): Promise<number> {
    return Promise.resolve(this.registry.clock.now());
  }
}
