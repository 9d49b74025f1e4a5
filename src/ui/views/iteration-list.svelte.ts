import { tick, untrack } from 'svelte';
import type { Cursor } from '../../worker/api';
import type { Playground } from '../playground.svelte';
import { depends } from '../state/depends';
import { columnsOf, rootLoops, shapeOf } from './columns';
import { Sieve } from './sieve.svelte';
import { RowWindow } from './row-window.svelte';
import { tableKey } from './table-keys';
import { TallList } from './tall-list.svelte';

/** Rows that a run at full speed has made in one task while it begins. */
const madeAtOnce = 8;

/**
 * The iterations of the shown run as a list that scrolls, as lines or as cards: it follows the end until the
 * reader scrolls away, shows the moment that is looked at, and moves by keys. Made while a component begins.
 */
export class IterationList extends TallList {
  readonly rows: RowWindow;
  readonly sieve: Sieve;
  readonly #playground: Playground;
  /** A fold has taken the focused row away, or may do so when the rows are read. */
  #refocus = false;
  readonly following = $derived.by(
    () => this.tail && this.#playground.run.follows && this.sieve.picks === undefined,
  );
  /**
   * Rows that stand on the page at most; their elements are used again for others. Where each reading brings
   * others altogether only those in sight, as nobody scrolls there, and not all made at once.
   */
  readonly slots = $derived.by(() => {
    const { rows } = this;
    if (!this.following || !rows.overtaken || !this.#playground.run.isRushing) return this.count + 4;
    return Math.max(1, Math.min(this.inSight, rows.readings * madeAtOnce));
  });
  readonly shown = $derived.by(() => [...this.rows.rows].slice(-this.slots));
  /** Index of the row that the tab key leads to. */
  readonly tabStop = $derived.by(() => {
    const { here } = this.#playground.run;
    return (here && this.rows.indexOf(here.address, here.iteration)) ?? this.shown[0]?.[0] ?? 0;
  });

  constructor(playground: Playground, line: number) {
    const sieve = new Sieve(playground);
    const rows = new RowWindow(async (query) => {
      const { id } = playground.run;
      if (id === undefined) return undefined;
      const { picks, loop } = sieve;
      if (!picks) return playground.ask((api) => api.rows(id, query));
      const only = picks.slice(query.from, query.from + query.count);
      const found = await playground.ask((api) => api.rows(id, { ...query, loop, only }));
      return found && { ...found, total: picks.length };
    });
    super(
      () => line,
      () => rows.total,
    );
    this.rows = rows;
    this.sieve = sieve;
    this.#playground = playground;
    this.#follow();
  }

  #follow(): void {
    const { rows } = this;
    const playground = this.#playground;
    const { run } = playground;
    let shown: string | undefined;
    $effect(() => {
      depends(run.id);
      untrack(() => {
        // Those of the next link of a chain take the place of these once they are read.
        if (shown === undefined || run.snapshot?.continuedFrom !== shown) rows.clear();
        shown = run.id;
        this.tail = true;
      });
    });
    $effect(() => {
      depends(run.id, run.snapshot?.revision, run.snapshot?.rows, this.sieve.picks);
      const plain = playground.folds.rows.length === 0 && !this.sieve.picks;
      const total = plain ? (run.snapshot?.rows ?? 0) : rows.total;
      const from = this.following ? total - this.slots : this.first;
      rows.show(from, this.slots, playground.folds.rows, this.following && plain);
    });
    $effect(() => {
      depends(this.tall, this.height);
      if (!this.following) return;
      // In the frame that lays the rows out anyway: here it would have them laid out one time more.
      const frame = requestAnimationFrame(() => {
        if (!this.scroller) return;
        this.scroller.scrollTop = this.tall;
        this.scrolled();
      });
      return () => cancelAnimationFrame(frame);
    });
    // Only a new moment moves the list: scrolling away from the old one must not bring it back.
    $effect(() => {
      const { cursor } = run;
      untrack(() => {
        if (cursor) void this.#show(cursor);
        else this.tail = true;
      });
    });
    $effect(() => {
      depends(rows.rows);
      if (!this.#refocus) return;
      void tick().then(() => {
        const stop = this.scroller?.querySelector('[role=rowgroup] [tabindex="0"]');
        if (document.activeElement !== document.body || !stop) return;
        this.#refocus = false;
        this.#focus(stop);
      });
    });
    // What is asked for stands at the beginning; the row that is looked at may not be among it.
    $effect(() => {
      const { scroller } = this;
      if (this.sieve.answered === '' || !scroller) return;
      scroller.scrollTop = 0;
      this.scrolled();
    });
    $effect(() => {
      depends(run.id, run.level?.address, run.snapshot?.counts.iterations);
      untrack(() => this.sieve.refresh());
    });
    $effect(() => () => {
      rows.close();
      this.sieve.close();
    });
  }

  /** Brings a moment's row into sight, wherever it lies. */
  async #show(cursor: Cursor): Promise<void> {
    const { run } = this.#playground;
    const { cursor: asked } = run;
    const index = await this.#indexOf(cursor);
    // What was found may have made the list longer: it is laid out first.
    await tick();
    if (index !== undefined && run.cursor === asked) this.reveal(index);
  }

  async #indexOf({ address, iteration }: Cursor): Promise<number | undefined> {
    const { picks, loop } = this.sieve;
    if (picks) {
      const index = loop === address ? picks.indexOf(iteration) : -1;
      return index < 0 ? undefined : index;
    }
    const { outline } = this.#playground.run;
    const flat = !shapeOf(outline, false).deep && rootLoops(outline).length < 2;
    return flat && iteration < this.rows.total ? iteration : this.rows.find(address, iteration);
  }

  /** Folds or unfolds all rows, and brings the moment's row, or the one that hides it, into sight. */
  async foldAll(): Promise<void> {
    const { folds, run } = this.#playground;
    folds.toggleAll();
    // The rows are asked for with these folds from now on.
    await tick();
    if (run.cursor) await this.#show(run.cursor);
  }

  /** Goes where a key leads to, and takes the focus along. */
  async key(event: KeyboardEvent): Promise<void> {
    const playground = this.#playground;
    if (event.target instanceof HTMLButtonElement && (event.key === 'Enter' || event.key === ' ')) return;
    this.#refocus = event.key === 'Enter' && event.shiftKey;
    if (this.#refocus) {
      event.preventDefault();
      return this.foldAll();
    }
    const goal = tableKey(event, playground, this.rows, columnsOf(playground.run.outline));
    if (!goal) return;
    event.preventDefault();
    event.stopPropagation();
    this.tail = false;
    playground.seek(goal);
    await tick();
    await this.#show(goal);
    await tick();
    const here = this.scroller?.querySelector('[aria-current]');
    this.#focus(here?.matches('[tabindex="0"]') === true ? here : here?.querySelector('[tabindex="0"]'));
  }

  #focus(stop: Element | null | undefined): void {
    if (stop instanceof HTMLElement) stop.focus({ preventScroll: true });
  }
}
