import type { Shown } from './shown';
import { flowWidths, gap, gapAfter, widthsOf } from './widths';

/** A box of a line and how wide it is there, in px. */
export interface Item {
  readonly shown: Shown;
  readonly w: number;
}

/** Steps that take several lines stand in columns about this wide, in px. */
const column = 128;

/** Breaks a flow of boxes into lines of at most `room` px, as text is; boxes that cannot be so narrow stick out. */
export function linesOf(items: readonly Shown[], room: number): readonly (readonly Item[])[] {
  const { least } = flowWidths(items);
  if (least <= room) return [stretched(items, room, Infinity)];
  const columns = Math.max(1, Math.floor((room + gap) / (column + gap)));
  const wide = Math.floor((room + gap) / columns) - gap;
  const lines: Shown[][] = [];
  let left = 0;
  for (const item of items) {
    const { least: wanted, floor } = widthsOf(item);
    const w = item.box.kind === 'step' ? wide : Math.max(floor, Math.min(wanted, room));
    if (lines.length === 0 || w > left) {
      lines.push([item]);
      left = room - w - gapAfter(item);
    } else {
      lines.at(-1)?.push(item);
      left -= w + gapAfter(item);
    }
  }
  return lines.map((line) => stretched(line, room, wide));
}

/** Shares out the room of a line; steps get no wider than `most`. */
function stretched(items: readonly Shown[], room: number, most: number): readonly Item[] {
  const gaps = items.reduce((sum, item, n) => sum + (n === items.length - 1 ? 0 : gapAfter(item)), 0);
  const bounds = items.map((item) => {
    const { least, floor, most: own } = widthsOf(item);
    const low =
      item.box.kind === 'step' && Number.isFinite(most) ? most : Math.max(floor, Math.min(least, room));
    return { low, high: Math.max(low, item.box.kind === 'step' ? Math.min(own, most) : own) };
  });
  const spare = room - gaps - bounds.reduce((sum, { low }) => sum + low, 0);
  const slack = bounds.reduce((sum, { low, high }) => sum + high - low, 0);
  const share = slack > 0 ? Math.max(0, Math.min(1, spare / slack)) : 0;
  return items.map((shown, n) => {
    const { low, high } = bounds[n] ?? { low: 0, high: 0 };
    return { shown, w: Math.floor(low + (high - low) * share) };
  });
}
