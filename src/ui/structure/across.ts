import { type Drawing, moved, type Part, type Point, type Sheet, type Wire, wireThrough } from './drawing';
import { linesOf } from './lines';
import type { Shown } from './shown';
import type { Box } from './tree';
import { gapAfter, hasLanes, paddingOf } from './widths';

const high = 52;
const margin = 16;
/** From the first dot to the first box, and from the last box to the last ring. */
const lead = 40;
const lineGap = 28;
const laneGap = 10;

/** A flow and where its last box stands. */
interface Flow extends Part {
  readonly tail: Point & { readonly w: number; readonly h: number };
}

/** Lays boxes out from left to right, in lines of at most `width` px where they can be as narrow. */
export function drawAcross(roots: readonly Shown[], width: number): Drawing {
  const sheet: Sheet = { boxes: [], wires: [], spots: [] };
  const last = roots.at(-1);
  if (!last) return { w: width, h: 0, ...sheet };
  const x = margin + 8 + lead;
  const flow = flowOf(roots, width - x - lead - margin - 16);
  flow.put(x, margin, sheet);
  const start = { x: margin + 8, y: margin + flow.entry.y };
  const exit = moved(flow.exit, x, margin);
  const right = x + flow.tail.x + flow.tail.w;
  const end = { x: right + lead + 12, y: exit.y };
  sheet.wires.push(arrow('flow', undefined, [start, moved(flow.entry, x, margin)], flow.open));
  const left = last.box.kind === 'loop' && last.open ? last.box : undefined;
  sheet.wires.push(arrow(left ? 'exit' : 'flow', left, [exit, moved(end, -5, 0)]));
  if (left) sheet.spots.push({ kind: 'exit', of: left, x: right + 6, y: exit.y });
  sheet.spots.push({ kind: 'start', of: undefined, ...start }, { kind: 'end', of: undefined, ...end });
  const edge = Math.max(end.x + margin, ...sheet.boxes.map((box) => box.x + box.w + margin));
  const bottom = Math.max(...sheet.boxes.map((box) => box.y + box.h));
  return { w: Math.max(width, edge), h: bottom + margin, ...sheet };
}

function arrow(kind: Wire['kind'], of: Wire['of'], points: readonly Point[], open = false): Wire {
  return wireThrough(kind, of, points, 'right', open);
}

function partOf(shown: Shown, w: number): Part {
  const { box, open } = shown;
  if (!open || box.kind === 'step' || box.kind === 'until') return leafOf(shown, w);
  return hasLanes(shown) ? lanesOf(shown, w) : frameOf(shown, w);
}

function leafOf(shown: Shown, w: number): Part {
  return {
    ...{ w, h: high, entry: { x: 0, y: high / 2 }, exit: { x: w, y: high / 2 } },
    put: (x, y, { boxes }) => boxes.push({ shown, x, y, w, h: high }),
  };
}

/** Nothing but a wire: a branch without steps. */
function emptyFlow(w: number, owner: Box | undefined): Flow {
  return {
    ...{ w, h: 16, entry: { x: 0, y: 8 }, exit: { x: w, y: 8 }, open: true, tail: { x: 0, y: 0, w, h: 16 } },
    put: (x, y, { wires }) =>
      wires.push(
        arrow(
          'flow',
          owner,
          [
            { x, y: y + 8 },
            { x: x + w, y: y + 8 },
          ],
          true,
        ),
      ),
  };
}

/** Boxes one after another, in as many lines as they need. */
function flowOf(items: readonly Shown[], room: number, owner?: Box): Flow {
  if (items.length === 0) return emptyFlow(Math.max(48, room), owner);
  let top = 0;
  const placed: { part: Part; shown: Shown; x: number; y: number; line: number; below: number }[] = [];
  linesOf(items, room).forEach((line, n) => {
    const parts = line.map(({ shown, w }) => ({ shown, part: partOf(shown, w) }));
    const axis = Math.max(...parts.map(({ part }) => part.entry.y));
    const below = top + Math.max(...parts.map(({ part }) => axis - part.entry.y + part.h));
    let x = 0;
    for (const { shown, part } of parts) {
      placed.push({ part, shown, x, y: top + axis - part.entry.y, line: n, below });
      x += part.w + gapAfter(shown);
    }
    top = below + lineGap;
  });
  const first = placed[0];
  const last = placed.at(-1);
  if (!first || !last) return emptyFlow(room, owner);
  const w = Math.max(...placed.map(({ x, part }) => x + part.w));
  return {
    ...{ w, h: top - lineGap, entry: moved(first.part.entry, first.x, first.y) },
    ...{ exit: moved(last.part.exit, last.x, last.y), open: first.part.open ?? false },
    tail: { x: last.x, y: last.y, w: last.part.w, h: last.part.h },
    put: (dx, dy, sheet) => {
      placed.forEach((one, n) => {
        one.part.put(one.x + dx, one.y + dy, sheet);
        const next = placed[n + 1];
        if (!next) return;
        const from = moved(one.part.exit, one.x + dx, one.y + dy);
        const to = moved(next.part.entry, next.x + dx, next.y + dy);
        const left = one.shown.box.kind === 'loop' && one.shown.open ? one.shown.box : undefined;
        const points =
          one.line === next.line
            ? bent(from, to, next.x + dx - 12)
            : wrapped(from, to, one.below + dy + lineGap / 2);
        sheet.wires.push(arrow(left ? 'exit' : 'flow', left ?? owner, points, next.part.open));
        if (left) sheet.spots.push({ kind: 'exit', of: left, x: one.x + one.part.w + dx + 6, y: from.y });
        else if (owner?.check === 'each-step' && next.shown.box.kind !== 'until')
          sheet.spots.push({ kind: 'check', of: owner, x: from.x + 8, y: from.y });
      });
    },
  };
}

