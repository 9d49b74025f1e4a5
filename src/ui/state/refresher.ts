import { tick } from 'svelte';

/** How much of its time a piece of work may take, drawing included, and its least and longest rest, in ms. */
export interface Pace {
  readonly least: number;
  readonly most: number;
  /** It rests this many times as long as it worked. */
  readonly factor: number;
}

/** For what is looked at all the time, or known already and only to be drawn. */
export const briskly: Pace = { least: 96, most: 400, factor: 4 };
/** For what costs the worker more, which has a run to go on with. */
export const calmly: Pace = { least: 120, most: 1200, factor: 8 };

/**
 * Repeats a piece of work when asked, never twice at once: what is asked for meanwhile is done by one more
 * turn, after a rest unless it is urgent.
 */
export class Refresher {
  readonly #work: () => Promise<void>;
  readonly #pace: Pace;
  #busy = false;
  #again = false;
  #urgent = false;
  #closed = false;
  #rest: ReturnType<typeof setTimeout> | undefined;
  /** How long it took to draw what was brought last, in ms; whether that is still being done. */
  #drawn = 0;
  #drawing = false;

  constructor(work: () => Promise<void>, pace: Pace) {
    this.#work = work;
    this.#pace = pace;
  }

  /** `urgent` ends a rest: somebody waits for it. */
  ask(urgent = false): void {
    this.#urgent ||= urgent;
    if (this.#busy || (this.#rest !== undefined && !urgent)) this.#again = true;
    else void this.#turn();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#rest);
  }

  async #turn(): Promise<void> {
    clearTimeout(this.#rest);
    this.#rest = undefined;
    this.#busy = true;
    this.#again = false;
    this.#urgent = false;
    const before = performance.now();
    try {
      await this.#work();
    } finally {
      this.#busy = false;
      void this.#draw();
      this.#pause(performance.now() - before + this.#drawn);
    }
  }

  /**
   * What was brought is drawn in the next frame, of which there is none while the page is hidden. It is laid out
   * before: all of it in the frame may take longer than the page should be without answer.
   */
  async #draw(): Promise<void> {
    if (this.#drawing) return;
    this.#drawing = true;
    const began = performance.now();
    await tick();
    if (!document.hidden) layOut();
    const laidOut = performance.now() - began;
    requestAnimationFrame(() => {
      const painting = performance.now();
      setTimeout(() => {
        this.#drawing = false;
        this.#drawn = laidOut + performance.now() - painting;
      });
    });
  }

  #pause(worked: number): void {
    if (this.#closed) return;
    if (this.#urgent) return void this.#turn();
    const { least, most, factor } = this.#pace;
    this.#rest = setTimeout(
      () => {
        this.#rest = undefined;
        if (this.#again) void this.#turn();
      },
      Math.max(least, Math.min(most, factor * worked)),
    );
  }
}

/** Has the browser lay out now what has changed: to tell a height it must. */
function layOut(): number {
  return document.documentElement.offsetHeight;
}
