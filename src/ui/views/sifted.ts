import type { MeasuredPage, MeasuredRow, MeasureQuery } from '../../worker/api';

/** Evaluates expressions at the end of iterations of a run, as the worker does. */
export type Measure = (
  run: string,
  query: MeasureQuery,
  sources: readonly string[],
) => Promise<MeasuredPage | { readonly problem: string } | undefined>;

/** Of which iterations something is asked. Equal ones ask the same. */
export interface Sifting {
  readonly run: string;
  /** Address of one start of a loop. */
  readonly loop: string;
  /** Expressions; empty: everything is let through, or nothing says the order. */
  readonly filter: string;
  readonly sort: string;
}

/** What a filter lets through, with the value to sort by in the second cell. */
export interface Sifted {
  readonly rows: readonly MeasuredRow[];
  /** How many ended iterations were looked at. */
  readonly seen: number;
  /** Why the filter cannot be read, or why nothing could be told of an iteration when none is let through. */
  readonly problem?: string;
}

/** Iterations that are asked for at once: a long run is read piece by piece. */
const stride = 20_000;

/** Lets iterations through a filter; of a run that goes on only what has ended since is evaluated. */
export class Sifter {
  readonly #measure: Measure;
  #key = '';
  #first = -1;
  /** Up to here every iteration was looked at; items of a foreach end in any order, so later ones may have been, too. */
  #next = 0;
  #rows: MeasuredRow[] = [];
  #failed: string | undefined;

  constructor(measure: Measure) {
    this.#measure = measure;
  }

  /** Everything that is let through now; undefined when there is no answer or it is not `wanted` any more. */
  async read(sifting: Sifting, wanted: () => boolean): Promise<Sifted | undefined> {
    const { run, loop, filter, sort } = sifting;
    const key = JSON.stringify([run, loop, filter, sort]);
    if (key !== this.#key) this.#begin(key, -1);
    const sources = [filter === '' ? 'true' : filter, sort === '' ? '0' : sort];
    this.#rows = this.#rows.filter(({ iteration }) => iteration < this.#next);
    for (let from = this.#next; ;) {
      const found = await this.#measure(run, { loop, from, count: stride }, sources);
      if (!found || !wanted() || key !== this.#key) return undefined;
      if ('problem' in found) return { rows: [], seen: 0, problem: found.problem };
      const { first, end } = found;
      if (first !== this.#first) {
        this.#begin(key, first);
        if (from > first) {
          from = first;
          continue;
        }
      }
      this.#take(found.rows);
      from = Math.max(from + stride, first);
      if (from < end) continue;
      const problem = this.#rows.length === 0 ? this.#failed : undefined;
      return { rows: this.#rows, seen: end - first, ...(problem !== undefined && { problem }) };
    }
  }

  #begin(key: string, first: number): void {
    this.#key = key;
    this.#first = first;
    this.#next = Math.max(0, first);
    this.#rows = [];
    this.#failed = undefined;
  }

  #take(rows: readonly MeasuredRow[]): void {
    for (const row of rows) {
      const { iteration } = row;
      const [verdict] = row.cells;
      if (iteration === this.#next) this.#next += 1;
      if (verdict?.value === true) this.#rows.push(row);
      else if (verdict?.kind === 'error') this.#failed ??= `iteration ${iteration}: ${verdict.text}`;
    }
  }
}
