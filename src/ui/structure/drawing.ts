import type { Box } from './tree';
import type { Shown } from './shown';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box with its place, in px from the corner of the picture. */
export interface Placed {
  readonly shown: Shown;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** `flow` leads on, `back` to the first step again, `exit` out of a loop, `branch` into and out of a case. */
export type WireKind = 'flow' | 'back' | 'exit' | 'branch';

export interface Wire {
  readonly kind: WireKind;
  /** The box whose state it shares: the loop that is left or goes round, the case that is taken. */
  readonly of: Box | undefined;
  readonly d: string;
  /** Where its arrow points to and in which direction; absent: it ends without one. */
  readonly tip?: Point & { readonly to: 'right' | 'down' };
}

/** A word at a wire, or a mark on it; `check`: the ring where `until` is asked between steps. */
export interface Spot extends Point {
  readonly kind: 'back' | 'exit' | 'start' | 'end' | 'check';
  readonly of: Box | undefined;
  /** The word is written from top to bottom. */
  readonly upright?: boolean;
  /** On which level of what is shown the word stands: its ground is that of the box there. */
  readonly level?: number;
}

/** The whole picture. Boxes stand in the order of the document, those around others before them. */
export interface Drawing {
  readonly w: number;
  readonly h: number;
  readonly boxes: readonly Placed[];
  readonly wires: readonly Wire[];
  readonly spots: readonly Spot[];
}

/** A drawing while it is made. */
export interface Sheet {
  readonly boxes: Placed[];
  readonly wires: Wire[];
  readonly spots: Spot[];
}

/** A part of a picture with its measure, that can be put anywhere. Points are from its own corner. */
export interface Part {
  readonly w: number;
  readonly h: number;
  /** Where the flow comes in and goes out. */
  readonly entry: Point;
  readonly exit: Point;
  /** The flow comes in through a border: no arrow there. */
  readonly open?: boolean;
  readonly put: (x: number, y: number, sheet: Sheet) => void;
}

/** A line through points, horizontal and vertical, with rounded corners. */
export function lineThrough(points: readonly Point[], radius = 8): string {
  const straight = points.filter((point, n) => {
    const before = points[n - 1];
    return !before || before.x !== point.x || before.y !== point.y;
  });
  return straight
    .map((point, n) => {
      const before = straight[n - 1];
      const after = straight[n + 1];
      if (!before) return `M${point.x} ${point.y}`;
      if (!after) return `L${point.x} ${point.y}`;
      const r = Math.min(radius, distance(before, point) / 2, distance(point, after) / 2);
      const from = towards(point, before, r);
      const to = towards(point, after, r);
      return `L${from.x} ${from.y}Q${point.x} ${point.y} ${to.x} ${to.y}`;
    })
    .join('');
}

/** The background of a box on a level of what is shown: it alternates. */
export function groundOf(level: number): 'paper' | 'chrome' {
  return level % 2 === 0 ? 'paper' : 'chrome';
}

/** A wire through points, with an arrow that points `to` where it ends unless it ends open. */
export function wireThrough(
  kind: Wire['kind'],
  of: Wire['of'],
  points: readonly Point[],
  to: 'right' | 'down',
  open = false,
): Wire {
  const tip = points.at(-1);
  return { kind, of, d: lineThrough(points), ...(tip && !open && { tip: { ...tip, to } }) };
}

/** A point moved. */
export function moved({ x, y }: Point, dx: number, dy: number): Point {
  return { x: x + dx, y: y + dy };
}

function distance(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}

function towards(from: Point, to: Point, by: number): Point {
  return { x: from.x + Math.sign(to.x - from.x) * by, y: from.y + Math.sign(to.y - from.y) * by };
}
