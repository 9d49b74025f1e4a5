import {
  countsOf,
  Execution,
  loopsOf,
  Gate,
  type Plan,
  type Ports,
  type RunRecord,
  Signal,
  State,
  successorCheckpoint,
  writeCheckpoint,
} from '../engine';
import type { RunStatus } from '../engine/records';
import type { Journal, JournalError, RunRow } from '../journal/journal';
import type { RunLock } from '../journal/lock';
import type { NewRun } from '../journal/rows';
import { createWriter, type Writer } from '../journal/writer';
import type { Place, StartOptions } from './api';
import type { Clock } from './clock';
import type { IterationRecord } from './history';
import type { RunModel } from './run-model';
import { placeOf, whyAt, whyEnded, type Why } from './why';

/** Links of a chain of continued runs that are kept. */
const keptGenerations = 3;

/** What a run that is carried out needs of the worker around it. */
export interface LiveSettings {
  readonly row: RunRow;
  readonly model: RunModel;
  readonly state: State;
  /** Records of this run in the journal. */
  readonly stored: number;
  readonly journal: Journal;
  readonly lock: RunLock;
  readonly clock: Clock;
  readonly providers: Pick<Ports, 'model' | 'code' | 'http' | 'fits'>;
  readonly held: boolean;
  readonly pauseAt?: StartOptions['pauseAt'];
  /** Something a person sees has changed. */
  onChange(): void;
  onIteration(record: IterationRecord): void;
  /** Storage does not take more; nothing is lost, the run is held until `retry`. */
  onStorage(error: JournalError): void;
  onEnd(successor: RunRow | undefined): void;
}

const fleeting = new Set<RunRecord['type']>(['step', 'set', 'taken', 'entered', 'called']);

/** A run being carried out by this worker: execution, gate and writer, with the lock that makes it the only one. */
export class LiveRun {
  readonly state: State;
  readonly gate: Gate;
  private readonly settings: LiveSettings;
  private readonly execution: Execution;
  private readonly writer: Writer;
  /** Fleeting records that must be kept all the same. */
  private readonly kept = new WeakSet<RunRecord>();
  private startedRow: RunRow;
  private waiters: { done: () => boolean; resolve: () => void }[] = [];
  private ended = false;
  /** Ended, and what had to be written has been offered to storage. */
  private closed = false;
  source: 'mock' | 'simulated' | 'real' | 'none' = 'none';

