import type { OutlineItem } from '../../worker/api';
import type { Workflow } from '../../workflow/types';
import type { Playground } from '../playground.svelte';
import { drawAcross } from './across';
import { drawDown } from './down';
import type { Drawing } from './drawing';
import { PictureReader } from './picture-reader.svelte';
import { sameSteps } from './same-steps';
import { type Shown, shownOf } from './shown';
import { type Box, boxesOf, everyBox } from './tree';

/** What the picture of the workflow is made from: the document in the editor, the run, and what is folded. */
export class StructureModel {
  /** Room for it in px. */
  width = $state(0);
  readonly reader: PictureReader;
  readonly #playground: Playground;
  readonly #down: boolean;
  #kept: Workflow | undefined;

  /** The last text that was a workflow: a comma that is missing for a moment takes no picture away. */
  readonly workflow = $derived.by(() => {
    this.#kept = this.#playground.draft.checked?.workflow ?? this.#kept;
    return this.#kept;
  });
  readonly boxes: readonly Box[] = $derived(this.workflow ? boxesOf(this.workflow) : []);
  readonly #all: readonly Box[] = $derived([...everyBox(this.boxes)]);
  readonly #items: ReadonlyMap<string, OutlineItem> = $derived.by(
    () => new Map(this.#playground.draft.outline.map((item) => [item.id, item])),
  );
  readonly #same = $derived.by(() => {
    const { run, draft } = this.#playground;
    if (!this.workflow || !run.workflow) return undefined;
    return run.text === draft.checkedText ? 'all' : sameSteps(run.workflow, this.workflow);
  });
  /** Key of the box in which the text cursor stands. */
  readonly marked = $derived.by(() => this.#boxAt(this.#playground.layout.caret?.offset)?.key);
  /** Id of the step that is looked at, while it does not change all the time. */
  readonly #now = $derived.by(() =>
    this.#playground.run.isRushing ? undefined : this.reader.picture.at?.stepId,
  );
  readonly alone = $derived.by(() =>
    this.#all.find(({ key }) => key === this.#playground.layout.structure.alone),
  );
  readonly shown: readonly Shown[] = $derived.by(() => {
    const keys = this.#all.filter(
      ({ key, id, kind }) => key === this.marked || (id === this.#now && kind !== 'until'),
    );
    return shownOf(this.alone ? [this.alone] : this.boxes, this.#playground.layout.structure.folds, keys);
  });
  readonly drawing: Drawing = $derived.by(() =>
    this.#down ? drawDown(this.shown, this.width) : drawAcross(this.shown, this.width),
  );

  constructor(playground: Playground, down: boolean) {
    this.#playground = playground;
    this.#down = down;
    this.reader = new PictureReader(playground.run);
  }

  /** The shown run had this very step, so that what it tells is true for it. */
  known({ id, kind, parent }: Box): boolean {
    const owner = kind === 'part' ? parent?.id : id;
    return (
      this.#same === 'all' ||
      (owner === undefined ? this.#same !== undefined : this.#same?.has(owner) === true)
    );
  }

  item(box: Box): OutlineItem | undefined {
    return this.#items.get(box.id);
  }

  /** Puts the editor's cursor into the text of a box, and the moment into its step. */
  choose(box: Box): void {
    const item = this.item(box);
    if (!item || box.kind === 'part') return;
    const { structure } = this.#playground.layout;
    structure.wanted = box.kind === 'until' ? (item.until ?? item.name) : item.name;
  }

  /** Looks at a box's step in the iteration that is shown. */
  look(box: Box): void {
    const row = this.reader.picture.rows.get(box.rows);
    if (!row || row.address === '' || !this.known(box)) return;
    const moment = { address: row.address, iteration: row.iteration };
    if (box.kind === 'until') this.#playground.seek(moment);
    else if (row.cells[box.id]) this.#playground.seek({ ...moment, stepId: box.id });
  }

  #boxAt(offset: number | undefined): Box | undefined {
    if (offset === undefined) return undefined;
    let found: OutlineItem | undefined;
    for (const item of this.#items.values()) {
      if (item.range.from <= offset && offset <= item.range.to) found = item;
    }
    const { until } = found ?? {};
    const kind = until && until.from <= offset && offset <= until.to ? 'until' : undefined;
    return (
      found &&
      this.#all.find(
        ({ id, kind: own }) =>
          id === found.id && (own === 'until') === (kind === 'until') && own !== 'part' && own !== 'case',
      )
    );
  }
}
