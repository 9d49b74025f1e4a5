import { describe, expect, test } from 'vitest';
import { drawAcross } from '../../src/ui/structure/across';
import { drawDown } from '../../src/ui/structure/down';
import { type Drawing, lineThrough, type Placed } from '../../src/ui/structure/drawing';
import { around, everyShown, type Shown, shownOf } from '../../src/ui/structure/shown';
import { boxesOf, everyBox } from '../../src/ui/structure/tree';
import type { Workflow } from '../../src/workflow/types';
import { everything, loopOf, poem } from './documents';

function shown(workflow: Workflow): readonly Shown[] {
  return shownOf(boxesOf(workflow), new Map(), []);
}

const inside = (inner: Placed, outer: Placed): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.w <= outer.x + outer.w &&
  inner.y + inner.h <= outer.y + outer.h;
const apart = (a: Placed, b: Placed): boolean =>
  a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;

/** Boxes lie in the boxes around them and cover no others; wires stay on the sheet. */
function expectTidy(drawing: Drawing, roots: readonly Shown[]): void {
  expect(drawing.boxes.map(({ shown: { box } }) => box.key)).toEqual(
    [...everyShown(roots)].map(({ box }) => box.key),
  );
  for (const a of drawing.boxes) {
    const outer = new Set(around(a.shown.box));
    for (const b of drawing.boxes) {
      if (a === b) continue;
      if (outer.has(b.shown.box)) expect(inside(a, b), `${a.shown.box.key} in ${b.shown.box.key}`).toBe(true);
      else if (![...around(b.shown.box)].includes(a.shown.box))
        expect(apart(a, b), `${a.shown.box.key} beside ${b.shown.box.key}`).toBe(true);
    }
  }
  for (const { d } of drawing.wires) {
    const numbers = d.match(/-?[\d.]+/g)?.map(Number) ?? [];
    expect(numbers.every(Number.isFinite), d).toBe(true);
    for (let n = 0; n < numbers.length; n += 2) {
      expect(numbers[n], d).toBeGreaterThanOrEqual(0);
      expect(numbers[n], d).toBeLessThanOrEqual(drawing.w);
      expect(numbers[n + 1], d).toBeLessThanOrEqual(drawing.h);
    }
  }
}

describe.each([
  ['poem', poem],
  ['every type of step', everything],
  ['ten steps', loopOf(10)],
  ['three hundred steps', loopOf(300)],
])('%s', (_, workflow) => {
  const roots = shown(workflow);

  test.each([500, 840, 1400])('from left to right on %i px', (width) => {
    expectTidy(drawAcross(roots, width), roots);
  });
  test.each([320, 390, 700])('from top to bottom on %i px', (width) => {
    expectTidy(drawDown(roots, width), roots);
  });
});

test('a loop on one line: the check last, the way back from under it to the first step', () => {
  const { boxes, wires, spots, w } = drawAcross(shown(poem), 840);
  const [loop, write, , keep, until] = boxes;
  expect(boxes.map(({ shown: { box } }) => box.key)).toEqual([
    'refine',
    'write',
    'review',
    'keep',
    'refine/until',
  ]);
  expect(w).toBe(840);
  expect(write?.y).toBe(until?.y);
  expect(keep!.x + keep!.w).toBeLessThan(until!.x);
  const back = wires.find(({ kind }) => kind === 'back');
  expect(back?.d.startsWith(`M${until!.x + until!.w / 2} ${until!.y + until!.h}`)).toBe(true);
  expect(back?.d.endsWith(`L${write!.x} ${write!.y + 26}`)).toBe(true);
  expect(wires.find(({ kind }) => kind === 'exit')?.of?.key).toBe('refine');
  expect(spots.map(({ kind }) => kind).sort()).toEqual(['back', 'end', 'exit', 'start']);
  expect(loop!.w).toBeGreaterThan(600);
});

test('hexagons stand where until is asked', () => {
  const kinds = (id: string): readonly string[] => {
    const [box] = [...everyBox(boxesOf(everything))].filter((one) => one.key === id);
    return box?.inside.map(({ kind, note }) => (kind === 'until' ? note : kind)) ?? [];
  };
  expect(kinds('outer')).toEqual(['before', 'loop', 'loop', 'loop']);
  expect(kinds('inner')).toEqual(['step', 'step', 'step', 'each step']);
  expect(kinds('twice')).toEqual(['before', 'step', 'after']);
  expect(kinds('endless')).toEqual(['step']);
});

test('checks between steps are rings on their wires', () => {
  const { spots } = drawAcross(shown(everything), 1400);
  expect(spots.filter(({ kind }) => kind === 'check').map(({ of }) => of?.key)).toEqual(['inner', 'inner']);
});

test.each([
  ['right', drawAcross],
  ['down', drawDown],
])('words on the way back stand on the ground of their box, also shown alone: %s', (_, draw) => {
  const [outer] = [...everyBox(boxesOf(everything))].filter(({ key }) => key === 'outer');
  for (const roots of [boxesOf(everything), [outer!], [...outer!.inside].slice(1, 2)]) {
    const { boxes, spots } = draw(shownOf(roots, new Map(), []), 1400);
    const words = spots.filter(({ kind }) => kind === 'back');
    expect(words.length).toBeGreaterThan(0);
    expect(words.map(({ of, level }) => [of?.key, level])).toEqual(
      words.map(({ of }) => [of?.key, boxes.find(({ shown: { box } }) => box === of)?.shown.level]),
    );
  }
});

test('siblings stand above each other from left to right, beside each other from top to bottom', () => {
  const two = boxesOf({
    steps: [
      {
        id: 'both',
        type: 'parallel',
        steps: [
          { id: 'a', type: 'compute', value: 1 },
          { id: 'b', type: 'compute', value: 1 },
        ],
      },
    ],
  });
  const roots = shownOf(two, new Map(), []);
  const [, a, b] = drawAcross(roots, 840).boxes;
  expect(a!.x).toBe(b!.x);
  const [, c, d] = drawDown(roots, 390).boxes;
  expect(c!.y).toBe(d!.y);
});

test('lines have rounded corners and no empty pieces', () => {
  const line = lineThrough([
    { x: 0, y: 0 },
    { x: 20, y: 0 },
    { x: 20, y: 0 },
    { x: 20, y: 30 },
  ]);
  expect(line).toBe('M0 0L12 0Q20 0 20 8L20 30');
});
