import { type Frame, planOf, type Plan, type RunError, type State } from '../engine';
import type { Range } from '../json/json';
import type { Journal, RunRow } from '../journal/journal';
import { type CheckedWorkflow, readChecked } from '../workflow/read-checked';
import { History } from './history';
import { RowIndex } from './row-index';

/** The document of a run as it was when it began, and everything derived from it. */
export class RunModel {
  readonly reading: CheckedWorkflow;
  readonly plan: Plan;
  readonly history: History;
  readonly index = new RowIndex();

  /** Throws when the text is no workflow that can run; it was checked before the run began. */
  constructor(row: RunRow, journal: Journal) {
    const reading = readChecked(row.text);
    if (!reading) throw new Error('the document of the run cannot be read');
    this.reading = reading;
    const { workflow, outline } = reading;
    this.plan = planOf(workflow, outline, row.inputs, row.seed);
    this.history = new History(journal, row.id, this.plan);
  }

  /** Where an error's cause stands in the text. */
  readonly placeOf = ({ path, within }: RunError): Range | undefined => {
    if (!path || path.length === 0) return undefined;
    const { document } = this.reading;
    return within ? document.within(path, within) : document.locate(path);
  };

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
