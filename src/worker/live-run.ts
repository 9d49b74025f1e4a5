import {
  countsOf,
  Execution,
  loopsOf,
  Gate,
  type Ports,
  type RunRecord,
  type Signal,
  type State,
  writeCheckpoint,
} from '../engine';
import type { PausePoint } from '../engine/gate';
import type { RunStatus } from '../engine/records';
import { imported } from '../json/late';
import type { RunRow } from '../journal/journal';
import type { Place, StartOptions } from './api';
import { numberOf } from './iteration-record';
import type { LiveSettings } from './live-settings';
import { rest } from './parts';
import { RunStore } from './run-store';
import { successorOf } from './new-run';
import { Waiters } from './waiters';
import { placeOf, whyAt, whyEnded, type Why } from './why';

/** Links of a chain of continued runs that are kept, unless the last one is pinned: then all are. */
const keptGenerations = 3;

/** A run being carried out by this worker: execution, gate and writer, with the lock that makes it the only one. */
export class LiveRun {
  readonly state: State;
  readonly gate: Gate;
  private readonly settings: LiveSettings;
  readonly execution: Execution;
  private readonly store: RunStore;
  private startedRow: RunRow;
  private amended: Pick<Partial<RunRow>, 'name' | 'pinned'> = {};
  private readonly waiters = new Waiters();
  private ended = false;
  /** Ended, but storage has refused its last records: until it takes them, or the run is stopped, it is paused. */
  private unstored = false;
  /** Ended, and stored; or stopped while storage refused its end. */
  private closed = false;
  source: 'mock' | 'simulated' | 'real' | 'none' = 'none';

  constructor(settings: LiveSettings) {
    const { row, state, journal, clock, providers } = settings;
    this.settings = settings;
    this.state = state;
    this.startedRow = row;
    this.gate = new Gate(row.speed, settings.held, settings.pauseAt);
    clock.notBefore(state.lastAt);
    this.store = new RunStore({
      ...{ journal, row, stored: settings.stored, onStored: settings.onStored },
      checkpoint: () => writeCheckpoint(this.state),
      rowNow: () => this.rowNow(),
      onExhausted: (error) => this.execution.exhaust(error),
      onError: (error) => {
        this.gate.hold();
        settings.onStorage(error);
        this.changed();
      },
    });
    const ports: Ports = {
      ...providers,
      now: clock.now,
      sleep: clock.sleep,
      turn: clock.turn,
      record: (record, body) => this.take(record, body),
      commit: () => this.store.committed(),
    };
    this.execution = new Execution(state, ports, {
      runId: row.id,
      seed: row.seed,
      gate: this.gate,
      ...(row.answers && { answers: row.answers }),
      onChange: () => {
        this.changed();
      },
    });
    this.gate.onHeld = () => {
      this.changed();
      // That it stands is to be known after a reload and in other tabs; not in the middle of what a step does.
      void Promise.resolve().then(() => this.save());
    };
  }

  /** Carries the run on to its end. A run brought back says how long it stood still. */
  begin(reload: boolean): void {
    const { state, settings } = this;
    if ((reload || settings.row.forkOf) && state.started) {
      const at = settings.clock.now();
      const idle = Math.max(0, at - state.lastAt);
      this.execution.emitRun({ type: 'resumed', at, idle, reload });
    }
    this.execution.run().then(
      () => this.end(),
      (reason: unknown) => {
        // Only a mistake of ours ends here; the run says so instead of standing still for ever.
        const message = `the interpreter broke down: ${reason instanceof Error ? reason.message : String(reason)}`;
        const error = { code: 'run/broken', message };
        this.execution.emitRun({
          type: 'run-ended',
          at: settings.clock.now(),
          status: 'failed',
          outputs: null,
          error,
        });
        return this.end();
      },
    );
    this.changed();
  }

  private take(record: RunRecord, body: object | undefined): Signal | undefined {
    if (record.type === 'iteration' || record.type === 'item') {
      this.settings.model.index.add(record.address, numberOf(record));
      this.settings.onIteration(record);
    } else if (record.type === 'attempt' && record.source) {
      this.source = record.source;
    }
    return this.store.add(record, body);
  }

  private async end(): Promise<void> {
    this.ended = true;
    this.changed();
    let successor: RunRow | undefined;
    const closing =
      this.state.ending?.status === 'continued'
        ? this.continue()
            // What was decided while it was being stored holds for the next one, too.
            .then((next) => (successor = { ...next, ...this.amended }))
        : this.store.close();
    await closing.catch(() => this.wait());
    this.closed = true;
    this.settings.lock.release();
    this.settings.onEnd(successor);
    this.changed();
  }

