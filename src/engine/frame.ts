import type { Json, JsonObject } from '../json/json';
import type { FramePlan, StepPlan } from './plan';
import type { Address, Left, RunError, StepTrace, StoppedBy } from './records';

/** How a step of the current iteration stands; from `done` on it has ended. */
export const status = {
  none: 0,
  open: 1,
  done: 2,
  skipped: 3,
  continued: 4,
  replaced: 5,
  failed: 6,
  taken: 7,
} as const;
export type Status = (typeof status)[keyof typeof status];

/** Whether an output of this status counts for `latest`, `iterationCount`, `outputs` and `exists`. */
export function counts(value: Status): boolean {
  return value === status.done || value === status.replaced || value === status.taken;
}

/** Variables set by one sibling, kept apart until all siblings have ended; by variable index. */
export interface Overlay {
  readonly vars: Map<number, Json>;
  readonly parent: Overlay | undefined;
}

/** Where an overlay keeps that a loop's `until` was true: below the indices of variables. */
export function latchIndex({ index }: FramePlan): number {
  return -1 - index;
}

/** Whether `until` of a running loop was true before, as seen from a scope inside it. */
export function isLatched(loop: Frame, scope: Scope): boolean {
  for (let at: Scope | undefined = scope; at; at = at.up) {
    for (let { overlay } = at; overlay; overlay = overlay.parent)
      if (overlay.vars.has(latchIndex(loop.plan))) return true;
    if (at.frame === loop) return loop.latched;
  }
  return false;
}

/** Where an expression is evaluated: a frame, seen perhaps from inside siblings. */
export interface Scope {
  readonly frame: Frame;
  readonly overlay: Overlay | undefined;
  readonly up: Scope | undefined;
}

/** What a container or a waiting step decided at its entry and has done since. */
export interface OpenStep {
  at: number;
  /** Running time of the run at entry, ms: timeouts count from here. */
  readonly ran: number;
  branch?: number | 'else' | null;
  request?: Json;
  /** Attempts that have ended, the answer of the last one that was good, the error of the last one that was not. */
  attempts: number;
  answer?: Json;
  error?: RunError;
  /** Number of the attempt that has been asked and not answered, with its call number. */
  asked?: { readonly attempt: number; readonly call: number | undefined };
  wakeAt?: number;
  /** Scopes of the branches of a `parallel`, in document order. */
  branches?: Scope[];
  /** Siblings started beyond the first ones. */
  begun?: Set<number>;
  /** All siblings have ended, and what they came to. */
  joined?: Joined;
}

export interface Joined {
  readonly left?: Left;
  readonly error?: RunError;
  readonly owner?: Address;
}

/** What an item of a parallel foreach keeps to itself until all items have ended; keys are step orders. */
export interface Apart {
  readonly around: Apart | undefined;
  readonly items: number;
  readonly index: number;
  readonly calls: Map<number, number>;
  readonly recent: Map<number, Json>;
}

export interface EndedItem {
  readonly outputs: JsonObject;
  readonly outcome?: 'failed' | 'left';
  readonly error?: RunError;
  readonly left?: Left;
}

/** One foreach that has been entered: its items and their frames. */
export class Each {
  readonly kind = 'each';
  readonly plan: FramePlan;
  readonly address: Address;
  readonly items: readonly Json[];
  readonly up: Scope;
  /** Frames of items begun; dropped when ended and nobody looks into them. */
  readonly frames: (Frame | undefined)[] = [];
  /** How each ended item ended, and its outputs. */
  readonly ended: (EndedItem | undefined)[] = [];
  joined = false;

  constructor(plan: FramePlan, address: Address, items: readonly Json[], up: Scope) {
    this.plan = plan;
    this.address = address;
    this.items = items;
    this.up = up;
  }
}

/** One active (or last) body: of the document, of a loop with its current iteration, or of a foreach item. */
export class Frame {
  readonly kind = 'frame';
  readonly plan: FramePlan;
  /** Of the loop or foreach; empty for the document. */
  readonly address: Address;
  readonly scope: Scope;
  /** The foreach this is an item of. */
  readonly each: Each | undefined;

  values: (Json | undefined)[];
  status: Status[];
  began: number[];
  ms: number[];
  attempts: number[];
  inner: (Frame | Each | undefined)[];
  /** `inner` of the iteration before, until something of this one has happened. */
  innerBefore: (Frame | Each | undefined)[] | undefined;
  open: (OpenStep | undefined)[];
  errors: (RunError | undefined)[];
  taken: (Left | undefined)[];

