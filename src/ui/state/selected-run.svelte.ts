import type { PausePoint } from '../../engine/gate';
import type {
  CellDetail,
  Cursor,
  Explanation,
  IterationRow,
  LoopView,
  OutlineItem,
  RunSnapshot,
  ScopeView,
} from '../../worker/api';
import type { Address, Run } from '../../engine/records';
import type { JsonObject } from '../../json/json';
import type { Workflow } from '../../workflow/types';
import { headOf, levelsOf, sameMoment, type Level } from '../moment';
import { briskly, Refresher } from './refresher';
import type { WorkerLink } from './worker-link';

/** Runs of which the latest news is kept: a chain without end has ever more of them. */
const mostHeard = 100;

const active = new Set(['running', 'paused', 'waiting']);

/** The run that all views show, and the moment of it they look at. */
export class SelectedRun {
  snapshot = $state.raw<RunSnapshot>();
  /** The document the run began with, which may differ from the one in the editor. */
  text = $state.raw<string>();
  /** A document took the place of this one in the editor: what stands there is no edit of it. */
  foreign = $state(false);
  outline = $state.raw<readonly OutlineItem[]>([]);
  /** That document, read. */
  workflow = $state.raw<Workflow>();
  inputs = $state.raw<JsonObject>({});
  /** Where the person looks; undefined: where the run is. */
  cursor = $state.raw<Cursor>();
  /** Loop the scrubber walks, when it is not the innermost one of the moment. */
  chosenLoop = $state<Address>();
  /** Where its going on is to end. */
  goal = $state.raw<PausePoint>();
  /** The run as it ended. */
  ended = $state.raw<Run>();

  readonly id = $derived(this.snapshot?.runId);
  readonly head = $derived(this.snapshot && headOf(this.snapshot, this.outline));
  readonly here = $derived(this.cursor ?? this.head);
  readonly follows = $derived(this.cursor === undefined);
  readonly levels: readonly Level[] = $derived(this.here ? levelsOf(this.here) : []);
  /** Which of the levels the scrubber and the stepping keys mean. */
  readonly level = $derived(
    this.levels.find((level) => level.address === this.chosenLoop) ?? this.levels.at(-1),
  );
  readonly isActive = $derived(this.snapshot !== undefined && active.has(this.snapshot.status));
  /** The views follow a run that goes on by itself: what they show is old in a moment anyway. */
  readonly isRushing = $derived(this.follows && this.snapshot?.status === 'running');
  readonly isMine = $derived(this.isActive && this.snapshot?.readOnly !== true);

