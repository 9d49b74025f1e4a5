import type { Json } from '../../json/json';
import type { MeasuredRow } from '../../worker/api';
import type { Playground } from '../playground.svelte';
import { calmly, Refresher } from '../state/refresher';
import { sorted } from './sorted';

/** Iterations that are asked for at once: a long run is read piece by piece. */
const stride = 20_000;

/** Which iterations of the loop that is looked at are shown, and in which order: what two expressions say of each. */
export class Sieve {
  filter = $state('');
  sort = $state('');
  down = $state(false);
  /** Numbers of the iterations to be shown; undefined: all, as they come. */
  picks = $state.raw<readonly number[]>();
  /** The loop they belong to, and how many ended iterations of it were looked at. */
  loop = $state('');
  seen = $state(0);
  /** What they answer: it changes with what is asked, not with what the run adds. */
  answered = $state('');
  problem = $state<string>();
  readonly #playground: Playground;
  readonly #refresher: Refresher;

  constructor(playground: Playground) {
    this.#playground = playground;
    this.#refresher = new Refresher(() => this.#look(), calmly);
  }

  readonly isSet = $derived(this.filter.trim() !== '' || this.sort.trim() !== '');

  /** Looks at the iterations anew: the run has gone on, or something else is asked. */
  look(urgent: boolean): void {
    this.#refresher.ask(urgent);
  }

  clear(): void {
    this.filter = '';
    this.sort = '';
    this.look(true);
  }

  close(): void {
    this.#refresher.close();
  }

  async #look(): Promise<void> {
    const { run } = this.#playground;
    const { id, level } = run;
    const filter = this.filter.trim();
    const sort = this.sort.trim();
    this.problem = undefined;
    if (id === undefined || !level || (filter === '' && sort === '')) {
      this.picks = undefined;
      this.answered = '';
      return;
    }
    const sources = [filter === '' ? 'true' : filter, sort === '' ? '0' : sort];
    const kept: MeasuredRow[] = [];
    let failed: string | undefined;
    for (let from = 0; ; from += stride) {
      const query = { loop: level.address, from, count: stride };
      const found = await this.#playground.ask((api) => api.measure(id, query, sources));
      if (!found || this.filter.trim() !== filter || this.sort.trim() !== sort) return;
      if ('problem' in found) {
        this.problem = found.problem;
        return;
      }
      for (const row of found.rows) {
        const [verdict] = row.cells;
        if (verdict?.value === true) kept.push(row);
        else if (verdict?.kind === 'error') failed ??= `iteration ${row.iteration}: ${verdict.text}`;
      }
      this.seen = found.end - found.first;
      if (from + stride >= found.end) break;
    }
    if (kept.length === 0) this.problem = failed;
    this.loop = level.address;
    const ordered = sort === '' ? kept : sorted(kept, ({ cells }) => cells[1]?.value, this.down);
    this.answered = `${filter}\n${sort}\n${this.down}`;
    this.picks = ordered.map(({ iteration }) => iteration);
  }
}

/** What is known of ended iterations: their outputs whole, by step. */
export async function tableOf(
  playground: Playground,
  loop: string,
  steps: readonly string[],
  picks: readonly number[] | undefined,
): Promise<readonly Readonly<Record<string, Json>>[]> {
  const { id } = playground.run;
  if (id === undefined) return [];
  const sources = steps.map((step) =>
    /^[A-Za-z_$][\w$]*$/.test(step) ? `steps.${step}` : `steps["${step}"]`,
  );
  const all = new Map<number, Readonly<Record<string, Json>>>();
  for (let from = 0; ; from += 1000) {
    const query = { loop, from, count: 1000, whole: true };
    const found = await playground.ask((api) => api.measure(id, query, sources));
    if (!found || 'problem' in found) break;
    for (const { iteration, ms, verdict, stop, cells } of found.rows) {
      const outputs = steps.map((step, n): readonly [string, Json] => [step, cells[n]?.value ?? null]);
      all.set(iteration, {
        iteration,
        ...Object.fromEntries(outputs),
        until: verdict ?? null,
        stop: stop ?? null,
        ms: Math.round(ms),
      });
    }
    if (from + 1000 >= found.end) break;
  }
  if (!picks) return [...all.values()];
  return picks.map((number) => all.get(number)).filter((row) => row !== undefined);
}