  vars: Json[] = [];
  /** Number of the current iteration or item; its address prefix; when it began. */
  iteration = 0;
  prefix: string;
  startedAt: number;
  /** How long the run had stood still until then, ms. */
  idleBefore = 0;
  /** How the steps of the iteration went that was told last, by id and by slot. */
  told:
    | {
        readonly traces: Readonly<Record<string, StepTrace>>;
        readonly bySlot: readonly (StepTrace | undefined)[];
      }
    | undefined;
  /** Set once something of the current iteration has been recorded. */
  begun = false;

  history: JsonObject | undefined;
  /** Of all iterations that have ended, when the document reads them. */
  outputs: JsonObject[] = [];
  finished = 0;
  stop: StoppedBy | undefined;
  stopError: RunError | undefined;
  /** Control leaves this loop for one further out. */
  left: Left | undefined;
  /** Iterations finished when this link of a chain of runs began. */
  link = 0;
  /** `until` has turned true after a step of the current iteration. */
  latched = false;
  ended = false;
  loopStartedAt: number;
  /** Running time at which the loop was entered, ms. */
  ran = 0;
  /** Characters made in the current iteration; not kept over a resume, where it begins anew. */
  made = 0;
  /** Depth of evaluations of this loop's limit, which may read itself. */
  readingLimit = 0;

  committed: number[] = [];
  latest: (Json | undefined)[] = [];
  lists: (Json[] | undefined)[] = [];

  /** The nearest item of a parallel foreach, this frame included: it counts calls and keeps latest outputs apart. */
  readonly apart: Apart | undefined;

  constructor(
    plan: FramePlan,
    address: Address,
    up: Scope | undefined,
    at: number,
    item?: { each: Each; index: number; apart: boolean },
  ) {
    this.plan = plan;
    this.address = address;
    this.each = item?.each;
    this.scope = {
      frame: this,
      overlay: item?.apart ? { vars: new Map(), parent: undefined } : undefined,
      up,
    };
    const around = up?.frame.apart;
    this.apart = item?.apart
      ? { around, items: item.each.items.length, index: item.index, calls: new Map(), recent: new Map() }
      : around;
    this.iteration = item?.index ?? 0;
    this.prefix = item ? `${address}{${item.index}}/` : plan.kind === 'loop' ? `${address}[0]/` : '';
    this.startedAt = at;
    this.loopStartedAt = at;
    const size = plan.slots.length;
    this.values = plan.blank.slice();
    this.status = new Array<Status>(size).fill(status.none);
    this.began = new Array<number>(size).fill(0);
    this.ms = new Array<number>(size).fill(0);
    this.attempts = new Array<number>(size).fill(0);
    this.inner = plan.blank.slice();
    this.open = plan.blank.slice();
    this.errors = plan.blank.slice();
    this.taken = plan.blank.slice();
  }

  /** Makes ready for iteration `number`: nothing of the body has happened. */
  nextIteration(number: number, at: number): void {
    const size = this.plan.slots.length;
    // A new array: the old one may still be read by an explanation.
    this.values = this.plan.blank.slice();
    if (this.plan.lookedInto) {
      this.innerBefore = this.inner;
      this.inner = this.plan.blank.slice();
    }
    // One walk over the few slots instead of a call for each list.
    for (let slot = 0; slot < size; slot++) {
      this.status[slot] = status.none;
      this.inner[slot] = undefined;
      this.open[slot] = undefined;
      this.errors[slot] = undefined;
      this.taken[slot] = undefined;
      this.attempts[slot] = 0;
    }
    this.iteration = number;
    this.prefix = `${this.address}[${number}]/`;
    this.startedAt = at;
    this.begun = false;
    this.latched = false;
    this.made = 0;
  }

  /** Outputs of the body's steps that have ended, by id in document order. */
  outputsNow(): JsonObject {
    // An object that has all names from the beginning is made in two thirds of the time: mostly each step has ended.
    const outputs: Record<string, Json> = { ...this.plan.names };
    for (const { id, slot, visible } of this.plan.slots) {
      if (!visible) continue;
      const how = this.status[slot] ?? status.none;
      const value = how >= status.done && how !== status.failed ? this.values[slot] : undefined;
      if (value === undefined) Reflect.deleteProperty(outputs, id);
      else outputs[id] = value;
    }
    return outputs;
  }
}

/** The scope in which a step of a frame runs: inside its parallel branches, when it is in some. */
export function scopeOf(frame: Frame, step: StepPlan): Scope {
  let scope = frame.scope;
  for (const { slot, branch } of step.branches) {
    const inside = frame.open[slot]?.branches?.[branch];
    if (inside !== undefined) scope = inside;
  }
  return scope;
}
