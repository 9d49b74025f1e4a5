import { type Drawing, moved, type Part, type Point, type Sheet, type Wire, wireThrough } from './drawing';
import type { Shown } from './shown';
import type { Box } from './tree';
import { hasLanes } from './widths';

const high = 48;
const hexagonHigh = 52;
const gap = 24;
const exitGap = 40;
const lead = 36;
const widest = 288;
const narrowest = 120;
/** Left and right of what is inside a box; on the right the way back goes up. */
const left = 16;
const right = 16;
const backRight = 46;

/** Lays boxes out from top to bottom, as narrow as `width` px allows. */
export function drawDown(roots: readonly Shown[], width: number): Drawing {
  const sheet: Sheet = { boxes: [], wires: [], spots: [] };
  const last = roots.at(-1);
  if (!last) return { w: width, h: 0, ...sheet };
  const side = 16;
  const step = Math.max(narrowest, Math.min(widest, width - 2 * side - taken(roots)));
  const flow = flowOf(roots, step);
  const x = Math.max(side, Math.floor((width - flow.w) / 2));
  const y = 16 + lead / 2;
  flow.put(x, y, sheet);
  const entry = moved(flow.entry, x, y);
  const exit = moved(flow.exit, x, y);
  const start = { x: entry.x, y: 16 };
  const end = { x: exit.x, y: y + flow.h + lead };
  sheet.wires.push(arrow('flow', undefined, [start, entry], flow.open));
  const leaving = last.box.kind === 'loop' && last.open ? last.box : undefined;
  sheet.wires.push(arrow(leaving ? 'exit' : 'flow', leaving, [exit, moved(end, 0, -5)]));
  if (leaving) sheet.spots.push({ kind: 'exit', of: leaving, x: exit.x + 8, y: y + flow.h - 18 });
  sheet.spots.push({ kind: 'start', of: undefined, ...start }, { kind: 'end', of: undefined, ...end });
  return { w: Math.max(width, x + flow.w + side), h: end.y + 20, ...sheet };
}

/** Most px that borders take on both sides of a step, all boxes around it together. */
function taken(items: readonly Shown[]): number {
  return Math.max(
    0,
    ...items.map((shown) => {
      const { box, open, inside } = shown;
      if (!open || box.kind === 'step') return 0;
      return (box.kind === 'case' ? 0 : sidesOf(shown)) + taken(inside);
    }),
  );
}

function sidesOf({ box }: Shown): number {
  return left + (box.back ? backRight : right);
}

function arrow(kind: Wire['kind'], of: Wire['of'], points: readonly Point[], open = false): Wire {
  return wireThrough(kind, of, points, 'down', open);
}

function partOf(shown: Shown, step: number): Part {
  const { box, open } = shown;
  if (!open || box.kind === 'step' || box.kind === 'until') {
    const h = box.kind === 'until' ? hexagonHigh : high;
    return {
      ...{ w: step, h, entry: { x: step / 2, y: 0 }, exit: { x: step / 2, y: h } },
      put: (x, y, { boxes }) => boxes.push({ shown, x, y, w: step, h }),
    };
  }
  return hasLanes(shown) ? lanesOf(shown, step) : frameOf(shown, step);
}

interface Flow extends Part {
  /** Middle of the right side of the last box. */
  readonly tail: Point;
}

function flowOf(items: readonly Shown[], step: number, owner?: Box): Flow {
  const parts = items.map((shown) => ({ shown, part: partOf(shown, step) }));
  const axis = Math.max(step / 2, ...parts.map(({ part }) => part.entry.x));
  const w = Math.max(step, ...parts.map(({ part }) => axis - part.entry.x + part.w));
  let top = 0;
  const placed = parts.map(({ shown, part }) => {
    const y = top;
    top += part.h + (shown.box.kind === 'loop' && shown.open ? exitGap : gap);
    return { shown, part, x: axis - part.entry.x, y };
  });
  const last = placed.at(-1);
  const h = last ? last.y + last.part.h : 8;
  return {
    ...{ w, h, entry: { x: axis, y: placed[0]?.part.entry.y ?? 0 } },
    exit: last ? moved(last.part.exit, last.x, last.y) : { x: axis, y: h },
    tail: last ? { x: last.x + last.part.w, y: last.y + last.part.h / 2 } : { x: w, y: h / 2 },
    open: placed[0]?.part.open ?? true,
    put: (x, y, sheet) => {
      placed.forEach((one, n) => {
        one.part.put(x + one.x, y + one.y, sheet);
        const next = placed[n + 1];
        if (!next) return;
        const from = moved(one.part.exit, x + one.x, y + one.y);
        const to = moved(next.part.entry, x + next.x, y + next.y);
        const leaving = one.shown.box.kind === 'loop' && one.shown.open ? one.shown.box : undefined;
        sheet.wires.push(arrow(leaving ? 'exit' : 'flow', leaving ?? owner, [from, to], next.part.open));
        if (leaving)
          sheet.spots.push({ kind: 'exit', of: leaving, x: from.x + 8, y: y + one.y + one.part.h + 14 });
        else if (owner?.check === 'each-step' && next.shown.box.kind !== 'until')
          sheet.spots.push({ kind: 'check', of: owner, x: from.x, y: from.y + 8 });
      });
    },
  };
}

