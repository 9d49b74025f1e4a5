import type { MeasuredPage, SeriesPage, SeriesQuery } from '../../worker/api';
import { calmly, Refresher } from '../state/refresher';

type Fetch = (run: string, query: SeriesQuery) => Promise<SeriesPage | undefined>;
type Measure = (
  run: string,
  query: Pick<SeriesQuery, 'loop' | 'from' | 'count'>,
  sources: readonly string[],
) => Promise<MeasuredPage | undefined>;

/** What is wanted of a run's loop: numbers that its records hold, and expressions that have to be evaluated. */
export interface Wanted extends Pick<SeriesQuery, 'loop' | 'names' | 'bucket'> {
  readonly run: string;
  readonly measured: readonly string[];
}

/** A line as it is drawn: lowest and highest value of each point. */
export interface Line {
  readonly name: string;
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

/** What is read at once, in iterations. */
const page = 20_000;

/**
 * The points of a chart, read from the worker piece by piece; of a run that goes on only what is new. The first one
 * begins with the first iteration there is, which is not 0 in a run that continues another.
 */
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
  readonly #measure: Measure;
  #wanted: Wanted | undefined;
  #key = '';
  /** Points that were read to their end, and so need not be read again. */
  #full = 0;

  constructor(fetch: Fetch, measure: Measure) {
    this.#fetch = fetch;
    this.#measure = measure;
    this.#refresher = new Refresher(() => this.#all(), calmly);
  }

  /** Wants these lines; asked again, what has been added to them. */
  show(wanted: Wanted, urgent: boolean): void {
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
    if (key !== this.#key) this.#full = 0;
    this.#key = key;
    const { run, measured, ...recorded } = wanted;
    const { bucket, loop } = recorded;
    const size = Math.max(1, Math.floor(page / bucket)) * bucket;
    let at = this.#full;
    let isWhole = true;
    for (;;) {
      const asked = at === 0 ? 0 : this.first + at * bucket;
      const found = await this.#fetch(run, { ...recorded, from: asked, count: size });
      // What has to be evaluated is asked for from where the others begin.
      const from = found?.from ?? asked;
      const more =
        measured.length === 0 ? undefined : await this.#measure(run, { loop, from, count: size }, measured);
      if (!found || JSON.stringify(this.#wanted) !== key) return;
      const { names, verdicts, first, end, whole } = found;
      if (at > 0 && first !== this.first) {
        // Of items that end in any order an earlier one has come to be known: every point moves.
        this.#full = at = 0;
        isWhole = true;
        continue;
      }
      const lines = [...found.lines, ...linesOf(measured, more, from, bucket)];
      const old = at === 0 ? [] : this.lines;
      this.lines = lines.map((line, n) => ({
        name: line.name,
        low: [...(old[n]?.low.slice(0, at) ?? []), ...line.low],
        high: [...(old[n]?.high.slice(0, at) ?? []), ...line.high],
      }));
      this.verdicts = [...(at === 0 ? [] : this.verdicts.slice(0, at)), ...verdicts];
      if (names.join() !== this.names.join()) this.names = names;
      this.first = first;
      this.end = end;
      this.bucket = bucket;
      this.known = true;
      const past = Math.min(end, from + size);
      // From the first item that is missing on they are asked for again.
      if (isWhole) this.#full = Math.floor((Math.min(whole, past) - first) / bucket);
      isWhole &&= whole >= past;
      if (past === end) return;
      at = Math.floor((past - first) / bucket);
    }
  }
}

/** Points of expressions, as those of recorded numbers are made. */
function linesOf(
  sources: readonly string[],
  found: MeasuredPage | undefined,
  from: number,
  bucket: number,
): readonly Line[] {
  const rows = found?.rows ?? [];
  const points = Math.ceil(((rows.at(-1)?.iteration ?? from - 1) + 1 - from) / bucket);
  return sources.map((name, n) => {
    const low = new Array<number | null>(points).fill(null);
    const high = new Array<number | null>(points).fill(null);
    for (const { iteration, cells } of rows) {
      const value = cells[n]?.value;
      if (typeof value !== 'number') continue;
      const point = Math.floor((iteration - from) / bucket);
      low[point] = Math.min(low[point] ?? value, value);
      high[point] = Math.max(high[point] ?? value, value);
    }
    return { name, low, high };
  });
}
