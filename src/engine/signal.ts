/** Something one can wait for once. Unlike a promise it can be asked whether it has settled, and drops its listeners. */
export class Signal {
  settled = false;
  /** The whole run gives way for it, not only the sibling that waits: turns, which have no order of their own. */
  readonly urgent: boolean;
  private listeners: (() => void)[] = [];

  constructor(urgent = false) {
    this.urgent = urgent;
  }

  settle(): void {
    if (this.settled) return;
    this.settled = true;
    const listeners = this.listeners;
    this.listeners = [];
    for (const listener of listeners) listener();
  }

  /** Calls `listener` when it settles, at once when it has. */
  then(listener: () => void): void {
    if (this.settled) listener();
    else this.listeners.push(listener);
  }
}

/** A promise's result that can be looked at without waiting a tick. */
export class Pending<T> {
  readonly signal = new Signal();
  private result: T | undefined;

  constructor(promise: Promise<T>, onReject: (reason: unknown) => T) {
    void promise.then(
      (value) => this.settle(value),
      (reason: unknown) => this.settle(onReject(reason)),
    );
  }

  private settle(value: T): void {
    this.result = value;
    this.signal.settle();
  }

  /** The result; only after `signal` has settled. */
  get value(): T {
    if (!this.signal.settled) throw new Error('read before it settled');
    // Settled above, so the result is a T.
    return this.result as T;
  }
}