/** A box around a flow; the way back of a loop goes up on the right. */
function frameOf(shown: Shown, step: number): Part {
  const { box, inside } = shown;
  const isCase = box.kind === 'case';
  const first = inside[0]?.box.kind === 'until';
  const checkedLast = inside.length > 1 && inside.at(-1)?.box.kind === 'until';
  const inner = flowOf(inside, step, box);
  const pad = isCase ? 0 : left;
  const top = isCase ? 24 : 56;
  const bottom = isCase ? 4 : checkedLast ? 48 : box.back ? 36 : 16;
  const w = pad + inner.w + (isCase ? 0 : box.back ? backRight : right);
  const h = top + inner.h + bottom;
  const entry = moved(inner.entry, pad, top);
  const out = moved(inner.exit, pad, top);
  const early = first && !checkedLast;
  return {
    ...{ w, h, entry, exit: early ? { x: out.x, y: h } : out, open: inner.open ?? false },
    put: (x, y, sheet) => {
      sheet.boxes.push({ shown, x, y, w, h });
      inner.put(x + pad, y + top, sheet);
      const at = (point: Point): Point => moved(point, x, y);
      if (first) {
        const side = { x: entry.x - step / 2, y: entry.y + hexagonHigh / 2 };
        const down = [
          side,
          { x: 8, y: side.y },
          { x: 8, y: h - 8 },
          { x: out.x, y: h - 8 },
          { x: out.x, y: h },
        ];
        sheet.wires.push(arrow('exit', box, down.map(at), true));
      }
      if (!box.back) return;
      const lane = w - 24;
      const from = checkedLast ? moved(inner.tail, pad, top) : { x: out.x, y: out.y + 12 };
      const up = [from, { x: lane, y: from.y }, { x: lane, y: top - 12 }, { x: entry.x, y: top - 12 }];
      const start = checkedLast ? [] : [at(out)];
      sheet.wires.push(arrow('back', box, [...start, ...up.map(at), at(entry)], true));
      sheet.spots.push({
        kind: 'back',
        of: box,
        level: shown.level,
        upright: true,
        ...at({ x: lane, y: (from.y + top) / 2 }),
      });
    },
  };
}

/** Branches or siblings: side by side where single steps have the room, else one above the other. */
function lanesOf(shown: Shown, step: number): Part {
  const { inside } = shown;
  const n = inside.length;
  const narrow = Math.floor((step - 12 * (n - 1)) / n);
  const beside = n > 1 && narrow >= 96 && inside.every((lane) => lane.inside.every((one) => !one.open));
  const parts = inside.map((lane) => {
    const part =
      lane.box.kind === 'case' ? frameOf(lane, beside ? narrow : step) : partOf(lane, beside ? narrow : step);
    return { part, of: lane.box };
  });
  const top = 40;
  let x = left;
  let y = top;
  const placed = parts.map(({ part, of }) => {
    const at = { x, y };
    if (beside) x += part.w + 12;
    else y += part.h + 12;
    return { part, of, at };
  });
  const inner = beside ? x - 12 - left : Math.max(step, ...parts.map(({ part }) => part.w));
  const low = Math.max(top, ...placed.map(({ part, at }) => at.y + part.h));
  const w = left + inner + right;
  const h = low + (beside ? 28 : 16);
  const axis = w / 2;
  return {
    ...{ w, h, entry: { x: axis, y: 0 }, exit: { x: axis, y: h } },
    put: (dx, dy, sheet) => {
      sheet.boxes.push({ shown, x: dx, y: dy, w, h });
      for (const { part, of, at } of placed) {
        part.put(dx + at.x, dy + at.y, sheet);
        if (!beside) continue;
        const exit = moved(part.exit, dx + at.x, dy + at.y);
        const join = { x: dx + axis, y: dy + h };
        const way = [exit, { x: exit.x, y: dy + low + 12 }, { x: join.x, y: dy + low + 12 }, join];
        sheet.wires.push(arrow('branch', of, way, true));
      }
    },
  };
}
