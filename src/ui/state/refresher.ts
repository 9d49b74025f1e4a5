/**
 * Repeats a piece of work when asked, never twice at once: what is asked for meanwhile is done by one more
 * turn, `gap` ms later.
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
    try {
      await this.#work();
    } finally {
      setTimeout(() => {
        this.#busy = false;
        if (this.#again && !this.#closed) void this.#turn();
      }, this.#gap);
    }
  }
}
