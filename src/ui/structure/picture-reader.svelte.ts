import type { IterationRow, LoopView } from '../../worker/api';
import type { SelectedRun } from '../state/selected-run.svelte';
import { calmly, Refresher } from '../state/refresher';
import { loopAt } from '../moment';
import { blankPicture, type Picture } from './picture';
import { rowThen } from './row-then';

/** Most loops of which an iteration is read at once. */
const mostLoops = 24;

/** Reads what the boxes show of a run, again and again while it goes on. */
export class PictureReader {
  picture = $state.raw<Picture>(blankPicture);

  readonly #run: SelectedRun;
  readonly #refresher = new Refresher(() => this.#read(), calmly);

  constructor(run: SelectedRun) {
    this.#run = run;
  }

  /** To be called when the moment or the run changed. */
  refresh(): void {
    this.#refresher.ask(!this.#run.isRushing);
  }

  close(): void {
    this.#refresher.close();
  }

  async #read(): Promise<void> {
    const run = this.#run;
    const { id, snapshot, cursor, levels, follows, isActive, outline } = run;
    if (!snapshot) {
      this.picture = blankPicture;
      return;
    }
    const at = momentIn(run);
    const chosen = new Map(levels.map(({ address, iteration }) => [address, iteration]));
    const rows = new Map<string, IterationRow>();
    const loops = new Map<string, LoopView>();
    const rowOf = async (address: string, iteration: number): Promise<IterationRow | undefined> => {
      const row = await run.row({ address, iteration });
      return row && rowThen(row, cursor, levels, outline);
    };
    const document = await rowOf('', 0);
    if (document) rows.set('', document);
    const queue = [...(document?.nested ?? [])];
    for (let n = 0; n < queue.length && n < mostLoops; n += 1) {
      const told = queue[n];
      if (!told) continue;
      const view = run.loopView(told.address) ?? told;
      loops.set(view.id, loopAt(view, cursor));
      const iteration = chosen.get(view.address) ?? view.begun - 1;
      const row = iteration < 0 ? undefined : await rowOf(view.address, iteration);
      if (!row) continue;
      rows.set(view.id, row);
      queue.push(...row.nested);
    }
    const own = rows.get(levels.at(-1)?.id ?? '');
    // At a moment of the record what came later is still to come, as long as something did.
    const active = isActive || (cursor !== undefined && (cursor.stepId !== undefined || own?.open === false));
    if (run.id === id) this.picture = { rows, loops, at, active, follows };
  }
}

/** Where the moment is, as boxes are named. */
function momentIn({ snapshot, cursor, levels, isActive }: SelectedRun): Picture['at'] {
  const place = cursor ? undefined : snapshot?.place;
  const loopId = levels.at(-1)?.id;
  if (cursor) {
    return {
      ...(cursor.stepId !== undefined && { stepId: cursor.stepId }),
      ...(loopId !== undefined && { loopId }),
    };
  }
  if (!place || !isActive) return undefined;
  const inner = place.loops.at(-1)?.id;
  const checking = place.stepId === inner;
  return { ...(!checking && { stepId: place.stepId }), ...(inner !== undefined && { loopId: inner }) };
}
