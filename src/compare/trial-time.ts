import { Signal } from '../engine';

/** Time that passes only when nothing else can happen: waits are over at once, in their order. */
export class TrialTime {
  now: number;
  private readonly turn: () => Signal;
  private readonly sleeping: { readonly until: number; readonly signal: Signal }[] = [];
  /** Answers that are being waited for: until they come, no time passes. */
  private asked = 0;
  private looking = false;

  /** `turn`: a signal that settles in a later turn of the event loop. */
  constructor(beginning: number, turn: () => Signal) {
    this.now = beginning;
    this.turn = turn;
  }

  sleep(ms: number): { readonly signal: Signal; cancel(): void } {
    const entry = { until: this.now + ms, signal: new Signal() };
    this.sleeping.push(entry);
    this.look();
    return {
      signal: entry.signal,
      cancel: () => {
        const at = this.sleeping.indexOf(entry);
        if (at >= 0) this.sleeping.splice(at, 1);
      },
    };
  }

  /** Lets no time pass until the answer is there. */
  async during<T>(answer: Promise<T>): Promise<T> {
    this.asked++;
    try {
      return await answer;
    } finally {
      this.asked--;
      this.look();
    }
  }

  private look(): void {
    if (this.looking || this.asked > 0 || this.sleeping.length === 0) return;
    this.looking = true;
    this.turn().then(() => {
      this.looking = false;
      if (this.asked > 0) return;
      const [next] = this.sleeping.toSorted((a, b) => a.until - b.until);
      if (next === undefined) return;
      this.sleeping.splice(this.sleeping.indexOf(next), 1);
      this.now = Math.max(this.now, next.until);
      next.signal.settle();
      this.look();
    });
  }
}
