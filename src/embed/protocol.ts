import type { Address, Run, RunDiagnostic, RunRecord, RunStatus } from '../engine/records';
import type { Json, JsonObject, Range } from '../json/json';
import type { Severity } from '../workflow/diagnostic';
import type { SemanticsName, Workflow } from '../workflow/types';

/** Version of everything in this file; a message that changes its meaning needs a new one. */
export const protocolVersion = 1;

/** What a framed page posts to its parent until a host has connected. */
export interface ReadyMessage {
  readonly type: 'loop-playground:ready';
  readonly v: typeof protocolVersion;
}

/** What a host posts to connect, with exactly one MessagePort transferred along. */
export interface ConnectMessage {
  readonly type: 'loop-playground:connect';
  readonly v: typeof protocolVersion;
}

/** A problem in a document. `path` is written as `steps[0].until`; `range` is in UTF-16 offsets. */
export interface PortDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
  readonly range?: Range;
}

export type WorkflowParams = { readonly text: string } | { readonly workflow: JsonObject };

export interface RunParams {
  /** Values in place of those in the document, by name. */
  readonly inputs?: JsonObject;
  readonly seed?: string | number;
  /** Answers by step id, in place of the step's `mock`. */
  readonly answers?: Readonly<Record<string, readonly Json[]>>;
  /** 0 … 4, 4 (as fast as it goes) when absent. */
  readonly speed?: number;
  /** Pause before this iteration (0-based), or before this step in it. */
  readonly pauseAt?: { readonly loop: string; readonly iteration: number; readonly step?: string };
}

/** One instant of a run: just after a step of an iteration (0-based), or after the iteration's check. */
export interface PortMoment {
  /** Address of the loop or foreach; in requests also its id, which means its latest start. */
  readonly loop: string;
  readonly iteration: number;
  readonly step?: string;
}

export interface RecordsParams {
  readonly runId?: string;
  /** Number of the first record wanted, 0-based. */
  readonly from?: number;
  /** How many at most: 1 … 10,000, 1,000 when absent. */
  readonly limit?: number;
}

/** A sub-expression; `range` is in the text of the `until`. `value` is absent when it was undefined. */
export interface PortPart {
  readonly range: Range;
  readonly text: string;
  readonly value?: Json;
  readonly evaluated: boolean;
  /** Whether it is on the path that decided the value of the whole. */
  readonly decides: boolean;
}

export interface PortExplanation {
  readonly text: string;
  /** Absent when it was undefined, or when evaluating failed: then `error` says how. */
  readonly value?: Json;
  readonly error?: string;
  readonly parts: readonly PortPart[];
  readonly sentence: string;
}

/** A stored run as a list shows it. Times in epoch milliseconds. */
export interface PortRunItem {
  readonly id: string;
  readonly name: string;
  readonly status: RunStatus;
  /** How it ended or where it stands, in the words of the page. */
  readonly why: string;
  readonly semantics: SemanticsName;
  readonly seed: string | number;
  readonly iterations: number;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly continuedFrom?: string;
  readonly successor?: string;
}

interface Status {
  readonly status: RunStatus;
}

export interface ForkParams {
  /** Absent: the current run. */
  readonly runId?: string;
  /** A loop's id, meaning its latest start, or an address. */
  readonly loop: string;
  /** 0-based: the fork goes on at its beginning. */
  readonly iteration: number;
  /** Goes on before this step of the iteration instead. */
  readonly step?: string;
  /** Keeps the steps of the iteration and makes the check after it again instead. */
  readonly check?: boolean;
  readonly inputs?: JsonObject;
  readonly answers?: Readonly<Record<string, readonly Json[]>>;
  /** Values of variables from there on. */
  readonly variables?: JsonObject;
  readonly speed?: number;
}

