import type { SeriesPage, SeriesQuery } from '../../worker/api';
import { calmly, Refresher } from '../state/refresher';

type Fetch = (query: SeriesQuery) => Promise<SeriesPage | undefined>;

/** A line as it is drawn: lowest and highest value of each point. */
export interface Line {
  readonly name: string;
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

/** What is read at once, in iterations. */
const page = 20_000;

/** The points of a chart, read from the worker piece by piece; of a run that goes on only what is new. */
export class Lines {
  names = $state.raw<readonly string[]>([]);
  lines = $state.raw<readonly Line[]>([]);
  verdicts = $state.raw<readonly string[]>([]);
  first = $state(0);
  end = $state(0);
  /** Iterations a point stands for. */
  bucket = $state(1);
  /** Something has been read. */
  known = $state(false);

  readonly #fetch: Fetch;
  readonly #refresher: Refresher;
  #wanted: Pick<SeriesQuery, 'loop' | 'names' | 'bucket'> | undefined;
  #key = '';
  /** Iterations read so far; the last point may have grown since. */
  #read = 0;

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
    this.#refresher = new Refresher(() => this.#all(), calmly);
  }

  /** Wants these lines; asked again, what has been added to them. */
  show(wanted: Pick<SeriesQuery, 'loop' | 'names' | 'bucket'>, urgent: boolean): void {
    this.#wanted = wanted;
    this.#refresher.ask(urgent);
  }

  close(): void {
    this.#refresher.close();
  }

  async #all(): Promise<void> {
    const wanted = this.#wanted;
    if (!wanted) return;
    const key = JSON.stringify(wanted);
    if (key !== this.#key) this.#read = 0;
    this.#key = key;
    const { bucket } = wanted;
    const size = Math.max(1, Math.floor(page / bucket)) * bucket;
    for (;;) {
      const from = Math.floor(this.#read / bucket) * bucket;
      const found = await this.#fetch({ ...wanted, from, count: size });
      if (!found || JSON.stringify(this.#wanted) !== key) return;
      const { names, lines, verdicts, first, end } = found;
      const at = from / bucket;
      const old = from === 0 ? [] : this.lines;
      this.lines = lines.map((line, n) => ({
        name: line.name,
        low: [...(old[n]?.low.slice(0, at) ?? []), ...line.low],
        high: [...(old[n]?.high.slice(0, at) ?? []), ...line.high],
      }));
      this.verdicts = [...(from === 0 ? [] : this.verdicts.slice(0, at)), ...verdicts];
      if (names.join() !== this.names.join()) this.names = names;
      this.first = first;
      this.end = end;
      this.bucket = bucket;
      this.known = true;
      this.#read = Math.min(end, from + size);
      if (this.#read >= end) return;
    }
  }
}
