import type { WorkerApi, WorkerEvent } from '../../worker/api';

/** What the page needs of its worker; a test gives its own. */
export interface WorkerConnection {
  readonly api: WorkerApi;
  subscribe(listener: (event: WorkerEvent) => void): () => void;
  /** The worker is gone and its calls will not be answered. */
  onDeath(listener: (reason: string) => void): () => void;
  /** Lets the worker go: nothing it was doing goes on, nobody is told. */
  close(): void;
}

export type Connect = () => WorkerConnection | Promise<WorkerConnection>;

/** What a link tells: the worker is gone, or it is there and could not do what was asked. */
export interface WorkerNews {
  readonly onEvent: (event: WorkerEvent) => void;
  readonly onDeath: (reason: string) => void;
  readonly onProblem: (reason: string) => void;
}

/** The one way to the worker: waits for the connection, and tells of its end instead of throwing. */
export class WorkerLink {
  readonly #connect: Connect;
  readonly #news: WorkerNews;
  #connection: Promise<WorkerConnection> | undefined;
  /** The connection has ended, which has been told. */
  #dead = false;
  #leave: (() => void)[] = [];
  /** Every worker is asked to tell of each iteration. */
  #iterations = false;

  constructor(connect: Connect, news: WorkerNews) {
    this.#connect = connect;
    this.#news = news;
  }

  /** Asks the worker; `undefined` when it is gone or cannot do it, which has been told by then. */
  async ask<T>(question: (api: WorkerApi) => Promise<T>): Promise<T | undefined> {
    this.#connection ??= this.#open();
    const connection = this.#connection;
    try {
      const { api } = await connection;
      return await question(api);
    } catch (error) {
      if (this.#connection === connection && !this.#dead) {
        this.#news.onProblem(error instanceof Error ? error.message : String(error));
      }
      return undefined;
    }
  }

  /** Has this worker and every later one tell of each iteration. */
  async tellIterations(): Promise<void> {
    if (this.#iterations) return;
    this.#iterations = true;
    await this.ask((api) => api.tellIterations());
  }

  /** Lets the worker go, and begins anew with a fresh one at the next question. */
  reset(): void {
    for (const leave of this.#leave) leave();
    this.#leave = [];
    this.#connection = undefined;
    this.#dead = false;
  }

  async #open(): Promise<WorkerConnection> {
    try {
      const connection = await this.#connect();
      this.#leave = [
        connection.subscribe(this.#news.onEvent),
        connection.onDeath((reason) => {
          this.#lost(reason);
        }),
        () => {
          connection.close();
        },
      ];
      if (this.#iterations) await connection.api.tellIterations();
      return connection;
    } catch (error) {
      // Storage that may not be opened is no fault of the worker: another one would be told the same.
      if (!(error instanceof Error && error.name === 'JournalError')) {
        this.#lost(error instanceof Error ? error.message : String(error));
      }
      throw error;
    }
  }

  #lost(reason: string): void {
    this.#dead = true;
    this.#news.onDeath(reason);
  }
}