  constructor(settings: LiveSettings) {
    const { row, state, journal, clock, providers } = settings;
    this.settings = settings;
    this.state = state;
    this.startedRow = row;
    this.gate = new Gate(row.speed, settings.held, settings.pauseAt);
    clock.notBefore(state.lastAt);
    this.writer = createWriter({
      journal,
      row,
      records: settings.stored,
      timer: (run, ms) => {
        const timer = setTimeout(run, ms);
        return () => {
          clearTimeout(timer);
        };
      },
      checkpoint: () => writeCheckpoint(this.state),
      rowNow: () => this.rowNow(),
      isSuperfluous: (record) => !this.kept.has(record),
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
      record: (record, superfluous) => this.take(record, superfluous),
      commit: () => this.committed(),
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
    };
  }

  /** Carries the run on to its end. A run brought back says how long it stood still. */
  begin(reload: boolean): void {
    const { state, settings } = this;
    if (reload && state.started) {
      const at = settings.clock.now();
      const idle = Math.max(0, at - state.lastAt);
      this.execution.emitRun({ type: 'resumed', at, idle, reload: true });
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

  private take(record: RunRecord, superfluous: boolean): Signal | undefined {
    if (!superfluous && fleeting.has(record.type)) this.kept.add(record);
    if (record.type === 'iteration') {
      this.settings.model.index.add(record.address, record.iteration);
      this.settings.onIteration(record);
    } else if (record.type === 'item') {
      this.settings.model.index.add(record.address, record.index);
      this.settings.onIteration(record);
    } else if (record.type === 'attempt' && record.source) {
      this.source = record.source;
    }
    this.writer.add(record);
    const { full } = this.writer;
    if (full === undefined) return undefined;
    const signal = new Signal();
    void full.then(() => {
      signal.settle();
    });
    return signal;
  }

  private committed(): Signal {
    const signal = new Signal();
    const attempt = (): void => {
      this.writer.flush().then(
        () => {
          signal.settle();
        },
        () => {
          // Storage said no: whoever frees space calls `retry`, and this is asked again.
          this.onRetry.push(attempt);
        },
      );
    };
    attempt();
    return signal;
  }

  private onRetry: (() => void)[] = [];

  /** Writes what could not be written before. Rejects when storage still says no. */
  async retry(): Promise<void> {
    await this.writer.retry();
    const again = this.onRetry;
    this.onRetry = [];
    for (const attempt of again) attempt();
  }

  private async end(): Promise<void> {
    const { settings, state } = this;
    this.ended = true;
    this.changed();
    const { row, clock } = settings;
    let successor: RunRow | undefined;
    const closing =
      state.ending?.status === 'continued'
        ? this.writer
            .continueAs(this.successorOf(row, clock.now()), successorCheckpoint(state), keptGenerations)
            .then((next) => (successor = next))
        : this.writer.close({ checkpoint: true });
    try {
      await closing;
    } catch {
      // Told through onStorage; `retry` writes it.
    }
    settings.lock.release();
    settings.onEnd(successor);
    this.closed = true;
    this.changed();
  }

  private successorOf(row: RunRow, now: number): NewRun {
    const { id, name, text, semantics, seed, inputs, answers, speed, generation, owner, origins } =
      this.row();
    return {
      ...{ name, text, semantics, seed, inputs, speed },
      ...(answers && { answers }),
      ...(owner !== undefined && { owner }),
      ...(origins && { origins }),
      id: newRunId(),
      status: 'running',
      why: '',
      counts: { iterations: 0, steps: 0, calls: 0, failures: 0, resumes: 0 },
      startedAt: now,
      updatedAt: now,
      continuedFrom: id,
      generation: generation + 1,
      chain: row.chain,
    };
  }

  /** The row as it would be written now. */
  row(): RunRow {
    return { ...this.startedRow, ...this.rowNow() };
  }

  private rowNow(): Partial<RunRow> {
    const { why, stoppedBy } = this.why();
    const ending = this.state.ending;
    return {
      status: this.status,
      why,
      ...(stoppedBy && { stoppedBy }),
      counts: countsOf(this.state),
      speed: this.gate.speed,
      updatedAt: this.settings.clock.now(),
      ...(ending && { endedAt: ending.at }),
    };
  }

  get bytes(): number {
    return this.writer.row.bytes;
  }

  get segments(): number {
    return this.writer.row.segments;
  }

  get status(): RunStatus {
    const { ending } = this.state;
    if (ending) return ending.status;
    if (this.gate.held) return 'paused';
    return this.execution.sleeps.size > 0 ? 'waiting' : 'running';
  }

  why(): Why {
    const { status } = this;
    if (status === 'running' || status === 'paused' || status === 'waiting')
      return { why: whyAt(this.place, status) };
    return whyEnded(this.state, loopsOf(this.state));
  }

  get place(): Place | undefined {
    const { place } = this.execution;
    if (!place || this.state.ending) return undefined;
    const open = place.frame.open[place.step.slot] !== undefined;
    return placeOf(place.frame, place.step, open ? 'in' : 'before');
  }

  get at(): Execution['place'] {
    return this.execution.place;
  }

  get waitingUntil(): number | undefined {
    const instants = [...this.execution.sleeps].map(({ until }) => until);
    return instants.length > 0 ? Math.min(...instants) : undefined;
  }

  /** Where the run was to be paused; the next link of a chain may still get there. */
  get pauseAt(): StartOptions['pauseAt'] {
    return this.settings.pauseAt;
  }

  /** Holds the run; settles when it stands, waits for an answer that was asked already, or is over. */
  async pause(): Promise<void> {
    this.gate.hold();
    await this.until(() => !this.ended && this.standing);
    await this.store();
    this.changed();
  }

  resume(): void {
    this.gate.open();
    this.changed();
  }

  async step(): Promise<void> {
    this.gate.step();
    await this.stood();
  }

  async stepIteration(): Promise<void> {
    const loop = this.execution.place?.frame;
    let at = loop;
    while (at && at.plan.kind === 'root' && at.scope.up) at = at.scope.up.frame;
    this.gate.stepIteration(at && at.plan.kind !== 'root' ? at.address : undefined);
    await this.stood();
  }

  private async stood(): Promise<void> {
    this.changed();
    await this.until(
      () =>
        !this.ended && ((this.gate.held && this.execution.waitingAtGate > 0) || this.status === 'waiting'),
    );
    await this.store();
    this.changed();
  }

  async stop(): Promise<void> {
    this.execution.stop();
    await this.until(() => this.closed);
  }

  skipWait(): void {
    this.execution.skipSleeps();
  }

  setSpeed(speed: number): void {
    this.gate.speed = speed;
    this.changed();
  }

  /** Everything recorded so far, and the row as it is now, is durable; or storage has said no. */
  async store(): Promise<void> {
    if (this.ended) return;
    await this.writer.flush({ checkpoint: true }).catch(() => undefined);
  }

  /** Everything recorded so far is durable. */
  async flush(): Promise<void> {
    if (!this.ended) await this.writer.flush().catch(() => undefined);
  }

  /** Nothing moves: held at the gate, or waiting for something the person's pause does not stop. */
  private get standing(): boolean {
    return this.gate.held && (this.execution.waitingAtGate > 0 || this.execution.isWaiting);
  }

  private until(done: () => boolean): Promise<void> {
    if (done() || this.closed) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiters.push({ done, resolve });
    });
  }

  private changed(): void {
    const open = this.waiters.filter(({ done, resolve }) => {
      if (!done() && !this.closed) return true;
      resolve();
      return false;
    });
    this.waiters = open;
    this.settings.onChange();
  }

  get plan(): Plan {
    return this.settings.model.plan;
  }
}

/** A run id: unguessable enough not to meet another one of this device. */
export function newRunId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  return `run-${Array.from(bytes, (byte) => byte.toString(36).padStart(2, '0')).join('')}`;
}
