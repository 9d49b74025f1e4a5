import type { Json, JsonObject } from '../json/json';
import type { Fit } from './fits';
import type { RunRecord } from './records';
import type { Signal } from './signal';

/** An error as a port reports it: a stable code and a sentence for a person. */
export interface PortError {
  readonly code: string;
  readonly message: string;
  /** Where in the code that was run, 1-based; a column counts whole characters. */
  readonly line?: number;
  readonly column?: number;
}

/** `logs`: lines that code wrote to its console, oldest first. */
export type PortResult = { readonly logs?: readonly string[] } & (
  { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly error: PortError }
);

export interface ModelRequest {
  readonly runId: string;
  readonly address: string;
  readonly stepId: string;
  /** 1-based. */
  readonly attempt: number;
  readonly prompt: string;
  readonly system?: string;
  readonly model?: string;
  readonly schema?: JsonObject;
  readonly seed: string | number;
  /** Only a simulated answer will do: the step stands for something that is no model. */
  readonly simulated?: true;
}

/** Answers prompts. A plain result is pure and recomputed after a resume; a promise is an effect and journaled. */
export interface ModelPort {
  ask(request: ModelRequest, signal: AbortSignal): PortResult | Promise<PortResult>;
}

export interface CodeRequest {
  readonly language: 'javascript';
  readonly code: string;
  readonly inputs: JsonObject;
  /** Seeds `Math.random` inside. */
  readonly seed: string;
  /** What `Date` says inside, epoch ms. */
  readonly now: number;
}

/** Runs code in a sandbox; the same request gives the same result. */
export interface CodePort {
  run(request: CodeRequest, signal: AbortSignal): Promise<PortResult>;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: JsonObject;
  readonly body?: Json;
  /** Same for every attempt of the same step in the same iteration: run id and address. */
  readonly idempotencyKey: string;
}

/** Reaches out for real; the value is `{ status, headers, body }`. */
export interface HttpPort {
  send(request: HttpRequest, signal: AbortSignal): Promise<PortResult>;
}

/** Says whether an output fits its step's `outputSchema`; the same two always give the same. */
export type FitsPort = (schema: JsonObject, value: Json) => Fit;

/** Everything the interpreter needs from outside. Under Node tests all of it is plain objects. */
export interface Ports {
  readonly model: ModelPort;
  readonly code: CodePort;
  readonly http: HttpPort;
  readonly fits: FitsPort;
  /** Epoch milliseconds; never goes back within a run. */
  now(): number;
  /** Settles after `ms`; `cancel` frees the timer. */
  sleep(ms: number): { readonly signal: Signal; cancel(): void };
  /** Settles in a later turn of the event loop, so that messages are heard. */
  turn(): Signal;
  /**
   * Takes a record that has just been applied. `body`: identity of the running body whose next iteration or
   * item to end tells the record again; at that end, the body that ends. None: nothing tells it again.
   * Returns a signal when the writer is full and the run has to wait.
   */
  record(record: RunRecord, body: object | undefined): Signal | undefined;
  /** Settles when everything recorded is durable; asked before a real answer is used. */
  commit(): Signal;
}
