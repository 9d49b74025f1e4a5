import { type Breakpoint, Breakpoints, State } from '../engine';
import type { RunStatus } from '../engine/records';
import { type Journal, JournalError, type RunRow } from '../journal/journal';
import type { Program } from '../workflow/program';
import type { Cursor, RunSnapshot } from './api';
import type { LiveRun } from './live-run';
import { type Moment, momentOf } from './moment';
import { Recent } from './recent';
import { RunModel } from './run-model';
import { snapshotOf } from './snapshot';

/** A run this worker has open: carried out here, or only looked at. */
export class Entry {
  row: RunRow;
  readonly model: RunModel;
  state: State;
  live: LiveRun | undefined;
  /** Another tab writes it. */
  readOnly = false;
  readonly recent = new Recent();
  /** Records of it in the journal. */
  stored = 0;
  revision = 0;
  /** Where it is to pause while it is carried out here; `pauseAt` changes it. */
  breakpoints: readonly Breakpoint[] = [];
  /** What is gone of it, when its journal does not hold all that was written. */
  damage: JournalError | undefined;
  /** Where the answers of the run came from, the last one. */
  source: RunSnapshot['source'] = 'none';

  private constructor(row: RunRow, model: RunModel) {
    this.row = row;
    this.model = model;
    this.state = new State(model.plan);
  }

  /** A run that has just been created: nothing is stored of it. */
  static fresh(row: RunRow, program: Program, journal: Journal): Entry {
    return new Entry(row, new RunModel(row, program, journal));
  }

  /** A stored run as the journal has it. Rejects when its records cannot be read. */
  static async stored(row: RunRow, program: Program, journal: Journal): Promise<Entry> {
    const entry = new Entry(row, new RunModel(row, program, journal));
    await entry.reload();
    return entry;
  }

  /** Reads the state anew: another tab has written. */
  async reload(): Promise<void> {
    const { model, row } = this;
    const { state, segments } = await model.history.latest(
      row.continuedFrom !== undefined || row.forkOf !== undefined,
    );
    this.state = state;
    const last = (await model.history.directory(0)).at(-1);
    this.stored = last ? last.first + last.count : 0;
    await model.readIndex(segments);
    this.damage = segments < row.segments ? damageOf(row, this.stored) : undefined;
    // What comes next is stored where the readable part ends.
    this.row = { ...row, segments };
    this.revision++;
  }

  /** From now on the run pauses at these. */
  pauseAt(breakpoints: readonly Breakpoint[]): void {
    this.breakpoints = breakpoints;
    if (!this.live) return;
    const { plan } = this.model;
    this.live.gate.breakpoints = breakpoints.length === 0 ? undefined : new Breakpoints(plan, breakpoints);
  }

  /** Segments written so far, those not yet durable included. */
  get segments(): number {
    return this.live ? this.live.segments : this.row.segments;
  }

  /** How the run stands; one that waits for a person because of what is gone is paused, whatever it was. */
  get status(): RunStatus {
    if (this.live) return this.live.status;
    return this.damage && !isOver(this.row) ? 'paused' : this.row.status;
  }

  snapshot(): RunSnapshot {
    const { live, state } = this;
    const successor = this.row.successor ?? live?.row().successor;
    const row = live ? { ...live.row(), bytes: live.bytes } : this.row;
    const why = live ? live.why() : { why: row.why, stoppedBy: row.stoppedBy };
    return snapshotOf({
      row: successor === undefined ? row : { ...row, successor },
      model: this.model,
      state,
      status: this.status,
      why: why.why,
      stoppedBy: why.stoppedBy,
      place: live?.place,
      revision: this.revision,
      readOnly: this.readOnly,
      waitingUntil: live?.waitingUntil,
      source: live?.source ?? this.source,
    });
  }

  /** The body of an iteration with everything recorded of it stored. */
  async moment(cursor: Cursor): Promise<Moment | undefined> {
    await this.live?.flush();
    return momentOf(this.model, this.state, this.segments, cursor);
  }
}

/** Whether nothing more will happen to a run. */
export function isOver({ status }: RunRow): boolean {
  return status === 'completed' || status === 'failed' || status === 'stopped' || status === 'continued';
}

function damageOf(row: RunRow, stored: number): JournalError {
  const kept =
    stored === 0
      ? 'nothing of it is left'
      : `its first ${stored} records are kept, what came after them is gone`;
  const next = isOver(row) ? '' : ' Resume goes on from there and sends later calls again.';
  return new JournalError('corrupt', `The journal of run ${row.number} is damaged: ${kept}.${next}`);
}
