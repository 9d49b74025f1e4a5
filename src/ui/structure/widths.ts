import type { Shown } from './shown';

/** px between two boxes in the flow. */
export const gap = 24;
/** px behind a loop, where a word says what left it. */
const exitGap = 48;

/** Between these a box may be wide, in px; `floor`: with its steps on several lines. */
export interface Widths {
  readonly floor: number;
  readonly least: number;
  readonly most: number;
}

const step: Widths = { floor: 108, least: 112, most: 240 };
const until: Widths = { floor: 116, least: 124, most: 140 };
const folded: Widths = { floor: 148, least: 188, most: 240 };
/** A head with a name and a tally needs as much. */
const head = 216;

/** px between the border of a box and what is inside it. */
export interface Padding {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Whether boxes stand above each other inside of this one: branches, or what runs at the same time. */
export function hasLanes({ box }: Shown): boolean {
  return box.kind === 'if' || box.kind === 'parallel';
}

/** The room around what is inside a box drawn from left to right. */
export function paddingOf(shown: Shown): Padding {
  const { box, inside } = shown;
  if (hasLanes(shown)) return { left: 36, right: 36, top: 44, bottom: 16 };
  if (box.kind === 'case') return { left: 0, right: 0, top: 22, bottom: 4 };
  const checkedFirst = inside[0]?.box.kind === 'until';
  const checkedLast = inside.at(-1)?.box.kind === 'until' && inside.length > 1;
  return {
    left: 24,
    right: checkedFirst ? 40 : checkedLast || !box.back ? 16 : 36,
    top: checkedFirst ? 60 : 48,
    bottom: box.back ? 44 : 16,
  };
}

const known = new WeakMap<Shown, Widths>();

/** How wide a box may be. Reckoned once for each. */
export function widthsOf(shown: Shown): Widths {
  const before = known.get(shown);
  if (before) return before;
  const widths = reckon(shown);
  known.set(shown, widths);
  return widths;
}

/** The room a flow of boxes takes on one line, or, as `floor`, on as many as it needs. */
export function flowWidths(items: readonly Shown[]): Widths {
  const all = items.map(widthsOf);
  const gaps = items.reduce((sum, item, n) => sum + (n === items.length - 1 ? 0 : gapAfter(item)), 0);
  return {
    floor: Math.max(0, ...all.map(({ floor }) => floor)),
    least: all.reduce((sum, one) => sum + one.least, gaps),
    most: all.reduce((sum, one) => sum + one.most, gaps),
  };
}

export function gapAfter({ box, open }: Shown): number {
  return box.kind === 'loop' && open ? exitGap : gap;
}

function reckon(shown: Shown): Widths {
  const { box, open, inside } = shown;
  if (box.kind === 'until') return until;
  if (box.kind === 'step') return step;
  if (!open && box.kind !== 'case') return folded;
  const { left, right } = paddingOf(shown);
  const pads = left + right;
  const inner = hasLanes(shown) ? lanesWidths(inside) : flowWidths(inside);
  const least = box.kind === 'case' ? 96 : head;
  return {
    floor: Math.max(least, inner.floor + pads),
    least: Math.max(least, inner.least + pads),
    most: Math.max(least, inner.most + pads),
  };
}

function lanesWidths(lanes: readonly Shown[]): Widths {
  const all = lanes.map(widthsOf);
  return {
    floor: Math.max(0, ...all.map(({ floor }) => floor)),
    least: Math.max(0, ...all.map(({ least }) => least)),
    most: Math.max(0, ...all.map(({ most }) => most)),
  };
}
