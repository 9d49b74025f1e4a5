import type { Cursor, IterationRow, LoopView, OutlineItem, RunSnapshot } from '../worker/api';
import type { Address } from '../engine/records';

/** A loop around a moment, and which of its iterations the moment lies in. */
export interface Level {
  readonly id: string;
  readonly address: Address;
  readonly iteration: number;
}

/** The loops a cursor lies in, outermost first; the last one is the cursor's own. */
export function levelsOf(cursor: Cursor): readonly Level[] {
  if (cursor.address === '') return [];
  const segments = cursor.address.split('/');
  return segments.map((segment, n) => {
    const match = /^([^[{]+)(?:[[{](\d+)[\]}])?$/.exec(segment);
    const before = segments.slice(0, n).join('/');
    const id = match?.[1] ?? segment;
    return {
      id,
      address: before === '' ? id : `${before}/${id}`,
      iteration: n === segments.length - 1 ? cursor.iteration : Number(match?.[2] ?? 0),
    };
  });
}

/** Numbers of a cursor from the outermost loop to its own, as addresses are written: `1 / 2`. */
export function numbersOf(cursor: Cursor): readonly number[] {
  return levelsOf(cursor).map((level) => level.iteration);
}

/**
 * Where a run is: in the step of its innermost loop, when that is not known in that loop, or, once it has ended, at the
 * end of the loop that began last. `undefined` when no loop has begun.
 */
export function headOf(snapshot: RunSnapshot, outline: readonly OutlineItem[]): Cursor | undefined {
  const { place } = snapshot;
  const inner = place?.loops.at(-1);
  if (place && inner) {
    const atEnd = place.stepId === inner.id;
    return {
      address: inner.address,
      iteration: inner.iteration,
      ...(atEnd ? {} : { stepId: place.stepId }),
    };
  }
  const order = new Map(outline.map((item, n) => [item.id, n]));
  const last = snapshot.loops
    .filter((loop) => loop.begun > 0 && loop.parent === undefined)
    .reduce<LoopView | undefined>(
      (best, loop) => (best && (order.get(best.id) ?? 0) > (order.get(loop.id) ?? 0) ? best : loop),
      undefined,
    );
  // Of a run that is carried out elsewhere, only its open loops tell how deep it is.
  const inside = (at: LoopView): LoopView => {
    const next = snapshot.loops.findLast(
      ({ parent, begun, stoppedBy }) => parent === at.address && begun > 0 && stoppedBy === undefined,
    );
    return next ? inside(next) : at;
  };
  const at = last && inside(last);
  return at && { address: at.address, iteration: at.iteration };
}

/** The steps that share out an iteration of a loop, in document order; nested loops count as one. */
export function stepsOf(outline: readonly OutlineItem[], loopId: string): readonly OutlineItem[] {
  return outline.filter((item) => item.rows === loopId && !isTransparent(item));
}

/** Steps that have no output of their own to look at. */
export function isTransparent(item: OutlineItem): boolean {
  return item.type === 'sequence' || item.type === 'parallel' || item.type === 'if';
}

/** Whether two cursors mean the same moment. */
export function sameMoment(a: Cursor | undefined, b: Cursor | undefined): boolean {
  return a?.address === b?.address && a?.iteration === b?.iteration && a?.stepId === b?.stepId;
}

/** Id of the step of `level` that a deeper moment is in, or the cursor's own step. */
export function stepAt(levels: readonly Level[], n: number, cursor: Cursor): string | undefined {
  return n === levels.length - 1 ? cursor.stepId : levels[n + 1]?.id;
}

/** Tallies of a loop as they were at a moment that is looked back at; of a loop it does not lie in they are what they are. */
export function loopAt(view: LoopView, cursor: Cursor | undefined): LoopView {
  const levels = cursor ? levelsOf(cursor) : [];
  const n = levels.findIndex(({ address }) => address === view.address);
  const level = levels[n];
  if (!level) return view;
  const { iteration } = level;
  const isOver = n === levels.length - 1 && cursor?.stepId === undefined;
  const { stoppedBy, ...rest } = view;
  return {
    ...rest,
    iteration,
    begun: iteration + 1,
    finished: isOver ? iteration + 1 : iteration,
    ...(stoppedBy && isOver && iteration + 1 >= view.begun && { stoppedBy }),
  };
}

/** A moment in words, as a person finds it in the table: an iteration or item, and the step or check that came last. */
export function hereText(
  { stepId }: Cursor,
  levels: readonly Level[],
  outline: readonly OutlineItem[],
): string {
  const loop = outline.find(({ id }) => id === levels.at(-1)?.id);
  const word = loop?.type === 'foreach' ? 'item' : 'iteration';
  const place = `${word} ${levels.map((level) => level.iteration).join(' / ')}`;
  return stepId === undefined && !loop?.until
    ? `the end of ${place}`
    : `${place}, after \`${stepId ?? 'until'}\``;
}

/** A row without what came later in its iteration than a step; undefined: the iteration as a whole. */
export function rowUpTo(
  row: IterationRow,
  stepId: string | undefined,
  outline: readonly OutlineItem[],
): IterationRow {
  const last = outline.findIndex(({ id }) => id === stepId);
  if (last < 0) return row;
  const later = new Set(outline.slice(last + 1).map(({ id }) => id));
  return { ...row, cells: Object.fromEntries(Object.entries(row.cells).filter(([id]) => !later.has(id))) };
}
