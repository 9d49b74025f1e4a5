import type { Example } from '../examples';
import type { Json } from '../json/json';
import type {
  Checked,
  Cursor,
  RunSnapshot,
  Started,
  StartOptions,
  Storage,
  WorkerApi,
  WorkerEvent,
} from '../worker/api';
import { CompareState } from './compare/compare-state.svelte';
import type { Past } from './editor/history';
import { blankRun } from './state/blank-run';
import { BreakpointList } from './state/breakpoints.svelte';
import { Controls } from './state/controls';
import { Draft } from './state/draft.svelte';
import { emptyLoop } from './state/empty-loop';
import { Forking } from './state/forking.svelte';
import { Hits } from './state/hits.svelte';
import { Layout, type Tab } from './state/layout.svelte';
import { pageView, recallView } from './state/page-view';
import type { PlaygroundEvent, PlaygroundOptions } from './state/playground-options';
import { failureIn, isEdited, isForeign, isOutdated, problemsOf } from './state/problems';
import { RowFolds } from './state/row-folds.svelte';
import { RunList } from './state/run-list.svelte';
import { SelectedRun } from './state/selected-run.svelte';
import { Trouble } from './state/trouble.svelte';
import { readView } from './state/view';
import { resumeUnfinished } from './state/unfinished';
import { Walk } from './state/walk';
import { WorkerLink } from './state/worker-link';

export type { PlaygroundEvent } from './state/playground-options';

/** The one holder and writer of what the page shows. Every change goes through one of its verbs. */
export class Playground {
  readonly layout = new Layout();
  readonly draft: Draft;
  readonly run: SelectedRun;
  readonly runs: RunList;
  readonly controls = new Controls(this);
  readonly walk = new Walk(this);
  readonly forking = new Forking(this);
  readonly compare = new CompareState(this);
  readonly breakpoints = new BreakpointList(this);
  readonly hits = new Hits();
  readonly examples: readonly Example[];
  readonly owner: string | undefined;
  speed = $state(3);
  readonly folds = new RowFolds(() => this.draft.touch());
  storage = $state.raw<Storage>();
  readonly trouble = new Trouble();
  /** Why the last press of Run began nothing. */
  refusal = $state<string>();
  /** Run and text for which the person chose to go on as it was. */
  settled = $state<string>();
  started = $state(false);
  /** Settles when the page is as it was left: what is pressed before waits for it. */
  readonly begun: Promise<void>;
  #settle: () => void = () => undefined;
  /** Selection and folds of the editor as it last told, and as a reload gives them back. */
  editorView: Json | undefined;
  /** Text and history of the editor that was last taken off the page. */
  past: Past | undefined;
  /** The document that was last taken out of the editor, and the way back to it. */
  #left: { readonly text: string; readonly back: () => void } | undefined;

  readonly #options: PlaygroundOptions;
  readonly #link: WorkerLink;
  readonly #listeners = new Set<(event: PlaygroundEvent) => void>();

