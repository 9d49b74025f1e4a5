import { type Breakpoint, State } from '../engine';
import type { RunStatus } from '../engine/records';
import { imported } from '../json/late';
import type { Journal, JournalError, RunRow } from '../journal/journal';
import type { Program } from '../workflow/program';
import type { RunSnapshot } from './api';
import type { LiveRun } from './live-run';
import { isOver } from './over';
import { rest } from './parts';
import { Recent } from './recent';
import { RunModel } from './run-model';
import { snapshotOf } from './snapshot';
import type { Standing } from './standing';

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
  /** How fast it is to go while it is carried out here, if that was said here; `setSpeed` changes it. */
  speed: number | undefined;
  /** Nothing older is missing from the index of rows. */
  isIndexed = true;
  private indexing: Promise<void> | undefined;
  /** What is gone of it, when its journal does not hold all that was written. */
  damage: JournalError | undefined;
  /** Where the answers of the run came from, the last one. */
  source: RunSnapshot['source'] = 'none';

  /** A run of which nothing is stored, or of which {@link take} tells. `program` is that of its text. */
  constructor(row: RunRow, program: Program, journal: Journal) {
    this.row = row;
    this.model = new RunModel(row, program, journal);
    this.state = new State(this.model.plan);
  }

  /** Takes row and state as they are stored; the rows of the table follow when they are asked for. */
  take({ row, state, stored, damage }: Standing): void {
    this.row = row;
    this.state = state;
    this.stored = stored;
    this.damage = damage;
    this.model.renew();
    this.indexing = undefined;
    this.isIndexed = false;
    this.revision++;
  }

  /** Settles when the index of rows, and with it the snapshot, is complete: reads what is stored of it. */
  indexed(): Promise<void> {
    if (this.isIndexed) return Promise.resolve();
    const indexing = (this.indexing ??= this.model.readIndex(this.row.segments).then(() => {
      // Else taken anew meanwhile.
      if (this.indexing === indexing) this.isIndexed = true;
    }));
    return indexing;
  }

  /** From now on the run goes on at this speed; one that is not carried out here yet, once it is. */
  setSpeed(speed: number): void {
    this.speed = speed;
    this.live?.setSpeed(speed);
  }

  /** From now on the run pauses at these. */
  pauseAt(breakpoints: readonly Breakpoint[]): void {
    this.breakpoints = breakpoints;
    if (!this.live) return;
    const { plan } = this.model;
    this.live.gate.breakpoints =
      breakpoints.length === 0
        ? undefined
        : new (imported(rest.loaded, 'what breaks').Breakpoints)(plan, breakpoints);
  }

  /** Segments written so far, those not yet durable included. */
  get segments(): number {
    return this.live ? this.live.segments : this.row.segments;
  }

  /** Nothing of it is still to come. */
  get isOver(): boolean {
    return this.state.ending !== undefined || isOver(this.row);
  }

  /** How the run stands; one that waits for a person because of what is gone is paused, whatever it was. */
  get status(): RunStatus {
    if (this.live) return this.live.status;
    return this.damage && !isOver(this.row) ? 'paused' : this.row.status;
  }

  /** What the page is told. */
  async shown(): Promise<RunSnapshot> {
    await this.indexed();
    return this.snapshot();
  }

  /** The same at once; complete after {@link indexed}. */
  snapshot(): RunSnapshot {
    const { live, state } = this;
    const successor = this.row.successor ?? live?.row().successor;
    const row = live?.row() ?? this.row;
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
}
