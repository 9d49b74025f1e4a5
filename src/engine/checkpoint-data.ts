import type { Json, JsonObject } from '../json/json';
import type { EndedItem, OpenStep, Status } from './frame';
import type { CallSummary, Left, RunError, StoppedBy } from './records';
import type { Ending, LoopEntry, State } from './state';

/** What is written as a checkpoint: everything by id, so that it does not depend on how plans number things. */
export interface StateData {
  readonly version: 1;
  readonly started: boolean;
  readonly lastAt: number;
  readonly idle: number;
  readonly records: number;
  readonly counts: State['counts'];
  readonly loops: readonly LoopEntry[];
  readonly calls: readonly CallSummary[];
  readonly callNumbers: Readonly<Record<string, number>>;
  readonly recent: JsonObject;
  readonly root: FrameData;
  readonly ending?: Ending;
}

export interface StepData {
  readonly status: Status;
  readonly value?: Json;
  readonly at: number;
  readonly ms: number;
  readonly attempts?: number;
  readonly error?: RunError;
  readonly taken?: Left;
  readonly open?: OpenData;
  readonly inner?: FrameData | EachData;
  readonly innerBefore?: FrameData | EachData;
  readonly count?: number;
  readonly latest?: Json;
  readonly list?: Json;
}

export type Sets = readonly (readonly [index: number, value: Json])[];

export type OpenData = Omit<OpenStep, 'branches' | 'begun'> & {
  readonly branches?: readonly Sets[];
  readonly begun?: readonly number[];
};

export interface FrameData {
  readonly address: string;
  readonly iteration: number;
  readonly startedAt: number;
  /** Absent in those written before durations left out pauses. */
  readonly idleBefore?: number;
  readonly loopStartedAt: number;
  readonly ran: number;
  readonly begun: boolean;
  readonly finished: number;
  readonly link: number;
  readonly latched: boolean;
  readonly ended: boolean;
  readonly vars: readonly Json[];
  readonly steps: Readonly<Record<string, StepData>>;
  readonly history?: Json;
  readonly outputs?: Json;
  readonly stop?: StoppedBy;
  readonly stopError?: RunError;
  readonly left?: Left;
  readonly overlay?: Sets;
  readonly calls?: Readonly<Record<string, number>>;
  readonly recent?: JsonObject;
}

export interface EachData {
  readonly items: readonly Json[];
  readonly ended: readonly (EndedItem | null)[];
  readonly joined: boolean;
  readonly frames: readonly (readonly [index: number, frame: FrameData])[];
}