  /** The document was changed after the shown, unfinished run began. */
  readonly edited = $derived.by(() => this.settled !== this.#pair && isEdited(this.run, this.draft));

  /** The shown run is over, and the document is another one now. */
  readonly isOutdated = $derived.by(() => isOutdated(this.run, this.draft));
  /** The document did not become what it is by editing that of the shown run. */
  readonly isForeign = $derived.by(() => isForeign(this.run, this.draft));
  readonly failure = $derived.by(() => failureIn(this.run, this.draft));
  /** Everything that is wrong with the document, and what the run found wrong. */
  readonly problems = $derived.by(() => problemsOf(this.failure, this.draft.checked));
  /** Errors and warnings; notes are no problem. */
  readonly problemCount = $derived.by(() => this.problems.filter((one) => one.severity !== 'note').length);

  constructor(options: PlaygroundOptions) {
    this.#options = options;
    this.begun = new Promise((resolve) => (this.#settle = resolve));
    this.examples = options.examples;
    this.owner = options.owner;
    const { died, failed } = this.trouble;
    const onDeath = (reason: string): void => {
      died(reason);
      this.#tell({ type: 'lost', reason });
    };
    this.#link = new WorkerLink(options.connect, { onEvent: this.#hear, onDeath, onProblem: failed });
    const hear = (checked: Checked): void => {
      this.refusal = undefined;
      this.#tell({ type: 'change', checked });
    };
    this.draft = new Draft(this.#link, () => pageView(this), hear);
    this.run = new SelectedRun(this.#link);
    this.runs = new RunList(this.#link, options.owner);
    this.layout.structure.onFold = () => this.draft.touch();
  }

  /** Brings the page back as it was, or shows the first example; goes on with what was running. */
  async begin(): Promise<void> {
    const stored = await this.draft.restore(await this.#options.draftId());
    // Without an answer nothing may take the place of a text that may well be stored.
    if (!stored) return;
    const view = readView(stored.view);
    recallView(this, view);
    if (!stored.found) await this.openExample(this.#options.firstExample);
    this.draft.ready = true;
    await resumeUnfinished(this, view);
    void this.runs.read();
    this.started = true;
    this.#settle();
  }

  /** Asks the worker; `undefined` when it is gone, which the page then says. */
  ask<T>(question: (api: WorkerApi) => Promise<T>): Promise<T | undefined> {
    return this.#link.ask(question);
  }

  /** From now on the worker tells of each iteration, also after it had to be started anew. */
  readonly tellIterations = (): Promise<void> => this.#link.tellIterations();

  /** Tells of what happens from now on; gives the way to stop that. */
  subscribe(listener: (event: PlaygroundEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  // ── document ────────────────────────────────────────────────

  /** Puts a text from elsewhere into the editor: nothing is allowed to it yet. */
  async setWorkflow(text: string): Promise<Checked | undefined> {
    this.draft.example = undefined;
    if (text !== this.draft.text) this.#forget(text);
    return this.draft.replace(text);
  }

  /** What the editor tells; by its undo it comes back to the document before as by the message that another one was opened. */
  type(text: string): void {
    const left = this.#left;
    if (text !== left?.text) return this.draft.type(text);
    left.back();
  }

  async openExample(id: string): Promise<void> {
    const example = this.examples.find((one) => one.id === id);
    if (!example) return;
    const text = await example.load().catch(() => undefined);
    if (text !== undefined) await this.#swap(text, `${example.title} opened`, id);
    else this.trouble.failed(`“${example.title}” could not be loaded.`);
  }

  readonly startFromNothing = (): Promise<void> => this.#swap(emptyLoop, 'New loop opened');

  // ── run ─────────────────────────────────────────────────────

  /** Says why a press of Run began nothing. */
  refuse(why: string): void {
    this.refusal = why;
    // By itself, as long as there is something to mend.
    this.layout.problemsOpen = undefined;
  }

  /** What every run of the document in the editor begins with, also one that is forked from another. */
  get terms(): StartOptions {
    const { owner, speed } = this;
    const { text, origins } = this.draft;
    const { all: breakpoints } = this.breakpoints;
    return { text, speed, origins, breakpoints, ...(owner === undefined ? {} : { owner }) };
  }

  /** Begins a run of the document in the editor and shows it. */
  async start(options: Partial<StartOptions> = {}): Promise<Started | undefined> {
    const all = { ...this.terms, ...options };
    const started = await this.ask((api) => api.start(all));
    this.refusal = undefined;
    if (!started || 'error' in started) return started;
    this.showBegun(started.runId, all.text);
    return started;
  }

  setSpeed(speed: number): void {
    this.speed = speed;
    const { id } = this.run;
    // Also of a run that another tab carries out: it counts here once this one does.
    if (id !== undefined) void this.ask((api) => api.setSpeed(id, speed));
    this.draft.touch();
  }

  // ── looking ─────────────────────────────────────────────────

  /** Shows a moment in all views; `undefined`: where the run is. */
  seek(cursor: Cursor | undefined): void {
    this.run.seek(cursor);
    this.draft.touch();
    this.#tell({ type: 'seek', cursor });
  }

  showTab(tab: Tab): void {
    this.layout.tab = tab;
    this.draft.touch();
  }

  /** Where the editor stands, to come back there after a reload. */
  keepEditorView(view: Json): void {
    this.editorView = view;
    this.draft.touch();
  }

  keepAsItWas(): void {
    this.settled = this.#pair;
  }

  /**
   * Opens a stored run with its document, which the page calls `said`; `resume` also goes on with it. Gives whether
   * it could be opened.
   */
  async openRun(id: string, resume = false, said = 'its document'): Promise<boolean> {
    const text = await this.ask((api) => api.textOf(id));
    // Those of another document are not meant for it.
    const at = text === this.draft.text ? this.breakpoints.all : [];
    const latest = this.run.listen();
    const snapshot = await this.ask((api) => (resume ? api.resume(id, undefined, at) : api.open(id)));
    if (!snapshot || text === undefined) return false;
    this.run.show(latest(snapshot), text);
    this.run.foreign = text !== this.draft.text;
    this.layout.showRun();
    if (text !== this.draft.text) await this.#swap(text, `Run ${snapshot.number} opened with ${said}`);
    this.draft.touch();
    return true;
  }

  /** Opens the document of the shown run; the run goes on or rests as it does. */
  async openTextOfRun(): Promise<void> {
    const { snapshot, text } = this.run;
    if (snapshot && text !== undefined) await this.#swap(text, `Document of run ${snapshot.number} opened`);
  }

  async deleteRuns(ids: readonly string[], said: string): Promise<void> {
    const problem = await this.runs.remove(ids);
    if (problem !== undefined) return this.layout.say({ text: problem, isProblem: true });
    if (this.run.id !== undefined && ids.includes(this.run.id)) this.run.show(undefined, undefined);
    this.layout.say({ text: `${said} deleted`, undo: () => void this.runs.restore(ids), isLastChance: true });
  }

  /** Begins anew with a fresh worker, from what is stored. */
  async restartWorker(): Promise<void> {
    this.trouble.dismiss();
    this.#link.reset();
    if (!this.started) return this.begin();
    const { id } = this.run;
    // What it was is read anew; it may not be stored any more.
    this.run.show(undefined, undefined);
    await resumeUnfinished(this, id === undefined ? {} : { run: id });
    await this.draft.replace(this.draft.text, false);
    // At once: what was stored may be gone.
    await this.draft.flush();
    await this.runs.read();
  }

  /** Shows a run that has just begun with a text. */
  showBegun(runId: string, text: string): void {
    this.trouble.answered();
    this.run.show(this.run.latest(runId) ?? blankRun(runId, this.draft.name), text);
    this.layout.showRun();
    // The text of a run that goes on after a reload is there then, too.
    void this.draft.flush();
    this.#tell({ type: 'run-start', runId });
  }

  // ── inside ──────────────────────────────────────────────────

  /** The shown run and the document beside it. */
  get #pair(): string {
    return `${this.run.id ?? ''} ${this.draft.text}`;
  }

  /** Another document takes the place of this one; the toast brings the old one back. */
  async #swap(text: string, said: string, example?: string): Promise<void> {
    const { text: before } = this.draft;
    const back = await this.draft.swap(text, example);
    if (before === text) return;
    const putBack = this.#forget(text);
    const undo = (): void => {
      this.#left = undefined;
      // The editor's undo leaves nothing for that of the message to do.
      if (this.layout.toast?.undo === undo) this.layout.toast = undefined;
      void back?.().then(putBack);
    };
    this.#left = back && { text: before, back: undo };
    if (back) this.layout.say({ text: said, undo });
  }

  /** What belongs to a document goes with it when a text takes its place; gives the way back. */
  #forget(text: string): () => void {
    const { breakpoints, folds, layout, run } = this;
    const { structure } = layout;
    this.#left = undefined;
    const ways = [breakpoints, folds, structure].map((one) => one.clear());
    ways.push(layout.clearWatches(), run.part(text));
    return () => ways.forEach((putBack) => putBack());
  }

  #news(runs: readonly RunSnapshot[]): void {
    for (const snapshot of runs) {
      this.run.hear(snapshot);
      if (this.hits.hear(snapshot)) this.draft.touch();
    }
  }

  readonly #hear = (event: WorkerEvent): void => {
    if (event.type === 'snapshots') this.#news(event.runs);
    else if (event.type === 'runs-changed') void this.runs.read();
    else if (event.type === 'storage') {
      this.storage = event.storage;
      this.trouble.hear(event.storage, event.problem);
    }
    this.#tell({ type: 'worker', event });
  };

  #tell(event: PlaygroundEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
