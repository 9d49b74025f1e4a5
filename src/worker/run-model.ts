import { type Frame, planOf, type Plan, type RunError, type State } from '../engine';
import type { Path, Range } from '../json/json';
import { Places } from '../json/places';
import type { Journal, RunRow } from '../journal/journal';
import { soundEntries } from '../journal/rows';
import type { Program } from '../workflow/program';
import type { History } from './history';
import { RowIndex } from './row-index';

/** The document of a run as it was when it began, and everything derived from it. */
export class RunModel {
  readonly program: Program;
  readonly plan: Plan;
  readonly index = new RowIndex();

  private readonly places: Places;
  private readonly journal: Journal;
  private readonly runId: string;
  private opened: History | undefined;

  /** `program` is that of the run's text. */
  constructor(row: RunRow, program: Program, journal: Journal) {
    this.program = program;
    this.places = new Places(row.text, program.places);
    this.plan = planOf(program, row.inputs, row.seed);
    this.journal = journal;
    this.runId = row.id;
  }

  /** Where an error's cause stands in the text. */
  readonly placeOf = ({ path, within }: RunError): Range | undefined => {
    if (!path || path.length === 0) return undefined;
    return within ? this.placeIn(path, within) : this.places.locate(path);
  };

  /** Where a piece of the string at a path stands in the text. */
  placeIn(path: Path, within: Range): Range {
    return this.places.within(path, within);
  }

  /** What the journal holds, read for those who look; of a model that was opened. */
  get history(): History {
    if (!this.opened) throw new Error('the history of a run is asked before it was opened');
    return this.opened;
  }

  /** Gives the model its history, which comes with the views. */
  open(make: (journal: Journal, runId: string, plan: Plan) => History): void {
    this.opened ??= make(this.journal, this.runId, this.plan);
  }

  /** What could not be read since this was asked last. */
  takeDamage(): ReturnType<History['takeDamage']> {
    return this.opened?.takeDamage() ?? [];
  }

  /** The journal was written by somebody else: what was read of it is forgotten, rows wait for {@link readIndex}. */
  renew(): void {
    this.opened?.forget();
    this.index.hold();
  }

  /** Fills the index of rows from the first `segments` segments. */
  async readIndex(segments: number): Promise<void> {
    const entries = soundEntries(await this.journal.directory(this.runId));
    this.index.fill(entries.slice(0, segments).flatMap(({ ranges }) => ranges));
  }

  /** Frames of iterations under way, by `address[number]`. */
  openFrames(state: State): Map<string, Frame> {
    const open = new Map<string, Frame>();
    const visit = (frame: Frame): void => {
      if (frame.plan.kind !== 'root') {
        if (frame.ended || (frame.plan.kind === 'loop' && frame.stop !== undefined)) return;
        open.set(`${frame.address}[${frame.iteration}]`, frame);
        this.index.add(frame.address, frame.iteration);
      }
      for (const inner of frame.inner) {
        if (inner?.kind === 'frame') visit(inner);
        else inner?.frames.forEach((item, n) => item && !inner.ended[n] && visit(item));
      }
    };
    if (!state.ending || state.ending.status === 'stopped') visit(state.root);
    return open;
  }
}