function bent(from: Point, to: Point, x: number): readonly Point[] {
  return [from, { x, y: from.y }, { x, y: to.y }, to];
}

/** From the end of a line to the beginning of the next, through the gap between them. */
function wrapped(from: Point, to: Point, y: number): readonly Point[] {
  const right = from.x + 10;
  const left = to.x - 14;
  return [from, { x: right, y: from.y }, { x: right, y }, { x: left, y }, { x: left, y: to.y }, to];
}

/** A box around a flow: a loop with its way back, or a plain sequence. */
function frameOf(shown: Shown, w: number): Part {
  const { box, inside } = shown;
  const pad = paddingOf(shown);
  const several = linesOf(inside, w - pad.left - pad.right).length > 1;
  const left = pad.left + (several && box.back ? 14 : 0);
  const inner = flowOf(inside, w - left - pad.right, box);
  const h = pad.top + inner.h + pad.bottom;
  const entry = moved(inner.entry, left, pad.top);
  const out = moved(inner.exit, left, pad.top);
  const first = inside[0]?.box.kind === 'until';
  const checkedLast = inside.length > 1 && inside.at(-1)?.box.kind === 'until';
  const exit = first && !checkedLast ? { x: w, y: entry.y } : box.kind === 'case' ? { x: w, y: out.y } : out;
  return {
    ...{ w, h, entry, exit, open: inner.open ?? false },
    put: (x, y, sheet) => {
      sheet.boxes.push({ shown, x, y, w, h });
      inner.put(x + left, y + pad.top, sheet);
      const at = (point: Point): Point => moved(point, x, y);
      if (box.kind === 'case' && out.x < w)
        sheet.wires.push(arrow('flow', box, [at(out), { x: x + w, y: y + out.y }], true));
      if (first) putEarlyExit(shown, sheet, at, { ...entry, w, top: pad.top - 14 });
      if (!box.back) return;
      const { tail } = inner;
      const from = checkedLast
        ? { x: left + tail.x + tail.w / 2, y: pad.top + tail.y + tail.h }
        : { x: out.x + 12, y: out.y };
      const lane = h - 22;
      const back = left - (several ? 22 : 12);
      const way = [from, { x: from.x, y: lane }, { x: back, y: lane }, { x: back, y: entry.y }, entry];
      const start = checkedLast ? [] : [at(out)];
      sheet.wires.push(arrow('back', box, [...start, ...way.map(at)], true));
      sheet.spots.push({
        kind: 'back',
        of: box,
        level: shown.level,
        ...at({ x: (from.x + back) / 2, y: lane }),
      });
    },
  };
}

/** The way out of a loop that is asked before its steps: above them, to the right border. */
function putEarlyExit(
  { box, inside }: Shown,
  sheet: Sheet,
  at: (point: Point) => Point,
  { x, y, w, top }: Point & { readonly w: number; readonly top: number },
): void {
  const hexagon = sheet.boxes.find(({ shown }) => shown === inside[0]);
  const middle = x + (hexagon?.w ?? 0) / 2;
  const way = [
    { x: middle, y: y - high / 2 },
    { x: middle, y: top },
    { x: w - 12, y: top },
    { x: w - 12, y },
    { x: w, y },
  ];
  sheet.wires.push(arrow('exit', box, way.map(at), true));
}

/** A box around branches or siblings, one above the other, between a fork and a join. */
function lanesOf(shown: Shown, w: number): Part {
  const { inside } = shown;
  const pad = paddingOf(shown);
  const room = w - pad.left - pad.right;
  let top = pad.top;
  const lanes = inside.map((lane) => {
    const part = lane.box.kind === 'case' ? frameOf(lane, room) : flowOf([lane], room);
    const y = top;
    top += part.h + laneGap;
    return { part, y, of: lane.box };
  });
  const h = Math.max(pad.top + 16, top - laneGap) + pad.bottom;
  const axis = lanes[0] ? lanes[0].y + lanes[0].part.entry.y : h / 2;
  return {
    ...{ w, h, entry: { x: 0, y: axis }, exit: { x: w, y: axis }, open: true },
    put: (x, y, sheet) => {
      sheet.boxes.push({ shown, x, y, w, h });
      for (const { part, y: down, of } of lanes) {
        part.put(x + pad.left, y + down, sheet);
        const entry = moved(part.entry, x + pad.left, y + down);
        const exit = moved(part.exit, x + pad.left, y + down);
        const fork = { x, y: y + axis };
        sheet.wires.push(arrow('branch', of, bent(fork, entry, x + 14), part.open));
        sheet.wires.push(arrow('branch', of, bent(exit, { x: x + w, y: y + axis }, x + w - 14), true));
      }
    },
  };
}
