import { journalError } from './failure';
import type { JournalError } from './journal';

interface Waiting {
  /** How many transactions must be durable. */
  readonly target: number;
  readonly resolve: () => void;
  readonly reject: (error: JournalError) => void;
}

/**
 * Transactions of one run, in order. When one fails, none after it is begun: all of them stay here until
 * {@link Queue.retry}.
 */
export class Queue {
  #made = 0;
  /** Not durable yet, oldest first. */
  readonly #sends: (() => Promise<unknown>)[] = [];
  #inFlight = 0;
  #failed: JournalError | undefined;
  /** A retry waits for what followed the failure to fail as well. */
  #retrying = false;
  #waiting: Waiting[] = [];
  readonly #limit: number;
  readonly #onRoom: () => void;
  readonly #onError: (error: JournalError) => void;

  /**
   * `limit`: transactions under way at the same time. `onRoom` is called whenever one became durable,
   * `onError` once per failure.
   */
  constructor(limit: number, onRoom: () => void, onError: (error: JournalError) => void) {
    this.#limit = limit;
    this.#onRoom = onRoom;
    this.#onError = onError;
  }

  /** Whether one more may be handed in now. */
  get hasRoom(): boolean {
    return this.#failed === undefined && !this.#retrying && this.#inFlight < this.#limit;
  }

  /** Why nothing is written at present. */
  get failed(): JournalError | undefined {
    return this.#failed;
  }

  /** Transactions handed in so far, durable or not. */
  get made(): number {
    return this.#made;
  }

  /** Hands in a transaction, even without room: it is begun unless one before it has failed. */
  push(send: () => Promise<unknown>): void {
    this.#made += 1;
    this.#sends.push(send);
    if (this.#failed === undefined && !this.#retrying) this.#begin(send);
  }

  /** Settles when the first `target` transactions are durable; rejects at the first failure. */
  durable(target: number): Promise<void> {
    if (this.#failed !== undefined) return Promise.reject(this.#failed);
    if (this.#made - this.#sends.length >= target) return Promise.resolve();
    return new Promise((resolve, reject) => this.#waiting.push({ target, resolve, reject }));
  }

  /** Begins again, in order, what did not become durable. */
  retry(): void {
    if (this.#failed === undefined) return;
    this.#failed = undefined;
    this.#retrying = true;
    this.#beginAgain();
  }

  #begin(send: () => Promise<unknown>): void {
    this.#inFlight += 1;
    send().then(
      () => this.#landed(send),
      (error: unknown) => this.#broke(journalError(error)),
    );
  }

  #beginAgain(): void {
    if (!this.#retrying || this.#inFlight > 0) return;
    this.#retrying = false;
    for (const send of this.#sends) this.#begin(send);
  }

  #landed(send: () => Promise<unknown>): void {
    this.#inFlight -= 1;
    this.#sends.splice(this.#sends.indexOf(send), 1);
    const durable = this.#made - this.#sends.length;
    const settled = this.#waiting.filter(({ target }) => target <= durable);
    this.#waiting = this.#waiting.filter(({ target }) => target > durable);
    for (const { resolve } of settled) resolve();
    this.#beginAgain();
    this.#onRoom();
  }

  #broke(error: JournalError): void {
    this.#inFlight -= 1;
    if (this.#retrying) return this.#beginAgain();
    if (this.#failed !== undefined) return;
    this.#failed = error;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { reject } of waiting) reject(error);
    this.#onError(error);
  }
}
