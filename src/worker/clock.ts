import { Signal } from '../engine';

/** Time of a worker: epoch milliseconds in tenths that never go back, and sleeps. */
export class Clock {
  private readonly origin = Date.now() - performance.now();
  private ahead = 0;
  private readonly channel = new MessageChannel();
  private turns: Signal[] = [];

  constructor() {
    this.channel.port1.onmessage = () => {
      const turns = this.turns;
      this.turns = [];
      for (const signal of turns) signal.settle();
    };
  }

  readonly now = (): number => Math.round((this.origin + performance.now()) * 10) / 10 + this.ahead;

  /** Goes on no earlier than an instant that has been recorded: the machine's clock may have been set back. */
  notBefore(instant: number): void {
    const now = this.now();
    if (now < instant) this.ahead += Math.ceil(instant - now);
  }

  readonly sleep = (ms: number): { signal: Signal; cancel: () => void } => {
    const signal = new Signal();
    const timer = setTimeout(() => {
      signal.settle();
    }, ms);
    return {
      signal,
      cancel: () => {
        clearTimeout(timer);
      },
    };
  };

  /** Settles in the next turn; not by a timer, which browsers hold back to 4 ms. */
  readonly turn = (): Signal => {
    const signal = new Signal(true);
    this.turns.push(signal);
    if (this.turns.length === 1) this.channel.port2.postMessage(null);
    return signal;
  };
}
