import { Signal } from './signal';

/** The sleeps of a run that a person may skip, as far as they are going on: `wait` steps and delays before a retry. */
export class Sleeps {
  /** What ends each of them, with the instant it ends at by itself, epoch ms. */
  private readonly going = new Map<Signal, number>();

  get some(): boolean {
    return this.going.size > 0;
  }

  /** When the first of them ends by itself, epoch ms; undefined when there is none. */
  get until(): number | undefined {
    return this.some ? Math.min(...this.going.values()) : undefined;
  }

  /** Takes in a sleep that `over` ends; what comes back settles with it, or when it is skipped. */
  begin(until: number, over: Signal): Signal {
    const end = new Signal();
    this.going.set(end, until);
    over.then(() => {
      end.settle();
    });
    return end;
  }

  /** Lets a sleep that `begin` gave back go, whatever it ended by. */
  end(sleep: Signal): void {
    this.going.delete(sleep);
  }

  /** Ends every one that is going on now. */
  skip(): void {
    for (const end of this.going.keys()) end.settle();
  }
}