  private continue(): Promise<RunRow> {
    const row = this.row();
    const from = imported(rest.loaded, 'what goes on').successorCheckpoint(this.state);
    const keep = row.pinned === true ? Infinity : keptGenerations;
    return this.store.continueAs(successorOf(row, this.settings.clock.now()), from, keep);
  }

  /** Storage has refused the end of the run, which is told through `onStorage`: waits until it takes it after all. */
  private async wait(): Promise<void> {
    this.unstored = true;
    this.changed();
    await Promise.race([this.store.durable(), this.until(() => !this.unstored)]);
    this.unstored = false;
  }

  /** The row as it would be written now. */
  row(): RunRow {
    const { bytes, segments } = this.store.row;
    return { ...this.startedRow, ...this.rowNow(), bytes, segments };
  }

  /** From now on the row says this. */
  amend(change: LiveRun['amended']): void {
    this.amended = { ...this.amended, ...change };
  }

  private rowNow(): Partial<RunRow> {
    const ending = this.state.ending;
    const { why, stoppedBy } = ending ? whyEnded(this.state, loopsOf(this.state)) : this.why();
    return {
      ...this.amended,
      status: ending?.status ?? this.status,
      why,
      ...(stoppedBy && { stoppedBy }),
      counts: countsOf(this.state),
      speed: this.gate.speed,
      updatedAt: this.settings.clock.now(),
      ...(ending && { endedAt: ending.at }),
    };
  }

  get segments(): number {
    return this.store.row.segments;
  }

  /** A run has ended once that is stored. */
  get status(): RunStatus {
    const { ending } = this.state;
    if (ending && this.closed) return ending.status;
    if (ending) return this.unstored ? 'paused' : 'running';
    if (this.gate.held) return 'paused';
    return this.execution.sleeps.some ? 'waiting' : 'running';
  }

  why(): Why {
    const { status } = this;
    if (this.unstored) return { why: 'at its end, which is not stored yet' };
    const going = status === 'running' || status === 'paused' || status === 'waiting';
    if (going) return { why: whyAt(this.place, status, this.gate.hit) };
    return whyEnded(this.state, loopsOf(this.state));
  }

  get place(): Place | undefined {
    const { place } = this.execution;
    return this.state.ending ? undefined : place && placeOf(place);
  }

  get at(): Execution['place'] {
    return this.execution.place;
  }

  get waitingUntil(): number | undefined {
    return this.execution.sleeps.until;
  }

  /** Where the run was to be paused; the next link of a chain may still get there. */
  get pauseAt(): StartOptions['pauseAt'] {
    return this.gate.goal ?? this.settings.pauseAt;
  }

  /** Holds the run; settles when it stands, waits for an answer that was asked already, or is over. */
  async pause(): Promise<void> {
    this.gate.hold();
    await this.until(() => this.unstored || (!this.ended && this.standing));
    await this.save();
    this.changed();
  }

  /** Lets the run go on, to a goal if there is one; after storage has failed, once it takes again what could not be written. */
  async resume(goal?: PausePoint): Promise<void> {
    if (!(await this.store.recovered())) return;
    this.gate.open(goal);
    this.changed();
  }

  async step(): Promise<void> {
    if (this.unstored) return this.resume();
    this.gate.step();
    await this.stood();
  }

  async stepIteration(): Promise<void> {
    if (this.unstored) return this.resume();
    const frame = this.execution.place?.frame;
    this.gate.stepIteration(frame?.plan.kind === 'root' ? undefined : frame?.address);
    await this.stood();
  }

  private async stood(): Promise<void> {
    this.changed();
    await this.until(
      () =>
        !this.ended && ((this.gate.held && this.execution.waitingAtGate > 0) || this.status === 'waiting'),
    );
    await this.save();
    this.changed();
  }

  async stop(): Promise<void> {
    this.unstored = false;
    this.execution.stop();
    this.changed();
    await this.until(() => this.closed);
  }

  skipWait(): void {
    this.execution.sleeps.skip();
  }

  setSpeed(speed: number): void {
    this.gate.speed = speed;
    this.changed();
  }

  /** Everything recorded so far, and the row as it is now, is durable; or storage has said no. */
  async save(): Promise<void> {
    if (this.ended) return;
    await this.store.flush(true);
  }

  /** Everything recorded so far is durable. */
  async flush(): Promise<void> {
    if (!this.ended) await this.store.flush(false);
  }

  /** Nothing moves: held at the gate, or waiting for something the person's pause does not stop. */
  private get standing(): boolean {
    return this.gate.held && (this.execution.waitingAtGate > 0 || this.execution.isWaiting);
  }

  private until(done: () => boolean): Promise<void> {
    return this.waiters.until(() => this.closed || done());
  }

  private changed(): void {
    this.waiters.changed();
    this.settings.onChange();
  }
}
