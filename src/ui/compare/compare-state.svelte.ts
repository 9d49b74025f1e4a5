import type { WorkerApi } from '../../worker/api';
import type { Comparison } from '../../worker/comparison';
import type { Playground } from '../playground.svelte';

/** What the Compare view shows; it lives as long as the page, so that going to another view loses nothing. */
export class CompareState {
  mode = $state<'books' | 'runs'>('books');
  /** One document under every rule book, and the text that was run. */
  books = $state.raw<{ readonly text: string; readonly comparison: Comparison }>();
  runs = $state.raw<Comparison>();
  /** Ids of the two runs that are chosen. */
  pair = $state.raw<readonly [string | undefined, string | undefined]>([undefined, undefined]);
  busy = $state(false);
  /** Why there is nothing to show. */
  trouble = $state<string>();

  readonly #playground: Playground;
  #asked = 0;

  constructor(playground: Playground) {
    this.#playground = playground;
  }

  readonly shown = $derived(this.mode === 'books' ? this.books?.comparison : this.runs);

  /** Runs the document of the editor under every rule book. */
  async runBooks(): Promise<void> {
    const { text } = this.#playground.draft;
    await this.#ask(
      (api) => api.compareBooks({ text }),
      (comparison) => (this.books = { text, comparison }),
      'The document holds no steps to run.',
    );
  }

  /** Lays the two chosen runs side by side, once both are chosen. */
  async runPair(): Promise<void> {
    const [a, b] = this.pair;
    if (a === undefined || b === undefined) return;
    await this.#ask(
      (api) => api.compareRuns([a, b]),
      (comparison) => (this.runs = comparison),
      'One of the runs is no longer stored.',
    );
  }

  async #ask(
    question: (api: WorkerApi) => Promise<Comparison | undefined>,
    take: (comparison: Comparison) => void,
    nothing: string,
  ): Promise<void> {
    const mine = ++this.#asked;
    this.busy = true;
    this.trouble = undefined;
    // Wrapped, as `undefined` is also what a lost worker gives, which the page tells by itself.
    const answer = await this.#playground.ask(async (api) => ({ value: await question(api) }));
    if (mine !== this.#asked) return;
    this.busy = false;
    if (answer?.value) take(answer.value);
    else if (answer) this.trouble = nothing;
  }
}
