import { type Frame, planOf, type Plan, type RunError, type State } from '../engine';
import type { Path, Range } from '../json/json';
import { Places } from '../json/places';
import type { Journal, RunRow } from '../journal/journal';
import type { Program } from '../workflow/program';
import { History } from './history';
import { RowIndex } from './row-index';

/** The document of a run as it was when it began, and everything derived from it. */
export class RunModel {
  readonly program: Program;
  readonly plan: Plan;
  readonly history: History;
  readonly index = new RowIndex();

  private readonly places: Places;

  /** `program` is that of the run's text. */
  constructor(row: RunRow, program: Program, journal: Journal) {
    this.program = program;
    this.places = new Places(row.text, program.places);
    this.plan = planOf(program, row.inputs, row.seed);
    this.history = new History(journal, row.id, this.plan);
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

  /** Fills the index of rows from what is stored. */
  async readIndex(segments: number): Promise<void> {
    for (const { ranges } of await this.history.directory(segments)) {
      for (const [address, , last] of ranges) this.index.add(address, last);
    }
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
    if (!state.ending) visit(state.root);
    return open;
  }
}