  readonly #link: WorkerLink;
  readonly #loops = new Map<Address, LoopView>();
  readonly #latest = new Map<string, RunSnapshot>();
  /** The text that the outline is of. */
  #learnt: string | undefined;
  /** Shows what was heard last, as often as the page has the time for it. */
  readonly #refresher = new Refresher(() => {
    const latest = this.id === undefined ? undefined : this.#latest.get(this.id);
    if (latest) this.snapshot = latest;
    return Promise.resolve();
  }, briskly);

  constructor(link: WorkerLink) {
    this.#link = link;
  }

  /** Shows another run, or none. */
  show(snapshot: RunSnapshot | undefined, text: string | undefined): void {
    this.#turnTo(snapshot);
    this.foreign = false;
    void this.#learn(text);
  }

  /** What was heard last of a run, of the hundred that news came of last. */
  latest(runId: string): RunSnapshot | undefined {
    return this.#latest.get(runId);
  }

  /**
   * Called before a question: gives what makes of its answer the latest that is known of the run, which may be news
   * that came meanwhile. They go another way than answers, and may be later than one that comes after them.
   */
  listen(): (answer: RunSnapshot) => RunSnapshot {
    const before = new Map(this.#latest);
    return (answer) => {
      const heard = this.#latest.get(answer.runId);
      // A worker that began anew counts anew: news from before the question say nothing about the answer's age.
      const isNews = heard && heard !== before.get(answer.runId);
      return isNews && heard.revision > answer.revision ? heard : answer;
    };
  }

  /**
   * News of a run. A chain of continued runs is shown as one: the view goes on with the next link, or with
   * the link that answered in the place of the one that was `asked`.
   */
  hear(snapshot: RunSnapshot, asked = snapshot.continuedFrom): void {
    const { runId, status, successor } = snapshot;
    this.#keep(snapshot);
    if (runId === this.id) {
      const was = this.snapshot?.status;
      if (was === status) this.#refresher.ask();
      else {
        this.snapshot = snapshot;
        void this.#learnEnd();
      }
      const next = successor === undefined ? undefined : this.#latest.get(successor);
      if (next) this.#goOn(next);
    } else if (asked !== undefined && asked === this.id) {
      this.#goOn(snapshot);
    }
  }

  /** A document takes the place of the one in the editor; gives the way back. */
  part(text: string): () => void {
    const { id, foreign } = this;
    this.foreign = text !== this.text;
    return () => (this.foreign = foreign || this.id !== id);
  }

  seek(cursor: Cursor | undefined): void {
    this.cursor = cursor && this.head && sameMoment(cursor, this.head) ? undefined : cursor;
    const { chosenLoop } = this;
    if (
      chosenLoop !== undefined &&
      cursor &&
      !levelsOf(cursor).some((level) => level.address === chosenLoop)
    ) {
      this.chosenLoop = undefined;
    }
  }

  /** Tallies of a loop as last heard of; undefined until a row that tells of it has been read. */
  loopView(address: Address): LoopView | undefined {
    return this.snapshot?.loops.find((loop) => loop.address === address) ?? this.#loops.get(address);
  }

  /** Tallies of a loop, read from the row of the iteration around it when it ended long ago. */
  async findLoop(address: Address): Promise<LoopView | undefined> {
    const known = this.loopView(address);
    if (known) return known;
    const around = levelsOf({ address, iteration: 0 }).at(-2);
    if (!around) return undefined;
    const row = await this.row(around);
    for (const loop of row?.nested ?? []) this.#loops.set(loop.address, loop);
    return this.#loops.get(address);
  }

  async row(level: {
    readonly address: Address;
    readonly iteration: number;
  }): Promise<IterationRow | undefined> {
    const { id } = this;
    if (id === undefined) return undefined;
    const query = { loop: level.address, from: Math.max(0, level.iteration), count: 1 };
    return (await this.#link.ask((api) => api.rows(id, query)))?.rows[0];
  }

  async cell(cursor: Cursor): Promise<CellDetail | undefined> {
    const { id } = this;
    return id === undefined ? undefined : this.#link.ask((api) => api.cell(id, cursor));
  }

  async scope(cursor: Cursor): Promise<ScopeView | undefined> {
    const { id } = this;
    return id === undefined ? undefined : this.#link.ask((api) => api.scope(id, cursor));
  }

  async explain(level: Level): Promise<Explanation | undefined> {
    const { id } = this;
    return id === undefined
      ? undefined
      : this.#link.ask((api) => api.explain(id, level.address, level.iteration));
  }

  /** Where stepping back begins: what is looked at, also before the first loop has begun. */
  get from(): Cursor | undefined {
    const { here, snapshot } = this;
    return here ?? (snapshot?.place && { address: '', iteration: 0, stepId: snapshot.place.stepId });
  }

  /** The moment one step or iteration after (`back`: before) another one of the record, if there is one. */
  async neighbour(from: Cursor, unit: 'step' | 'iteration', back: boolean): Promise<Cursor | undefined> {
    const { id } = this;
    return id === undefined ? undefined : this.#link.ask((api) => api.neighbour(id, from, unit, back));
  }

  /** Shows the next link of the chain, of which there may be several in a second: what its document says is known. */
  #goOn(next: RunSnapshot): void {
    this.#turnTo(next);
    if (this.text === undefined || this.#learnt !== this.text) void this.#learn(this.text);
  }

  #turnTo(snapshot: RunSnapshot | undefined): void {
    this.snapshot = snapshot;
    this.cursor = undefined;
    this.chosenLoop = undefined;
    this.goal = undefined;
    this.ended = undefined;
    this.#loops.clear();
    void this.#learnEnd();
  }

  #keep(snapshot: RunSnapshot): void {
    // Taken out first, so that the runs stand in the order of their news.
    this.#latest.delete(snapshot.runId);
    this.#latest.set(snapshot.runId, snapshot);
    const [oldest] = this.#latest.keys();
    if (this.#latest.size > mostHeard && oldest !== undefined) this.#latest.delete(oldest);
  }

  async #learn(text: string | undefined): Promise<void> {
    const { id } = this;
    this.text = text;
    if (id === undefined) {
      this.outline = [];
      this.workflow = undefined;
      return;
    }
    const own = text ?? (await this.#link.ask((api) => api.textOf(id)));
    const checked = own === undefined ? undefined : await this.#link.ask((api) => api.check(own));
    if (id !== this.id) return;
    this.text = own;
    this.#learnt = own;
    this.outline = checked?.outline ?? [];
    this.workflow = checked?.workflow;
    this.inputs = checked?.inputs ?? {};
  }

  async #learnEnd(): Promise<void> {
    const { id, isActive } = this;
    if (id === undefined || isActive) {
      this.ended = undefined;
      return;
    }
    const run = await this.#link.ask((api) => api.getRun(id));
    if (id === this.id) this.ended = run;
  }
}
