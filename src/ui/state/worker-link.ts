import type { WorkerApi, WorkerEvent } from '../../worker/api';

/** What the page needs of its worker; a test gives its own. */
export interface WorkerConnection {
  readonly api: WorkerApi;
  subscribe(listener: (event: WorkerEvent) => void): () => void;
  /** The worker is gone and its calls will not be answered. */
  onDeath(listener: (reason: string) => void): () => void;
}

export type Connect = () => WorkerConnection | Promise<WorkerConnection>;

/** The one way to the worker: waits for the connection, and tells of its end instead of throwing. */
export class WorkerLink {
  readonly #connect: Connect;
  readonly #onEvent: (event: WorkerEvent) => void;
  readonly #onDeath: (reason: string) => void;
  #connection: Promise<WorkerConnection> | undefined;
  #leave: (() => void)[] = [];
  /** Every worker is asked to tell of each iteration. */
  #iterations = false;

  constructor(connect: Connect, onEvent: (event: WorkerEvent) => void, onDeath: (reason: string) => void) {
    this.#connect = connect;
    this.#onEvent = onEvent;
    this.#onDeath = onDeath;
  }

  /** Asks the worker; `undefined` when it is gone, which has been told by then. */
  async ask<T>(question: (api: WorkerApi) => Promise<T>): Promise<T | undefined> {
    this.#connection ??= this.#open();
    const connection = this.#connection;
    try {
      return await question((await connection).api);
    } catch (error) {
      if (this.#connection === connection) this.#lost(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  /** Has this worker and every later one tell of each iteration. */
  async tellIterations(): Promise<void> {
    if (this.#iterations) return;
    this.#iterations = true;
    await this.ask((api) => api.tellIterations());
  }

  /** Begins anew with a fresh worker at the next question. */
  reset(): void {
    for (const leave of this.#leave) leave();
    this.#leave = [];
    this.#connection = undefined;
  }

  async #open(): Promise<WorkerConnection> {
    const connection = await this.#connect();
    this.#leave = [
      connection.subscribe(this.#onEvent),
      connection.onDeath((reason) => {
        this.#lost(reason);
      }),
    ];
    if (this.#iterations) await connection.api.tellIterations();
    return connection;
  }

  #lost(reason: string): void {
    this.#onDeath(reason);
  }
}
