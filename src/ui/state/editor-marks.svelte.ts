import type { IterationRow, LoopView, ScopeView } from '../../worker/api';
import type { Explanation, OutlineItem } from '../../worker/api';
import { isObject, type Json } from '../../json/json';
import { levelsOf, loopAt, rowUpTo, stepAt, type Level } from '../moment';
import { durationText, jsonText, ownTime } from '../values';
import type { Inlay } from '../editor/inlays';
import type { Now } from '../editor/now-line';
import type { Playground } from '../playground.svelte';
import { calmly, Refresher } from './refresher';

/** What the run has to say in the text: the values of `until`, a word at the end of lines, the line that is now. */
export class EditorMarks {
  explanations = $state.raw<readonly Explanation[]>([]);
  inlays = $state.raw<readonly Inlay[]>([]);
  now = $state.raw<Now>();

  readonly #playground: Playground;
  readonly #refresher = new Refresher(() => this.#read(), calmly);

  constructor(playground: Playground) {
    this.#playground = playground;
  }

  /** To be called when the moment, the run or the text changed. */
  refresh(): void {
    this.#refresher.ask(!this.#playground.run.isRushing);
  }

  close(): void {
    this.#refresher.close();
  }

  async #read(): Promise<void> {
    const { run, draft } = this.#playground;
    const { here, snapshot, levels, outline } = run;
    if (!snapshot || !here || run.text !== draft.text) {
      this.explanations = [];
      this.inlays = [];
      this.now = undefined;
      return;
    }
    const byId = new Map(outline.map((item) => [item.id, item]));
    this.now = nowOf(this.#playground, byId);
    const explained = await Promise.all(
      levels
        .filter((level) => byId.get(level.id)?.until !== undefined)
        .map((level) => ({ ...level, iteration: lastCheck(this.#playground, level) }))
        .filter((level) => level.iteration >= 0)
        .map((level) => run.explain(level)),
    );
    const rows = await Promise.all(levels.map((level) => run.row(level)));
    const scope = await run.scope(here);
    if (run.here !== here && run.cursor !== undefined) return;
    this.explanations = explained.filter((one) => one !== undefined);
    const inlays: Inlay[] = [];
    levels.forEach((level, n) => {
      const view = run.loopView(level.address);
      inlays.push(...loopInlays(byId.get(level.id), view && loopAt(view, run.cursor), scope));
      const last = run.cursor && stepAt(levels, n, run.cursor);
      const row = rows[n] && rowUpTo(rows[n], last, outline);
      inlays.push(...stepInlays(row, byId, run.follows ? snapshot.place?.stepId : undefined));
    });
    this.inlays = inlays;
  }
}

/**
 * The iteration of a level whose check is shown: the one that is looked at, or, while its check has not been made,
 * the one before; -1 when there is none.
 */
export function lastCheck({ run }: Playground, { address, iteration }: Level): number {
  const loop = run.loopView(address);
  // A start of an inner loop that is no longer known has ended long ago.
  const isOver = loop === undefined || iteration < loop.iteration || iteration < loop.finished;
  return isOver || loop.stoppedBy !== undefined ? iteration : iteration - 1;
}

function nowOf({ run }: Playground, byId: ReadonlyMap<string, OutlineItem>): Now | undefined {
  const { snapshot, here, follows, isActive } = run;
  const loop = levelsOf(here ?? { address: '', iteration: 0 }).at(-1);
  const item =
    byId.get(here?.stepId ?? (follows && isActive ? (snapshot?.place?.stepId ?? '') : '')) ??
    byId.get(loop?.id ?? '');
  if (!item) return undefined;
  if (follows && snapshot?.status === 'failed') {
    return { range: snapshot.error?.range ?? item.until ?? item.name, kind: 'problem' };
  }
  if (follows && !isActive) return undefined;
  return { range: here?.stepId === undefined ? (item.until ?? item.name) : item.name, kind: 'now' };
}

function loopInlays(
  item: OutlineItem | undefined,
  loop: LoopView | undefined,
  scope: ScopeView | undefined,
): readonly Inlay[] {
  if (!item) return [];
  const inlays: Inlay[] = [];
  if (item.maxIterations && loop) {
    const done = String(loop.finished);
    inlays.push({ offset: item.maxIterations.to, text: `${done} done`, strong: done });
  }
  const vars = scope?.vars.find((owner) => owner.owner === item.id)?.values;
  if (item.variables && vars) {
    const text = Object.entries(vars)
      .map(([name, value]) => `${name} ${shortValue(value)}`)
      .join(', ');
    if (text !== '') inlays.push({ offset: item.variables.to, text });
  }
  return inlays;
}

function stepInlays(
  row: IterationRow | undefined,
  byId: ReadonlyMap<string, OutlineItem>,
  next: string | undefined,
): readonly Inlay[] {
  return Object.entries(row?.cells ?? {}).flatMap(([id, cell]): Inlay[] => {
    const item = byId.get(id);
    if (!item) return [];
    const offset = item.name.to;
    if (cell.status === 'running' || cell.status === 'waiting') {
      return [{ offset, text: `${cell.status}, ${durationText(cell.ms)}` }];
    }
    if (cell.status === 'next') return id === next ? [{ offset, text: 'next' }] : [];
    const time: Inlay =
      cell.status === 'done'
        ? { offset, text: durationText(cell.ms), title: `Time it took, ${ownTime}` }
        : { offset, text: cell.status === 'unfinished' ? 'not finished' : cell.status };
    if (!item.skipIf) return [time];
    const skipped = String(cell.status === 'skipped');
    return [...(cell.ms > 0 ? [time] : []), { offset: item.skipIf.to, text: skipped, strong: skipped }];
  });
}

function shortValue(value: Json): string {
  if (typeof value === 'string') return value.length > 16 ? `${value.length} chars` : jsonText(value);
  if (Array.isArray(value)) return `${value.length} items`;
  return isObject(value) ? `{${Object.keys(value).join(', ')}}` : jsonText(value);
}
