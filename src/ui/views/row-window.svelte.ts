import type { IterationRow, RowPage, RowQuery } from '../../worker/api';
import { briskly, Refresher } from '../state/refresher';

type Fetch = (query: RowQuery) => Promise<RowPage | undefined>;

/** The rows of a long table that can be seen, read from the worker as they are needed. */
export class RowWindow {
  rows = $state.raw<ReadonlyMap<number, IterationRow>>(new Map());
  total = $state(0);
  /** Longest text of each column seen so far, in characters. */
  widths = $state.raw<ReadonlyMap<string, number>>(new Map());
  /** Most time the steps of one iteration took, of those seen so far, in ms. */
  longest = $state(1);

  /** The last ones have nothing in common with those that were the last before. */
  overtaken = $state(false);
  /** How often rows of this run were read. */
  readings = $state(0);

  readonly #fetch: Fetch;
  readonly #refresher: Refresher;
  #from = 0;
  #count = 0;
  #folded: readonly string[] = [];
  /** What `rows` were read with. */
  #readFolded = this.#folded;
  #tail = false;

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
    this.#refresher = new Refresher(() => this.#read(), briskly);
  }

  /**
   * Wants these rows, and reads them again even if it has them: they may have changed. `tail`: the last ones
   * instead, as they are when the question arrives.
   */
  show(from: number, count: number, folded: readonly string[], tail: boolean): void {
    this.#tail = tail;
    this.#from = Math.max(0, from);
    this.#count = Math.min(500, Math.max(1, count));
    this.#folded = folded;
    this.#refresher.ask(!tail);
  }

  /** Index of a row, or of the folded one that hides it, asked for where it has not been read. */
  async find(address: string, iteration: number): Promise<number | undefined> {
    // Where it was with other folds says nothing.
    const known = this.#readFolded === this.#folded ? this.indexOf(address, iteration) : undefined;
    if (known !== undefined) return known;
    const query = { from: 0, count: 1, folded: this.#folded, around: { address, iteration } };
    const found = await this.#fetch(query);
    if (!found?.rows.length) return undefined;
    this.total = found.total;
    return found.from;
  }

  /** Index of a row among those that have been read. */
  indexOf(address: string, iteration: number): number | undefined {
    for (const [index, row] of this.rows) {
      if (row.address === address && row.iteration === iteration) return index;
    }
    return undefined;
  }

  clear(): void {
    this.rows = new Map();
    this.total = 0;
    this.overtaken = false;
    this.readings = 0;
    this.widths = new Map();
    this.longest = 1;
  }

  close(): void {
    this.#refresher.close();
  }

  async #read(): Promise<void> {
    const tail = this.#tail;
    const count = this.#count;
    const folded = this.#folded;
    const found = await this.#fetch({ from: this.#from, count, folded, ...(tail && { last: true }) });
    if (!found) return;
    this.readings += 1;
    this.overtaken = tail && found.from >= Math.max(1, this.total);
    this.rows = new Map(found.rows.map((row, n) => [found.from + n, row]));
    this.#readFolded = folded;
    this.total = found.total;
    this.#measure(found.rows);
  }

  #measure(rows: readonly IterationRow[]): void {
    const widths = new Map(this.widths);
    let changed = false;
    for (const row of rows) {
      const busy = Object.values(row.cells).reduce((sum, cell) => sum + cell.ms, 0);
      this.longest = Math.max(this.longest, busy);
      for (const [id, cell] of Object.entries(row.cells)) {
        const length = cell.glance.reduce(
          (sum, part) => sum + (part.key?.length ?? 0) + part.text.length + 1,
          0,
        );
        if (length <= (widths.get(id) ?? 0)) continue;
        widths.set(id, length);
        changed = true;
      }
    }
    if (changed) this.widths = widths;
  }
}
