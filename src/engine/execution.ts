import { applyAt, apply } from './apply';
import type { Located } from './address';
import type { Frame, Scope } from './frame';
import type { Json, JsonObject } from '../json/json';
import type { Gate } from './gate';
import { UNSTORED_LIMIT } from './limits';
import { type Failing, failing, type Waiting, type Work } from './outcome';
import type { Plan, StepPlan } from './plan';
import type { PortError, Ports } from './ports';
import type { RunRecord } from './records';
import type { Signal } from './signal';
import { Sleeps } from './sleeps';
import type { Ending, State } from './state';
import type { Asked } from './steps/effect';
import { runners } from './steps/runners';
import { runWorkflow } from './steps/workflow';

/** Longest time without giving up the turn, ms: then messages are heard. */
const turnMs = 8;

/** Calls of `tick` between two readings of the clock within this time, ms, are too fast for it to tell apart. */
const quickMs = 0.3;
/** Most calls of `tick` between two readings. */
const mostSkips = 31;

type PlacedRecord = Extract<RunRecord, { address: string }>;

/** What the run is told from outside. */
export interface ExecutionOptions {
  readonly runId: string;
  readonly seed: string | number;
  readonly answers?: JsonObject;
  readonly gate: Gate;
  /** Something a person sees has changed: the run is held, waits or goes on. */
  readonly onChange?: () => void;
  /** What an attempt came to when it was made before: it is not asked again. Only a replay has such. */
  readonly recalled?: (address: string, attempt: number) => Asked | undefined;
}

/**
 * One run being carried out: drives the work of the steps over the state, which only records change.
 * Entered with a state that is not new it goes on exactly there.
 */
export class Execution {
  readonly state: State;
  readonly plan: Plan;
  readonly ports: Ports;
  readonly gate: Gate;
  readonly runners = runners;
  readonly runId: string;
  readonly seed: string | number;
  readonly answers: JsonObject;
  readonly recalled: ExecutionOptions['recalled'];
  /** Latest reading of the clock, epoch ms. */
  time: number;
  /** Where the run is: what a status line names. */
  place: Located | undefined;
  /** How many steps stand at the gate. */
  waitingAtGate = 0;
  /** Siblings under way, of all steps that have some. */
  siblings = 0;
  readonly sleeps = new Sleeps();
  private turnEnds: number;
  /** Quick readings of the clock one after the other; calls of `tick` that need not read it, and how many have not. */
  private quick = 0;
  private skips = 0;
  private skipped = 0;
  private full: Signal | undefined;
  private stopping = false;
  private exhausted: PortError | undefined;
  private readonly aborts = new Set<AbortController>();
  private work: Work | undefined;
  private finish: ((ending: Ending) => void) | undefined;
  private crash: ((reason: unknown) => void) | undefined;
  private waitingFor: Signal | undefined;
  private heldSince: number | undefined;
  private readonly onChange: () => void;

  constructor(state: State, ports: Ports, options: ExecutionOptions) {
    this.state = state;
    this.plan = state.plan;
    this.ports = ports;
    this.gate = options.gate;
    this.runId = options.runId;
    this.seed = options.seed;
    this.answers = options.answers ?? {};
    this.recalled = options.recalled;
    this.onChange = options.onChange ?? (() => undefined);
    this.time = ports.now();
    this.turnEnds = this.time + turnMs;
  }

  /** Runs to the end. Rejects only when we are wrong; what a document causes ends the run as failed. */
  run(): Promise<Ending> {
    return new Promise((resolve, reject) => {
      this.finish = resolve;
      this.crash = reject;
      this.work = runWorkflow(this);
      this.advance();
    });
  }

  /** Ends the run as stopped at the next moment it gives up its turn; effects on their way are aborted. */
  stop(): void {
    this.stopping = true;
    for (const abort of this.aborts) abort.abort();
    const { waitingFor } = this;
    if (waitingFor && !waitingFor.settled) this.advance();
  }

  /** Lets the run fail before its next step: it has used up something, and nothing in it can catch that. */
  exhaust(error: PortError): void {
    this.exhausted ??= error;
    this.turnEnds = 0;
  }

  /** Nothing moves until something from outside happens: an answer, the end of a sleep, the person. */
  get isWaiting(): boolean {
    return this.waitingFor !== undefined && !this.waitingFor.settled && !this.waitingFor.urgent;
  }

  /** Leaves the run where it is: nothing more is recorded. */
  abandon(): void {
    this.work = undefined;
    for (const abort of this.aborts) abort.abort();
  }

  private advance(): void {
    const { work } = this;
    if (!work) return;
    try {
      if (this.stopping) {
        this.now();
        this.emitRun({ type: 'run-ended', at: this.time, status: 'stopped', outputs: null });
      }
      const result = this.state.ending ? { done: true as const } : work.next(undefined);
      this.waitingFor = undefined;
      if (result.done) {
        this.work = undefined;
        if (this.state.ending) this.finish?.(this.state.ending);
        return;
      }
      const signal = result.value;
      this.waitingFor = signal;
      this.onChange();
      signal.then(() => {
        if (this.waitingFor !== signal) return;
        this.now();
        this.turnEnds = this.time + turnMs;
        this.advance();
      });
    } catch (error) {
      this.work = undefined;
      this.crash?.(error);
    }
  }

