/** Longest rest between two turns, in ms. */
const longest = 400;

/**
 * Repeats a piece of work when asked, never twice at once: what is asked for meanwhile is done by one more
 * turn, `gap` ms later, or later still when the work takes long.
 */
export class Refresher {
  readonly #work: () => Promise<void>;
  readonly #gap: number;
  #busy = false;
  #again = false;
  #closed = false;

  constructor(work: () => Promise<void>, gap = 48) {
    this.#work = work;
    this.#gap = gap;
  }

  ask(): void {
    if (this.#busy) this.#again = true;
    else void this.#turn();
  }

  close(): void {
    this.#closed = true;
  }

  async #turn(): Promise<void> {
    this.#busy = true;
    this.#again = false;
    const before = performance.now();
    try {
      await this.#work();
    } finally {
      // What takes long is asked for less often: the worker has a run to go on with.
      const rest = Math.max(this.#gap, Math.min(longest, 3 * (performance.now() - before)));
      setTimeout(() => {
        this.#busy = false;
        if (this.#again && !this.#closed) void this.#turn();
      }, rest);
    }
  }
}
