import type { ExplainRow, ExplainRows, Measured, MeasuredRow } from '../../worker/api';
import { briskly, Refresher } from '../state/refresher';

/** Checks, and what the watched expressions gave at the end of the same iterations. */
export type Checks = ExplainRows & { readonly watched: readonly MeasuredRow[] };

type Fetch = (from: number, count: number) => Promise<Checks | undefined>;

/** The checks of one loop that can be seen, read from the worker as they are needed. */
export class CheckRows {
  rows = $state.raw<readonly ExplainRow[]>([]);
  parts = $state.raw<ExplainRows['parts']>([]);
  /** Values of the watched expressions, by iteration. */
  watched = $state.raw<ReadonlyMap<number, readonly Measured[]>>(new Map());
  /** Numbers of the first row there is, and of the last one plus one. */
  first = $state(0);
  end = $state(0);
  /** Longest value seen by part, in characters; the last entry is that of the whole. */
  widths = $state.raw<readonly number[]>([]);

  readonly #fetch: Fetch;
  readonly #refresher: Refresher;
  #from = 0;
  #count = 1;

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
    this.#refresher = new Refresher(() => this.#read(), briskly);
  }

  /** Wants rows, by iteration; they are read again even if they are here. */
  show(from: number, count: number, urgent: boolean): void {
    this.#from = Math.max(0, from);
    this.#count = Math.min(500, Math.max(1, count));
    this.#refresher.ask(urgent);
  }

  clear(): void {
    this.rows = [];
    this.watched = new Map();
    this.parts = [];
    this.first = 0;
    this.end = 0;
    this.widths = [];
  }

  close(): void {
    this.#refresher.close();
  }

  async #read(): Promise<void> {
    const found = await this.#fetch(this.#from, this.#count);
    if (!found) {
      this.clear();
      return;
    }
    const { rows, parts, first, end, watched } = found;
    this.rows = rows;
    this.watched = new Map(watched.map(({ iteration, cells }) => [iteration, cells]));
    if (this.parts.map(({ text }) => text).join() !== parts.map(({ text }) => text).join())
      this.parts = parts;
    this.first = first;
    this.end = end;
    const widths = parts.map((_, n) =>
      rows.reduce((most, { cells }) => Math.max(most, cells[n]?.text.length ?? 0), this.widths[n] ?? 0),
    );
    if (widths.join() !== this.widths.join()) this.widths = widths;
  }
}
