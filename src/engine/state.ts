import type { Json } from '../json/json';
import { type Apart, Frame } from './frame';
import type { Plan } from './plan';
import type { CallSummary, RunError, StoppedBy } from './records';

/** Most loops and calls a run tells about. */
export const mostSummaries = 1000;

/** A loop as the run's list shows it. */
export interface LoopEntry {
  readonly address: string;
  readonly id: string;
  readonly order: number;
  iterations: number;
  stoppedBy: StoppedBy | undefined;
}

/** How a run ended. */
export interface Ending {
  readonly status: 'completed' | 'failed' | 'stopped' | 'continued';
  readonly outputs: Json;
  readonly error?: RunError;
  readonly at: number;
}

/** The state of a run: the fold of its records. Written by `apply` only. */
export class State {
  readonly plan: Plan;
  readonly root: Frame;
  started = false;
  ending: Ending | undefined;
  readonly loops = new Map<string, LoopEntry>();
  calls: CallSummary[] = [];
  /** Next call number by step order, outside of parallel items. */
  readonly callNumbers = new Map<number, number>();
  /** The most recent output of each step, by document order. */
  readonly recent: (Json | undefined)[];
  readonly counts = { iterations: 0, steps: 0, calls: 0, failures: 0, resumes: 0 };
  /** Epoch ms of the latest thing recorded, and how much of the time so far the run stood still. */
  lastAt = 0;
  idle = 0;
  records = 0;

  constructor(plan: Plan) {
    this.plan = plan;
    this.root = new Frame(plan.root, '', undefined, 0);
    this.recent = new Array<Json | undefined>(plan.steps.length).fill(undefined);
  }

  /** Keeps a step's output as its most recent one; inside a parallel item until all items have ended. */
  setRecent(frame: Frame, order: number, output: Json): void {
    if (frame.apart) frame.apart.recent.set(order, output);
    else this.recent[order] = output;
  }

  /** How many calls of a step have been asked, counted within the parallel item or the run. */
  callsIn(apart: Apart | undefined, order: number): number {
    return (apart ? apart.calls : this.callNumbers).get(order) ?? 0;
  }

  setCallsIn(apart: Apart | undefined, order: number, count: number): void {
    (apart ? apart.calls : this.callNumbers).set(order, count);
  }

  /**
   * The number of call `k` of a step in a parallel item, in the numbering of the run: call k of item i of m
   * has `start + k·m + i`, so that which item is faster makes no difference.
   */
  callNumber(apart: Apart | undefined, order: number, k: number): number {
    if (!apart) return k;
    const start = this.callsIn(apart.around, order);
    return this.callNumber(apart.around, order, start + k * apart.items + apart.index);
  }
}