/** Every method with what it takes and what it answers. */
export interface Methods {
  readonly setWorkflow: {
    readonly params: WorkflowParams;
    readonly result: { readonly diagnostics: readonly PortDiagnostic[]; readonly workflow: Workflow | null };
  };
  readonly getWorkflow: {
    readonly params: undefined;
    readonly result: {
      readonly text: string;
      readonly workflow: Workflow | null;
      readonly diagnostics: readonly PortDiagnostic[];
    };
  };
  readonly run: { readonly params: RunParams; readonly result: { readonly runId: string } };
  readonly fork: { readonly params: ForkParams; readonly result: { readonly runId: string } };
  readonly pause: { readonly params: undefined; readonly result: Status };
  readonly resume: { readonly params: undefined; readonly result: Status };
  readonly step: { readonly params: undefined; readonly result: Status };
  readonly stepIteration: { readonly params: undefined; readonly result: Status };
  /** What is looked at goes one step back in the record; the run is not touched. */
  readonly back: { readonly params: undefined; readonly result: Status };
  readonly stop: { readonly params: undefined; readonly result: Status };
  /** Makes a moment of the record what is looked at, and answers with it. */
  readonly seek: { readonly params: PortMoment; readonly result: PortMoment };
  readonly getRun: { readonly params: { readonly runId?: string }; readonly result: Run };
  readonly getRecords: {
    readonly params: RecordsParams;
    readonly result: { readonly records: readonly RunRecord[]; readonly total: number };
  };
  readonly explain: {
    /** `loop` is an id, meaning its latest start, or an address. */
    readonly params: { readonly loop: string; readonly iteration: number };
    readonly result: PortExplanation;
  };
  readonly listRuns: {
    readonly params: undefined;
    readonly result: { readonly runs: readonly PortRunItem[] };
  };
  readonly deleteRun: {
    readonly params: { readonly runId: string };
    readonly result: { readonly deleted: true };
  };
  readonly subscribe: {
    readonly params: readonly EventName[];
    readonly result: { readonly events: readonly EventName[] };
  };
  readonly ping: { readonly params: undefined; readonly result: { readonly v: typeof protocolVersion } };
}

export type MethodName = keyof Methods;

/** Chosen by the host to tell answers apart; answers may come in another order than requests. */
export type RequestId = string | number;

/** A request as the page has understood it. */
export type Request = {
  readonly [M in MethodName]: {
    readonly id: RequestId;
    readonly method: M;
    readonly params: Methods[M]['params'];
  };
}[MethodName];

export type ErrorCode =
  /** Not a request at all: no usable `id`, or no `method`. */
  | 'protocol/bad-request'
  | 'protocol/unknown-method'
  | 'protocol/bad-params'
  /** The page itself failed; nothing the host did. */
  | 'protocol/internal'
  | 'dialect/not-available'
  | 'workflow/invalid'
  /** No run has been begun, or none with this id that this host may see. */
  | 'run/unknown'
  /** The document does not fit what the run did up to the point of the fork; `diagnostics` say why. */
  | 'fork/incompatible'
  /** The loop has no such iteration, or no `until`. */
  | 'explain/unknown'
  /** The run has not come to this moment. */
  | 'seek/unknown';

export interface PortError {
  readonly code: ErrorCode | (string & {});
  readonly message: string;
  /** Where in the params: `pauseAt.iteration`. */
  readonly path?: string;
  /** With `workflow/invalid` and `fork/incompatible`. */
  readonly diagnostics?: readonly PortDiagnostic[];
}

/** `id` is null when the message had none that could be given back. */
export type Response =
  | { readonly id: RequestId; readonly result: Methods[MethodName]['result'] }
  | { readonly id: RequestId | null; readonly error: PortError };

/** Every event with its data. */
export interface Events {
  /** Sent at once to whoever subscribes to it: the page has a document and takes requests. */
  readonly ready: { readonly v: typeof protocolVersion };
  /** The document or what is wrong with it has changed. */
  readonly change: { readonly diagnostics: readonly PortDiagnostic[] };
  /** A run has begun, or goes on after a reload. */
  readonly 'run-start': { readonly runId: string };
  /** Iterations that have ended since the last of these; `verdict` absent when `until` was not asked. */
  readonly iteration: {
    readonly runId: string;
    readonly iterations: readonly {
      readonly address: Address;
      readonly iteration: number;
      readonly verdict?: Json;
    }[];
  };
  /** The step a run stands at or carries out; of a quick run only what it is at when the page looks, every 16 ms. */
  readonly step: { readonly runId: string; readonly address: Address; readonly stepId: string };
  /** Another moment is looked at; none: where the run is. */
  readonly seek: { readonly moment: PortMoment | null };
  readonly 'run-end': {
    readonly runId: string;
    readonly status: RunStatus;
    readonly error?: RunDiagnostic;
    readonly successor?: string;
  };
  /** Something went wrong that no request asked for: storage refused a write, the interpreter died. */
  readonly error: { readonly code: string; readonly message: string };
}

export type EventName = keyof Events;

export type EventMessage = {
  readonly [E in EventName]: { readonly event: E; readonly data: Events[E] };
}[EventName];
