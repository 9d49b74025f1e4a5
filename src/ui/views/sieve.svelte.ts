import type { Playground } from '../playground.svelte';
import { calmly, Refresher } from '../state/refresher';
import { type Measure, Sifter } from './sifted';
import { sorted } from './sorted';

/** How long typing has to rest until what stands in the fields is asked, ms: half-typed text seldom means something. */
const rest = 400;

/** What was asked last. */
interface Asked {
  readonly filter: string;
  readonly sort: string;
  readonly down: boolean;
}

const nothing: Asked = { filter: '', sort: '', down: false };

/** Which iterations of the loop that is looked at are shown, and in which order: what two expressions say of each. */
export class Sieve {
  /** As they stand in their fields. */
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
  /** Evaluates expressions over the iterations of a run. */
  readonly measure: Measure;
  readonly #playground: Playground;
  readonly #sifter: Sifter;
  readonly #refresher: Refresher;
  #asked = $state.raw(nothing);
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(playground: Playground) {
    this.#playground = playground;
    this.measure = (run, query, sources) => playground.ask((api) => api.measure(run, query, sources));
    this.#sifter = new Sifter(this.measure);
    this.#refresher = new Refresher(() => this.#look(), calmly);
  }

  readonly isSet = $derived.by(() => this.#asked.filter !== '' || this.#asked.sort !== '');

  /** Something is being typed: it is asked when that rests. */
  type(): void {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.submit(), rest);
  }

  /** Asks what stands in the fields. */
  submit(): void {
    clearTimeout(this.#typing);
    this.#asked = { filter: this.filter.trim(), sort: this.sort.trim(), down: this.down };
    this.#refresher.ask(true);
  }

  /** The run has gone on, or another loop is looked at. */
  refresh(): void {
    if (this.isSet) this.#refresher.ask();
  }

  clear(): void {
    this.filter = '';
    this.sort = '';
    this.submit();
  }

  close(): void {
    clearTimeout(this.#typing);
    this.#refresher.close();
  }

  async #look(): Promise<void> {
    const { run } = this.#playground;
    const { id, level } = run;
    const asked = this.#asked;
    const { filter, sort, down } = asked;
    if (id === undefined || !level || !this.isSet) {
      this.picks = undefined;
      this.answered = '';
      this.problem = undefined;
      return;
    }
    const loop = level.address;
    const isWanted = (): boolean => asked === this.#asked && id === run.id;
    const found = await this.#sifter.read({ run: id, loop, filter, sort }, isWanted);
    if (!found) return;
    this.problem = found.problem;
    // Of a filter that cannot be read, what the last one let through stays.
    if (found.seen === 0 && found.problem !== undefined) return;
    this.seen = found.seen;
    this.loop = loop;
    const { rows } = found;
    const ordered = sort === '' ? rows : sorted(rows, ({ cells }) => cells[1]?.value, down);
    this.answered = `${filter}\n${sort}\n${down}`;
    this.picks = ordered.map(({ iteration }) => iteration);
  }
}