  /** Applies a record about a step and hands it on. `body`: as for {@link Ports.record}. */
  emit(record: PlacedRecord, frame: Frame, step: StepPlan, body?: Frame): void {
    const says = this.gate.breakpoints?.seen(record, frame, step);
    applyAt(this.state, record, { frame, step });
    this.hand(record, body);
    if (says !== undefined) this.gate.happen(says, record.type === 'iteration');
  }

  /** Tells the breakpoints of a check before an iteration, of which there is no record. */
  tellCheck(frame: Frame, step: StepPlan, body: Frame, verdict: Json): void {
    const { breakpoints } = this.gate;
    if (!breakpoints) return;
    const { address, iteration } = body;
    const told = { type: 'checked', at: this.time, address, iteration, verdict } as const;
    const says = breakpoints.seen(told, frame, step);
    if (says !== undefined) this.gate.happen(says, true);
  }

  emitRun(record: Exclude<RunRecord, { address: string }>): void {
    apply(this.state, record);
    this.hand(record, undefined);
  }

  private hand(record: RunRecord, body: Frame | undefined): void {
    const full = this.ports.record(record, body);
    if (full && !full.settled) this.full = full;
  }

  /** Reads the clock. */
  now(): number {
    this.skips = 0;
    this.time = this.ports.now();
    return this.time;
  }

  /**
   * The instant a step begins or ends. Reading the clock costs as much as a step does: the longer steps have taken
   * next to nothing, the fewer calls read it. A slow step after many fast ones may be told of its neighbour.
   */
  tick(): number {
    if (this.skipped < this.skips) {
      this.skipped++;
      return this.time;
    }
    const now = this.ports.now();
    this.quick = now - this.time < quickMs ? this.quick + 1 : 0;
    this.skips = Math.min(mostSkips, this.quick >> 2);
    this.skipped = 0;
    this.time = now;
    return now;
  }

  /** Running time so far, ms: pauses and the time between two sessions do not count. */
  ran(): number {
    const { ending } = this.state;
    const now = ending ? ending.at : this.ports.now();
    return now - this.state.idle - (this.heldSince === undefined ? 0 : now - this.heldSince);
  }

  /** Whether a step has to pass by `pass` before it begins; false in a free run almost always. */
  get attention(): boolean {
    return (
      this.time >= this.turnEnds ||
      this.full !== undefined ||
      !this.gate.free ||
      this.plan.moment.unstored > UNSTORED_LIMIT
    );
  }

  /** Waits for whatever stands before a step: the turn, the writer, the person. */
  *pass(step: StepPlan, scope: Scope): Waiting {
    this.place = { frame: scope.frame, step };
    const { full } = this;
    if (full) {
      this.full = undefined;
      const cut = yield full;
      if (cut) return cut;
    }
    const { moment } = this.plan;
    if (moment.unstored > UNSTORED_LIMIT) {
      moment.unstored = 0;
      const cut = yield this.ports.commit();
      if (cut) return cut;
    }
    if (this.exhausted) {
      const { code, message } = this.exhausted;
      const address = `${scope.frame.prefix}${step.id}`;
      // Owned by the run as a whole: no step has this address.
      return failing({ code, message, stepId: step.id, address, path: step.path }, '');
    }
    if (this.time >= this.turnEnds) {
      const cut = yield this.ports.turn();
      if (cut) return cut;
    }
    const rest = this.gate.rest;
    if (rest > 0) {
      const cut = yield* this.sleep(rest, false);
      if (cut) return cut;
    }
    const { gate } = this;
    if (gate.breakpoints) gate.arrive(step, scope, this.time);
    return yield* this.hold(() => gate.admit(step, scope.frame));
  }

  /** Waits after a step that hit a breakpoint, until the person goes on. */
  *stand(step: StepPlan, scope: Scope): Waiting {
    const { gate } = this;
    gate.due = false;
    this.place = { frame: scope.frame, step };
    return yield* this.hold(() => gate.closed);
  }

  /** Waits as long as there is something to wait for; the time does not count as running time. */
  private *hold(next: () => Signal | undefined): Waiting {
    for (let closed = next(); closed; closed = next()) {
      const since = this.now();
      this.heldSince ??= since;
      this.waitingAtGate++;
      const cut: Failing | undefined = yield closed;
      this.waitingAtGate--;
      this.goOn();
      if (cut) return cut;
    }
    return undefined;
  }

  private goOn(): void {
    if (this.heldSince === undefined) return;
    const idle = this.now() - this.heldSince;
    this.heldSince = undefined;
    if (idle > 0) this.emitRun({ type: 'resumed', at: this.time, idle, reload: false });
  }

  /** Sleeps for real; a person can skip it when it is theirs (`wait`, a retry delay). */
  *sleep(ms: number, skippable: boolean): Waiting {
    const timer = this.ports.sleep(ms);
    const skip = skippable ? this.sleeps.begin(this.time + ms, timer.signal) : undefined;
    const cut = yield skip ?? timer.signal;
    timer.cancel();
    if (skip) this.sleeps.end(skip);
    return cut;
  }

  /** A controller that `stop` and `abandon` abort; give it back with `release`. */
  abortable(): AbortController {
    const abort = new AbortController();
    this.aborts.add(abort);
    return abort;
  }

  release(abort: AbortController): void {
    this.aborts.delete(abort);
  }
}
