import { expect, test } from 'vitest';
import { sameSteps } from '../../src/ui/structure/same-steps';
import { everyShown, shownOf } from '../../src/ui/structure/shown';
import { boxesOf, everyBox } from '../../src/ui/structure/tree';
import { treeMove } from '../../src/ui/structure/tree-keys';
import type { Workflow } from '../../src/workflow/types';
import { everything, loopOf, poem } from './documents';

test('very many siblings are put together in parts, of which enough are open', () => {
  const boxes = boxesOf(loopOf(10_000));
  expect(boxes[0]?.steps).toBe(10_000);
  const all = [...everyBox(boxes)];
  expect(all.filter(({ kind }) => kind === 'step')).toHaveLength(10_000);
  expect(Math.max(...all.map(({ inside }) => inside.length))).toBeLessThanOrEqual(61);
  expect([...everyShown(shownOf(boxes, new Map(), []))].length).toBeLessThan(130);
});

test('what is looked at is always shown, whatever is folded by itself', () => {
  const boxes = boxesOf(loopOf(300));
  const wanted = [...everyBox(boxes)].find(({ key }) => key === 's260')!;
  const keys = [...everyShown(shownOf(boxes, new Map(), [wanted]))].map(({ box }) => box.key);
  expect(keys).toContain('s260');
  expect(keys).not.toContain('s120');
});

test('what was folded by hand stays folded', () => {
  const boxes = boxesOf(poem);
  const shown = shownOf(boxes, new Map([['refine', false]]), []);
  expect(shown).toMatchObject([{ open: false, inside: [] }]);
});

test('two steps with one id have a box each', () => {
  const twice: Workflow = {
    steps: [
      { id: 'a', type: 'compute', value: 1 },
      { id: 'a', type: 'compute', value: 2 },
    ],
  };
  expect(boxesOf(twice).map(({ key }) => key)).toEqual(['a', 'a#2']);
});

test('arrow keys move along the tree, fold and unfold', () => {
  const boxes = boxesOf(poem);
  const roots = shownOf(boxes, new Map(), []);
  const all = [...everyShown(roots)];
  const [loop, write, , , until] = all;
  expect(treeMove('ArrowDown', loop!, all)).toEqual({ to: write });
  expect(treeMove('ArrowRight', loop!, all)).toEqual({ to: write });
  expect(treeMove('ArrowUp', loop!, all)).toBeUndefined();
  expect(treeMove('ArrowLeft', write!, all)).toEqual({ to: loop });
  expect(treeMove('ArrowLeft', loop!, all)).toEqual({ fold: loop, open: false });
  expect(treeMove('End', loop!, all)).toEqual({ to: until });
  expect(treeMove('Home', until!, all)).toEqual({ to: loop });
  expect(treeMove('Enter', write!, all)).toEqual({ act: write });
  expect(treeMove('f', loop!, all)).toEqual({ alone: loop });
  expect(treeMove('f', write!, all)).toBeUndefined();
  const folded = [...everyShown(shownOf(boxes, new Map([['refine', false]]), []))];
  expect(treeMove('ArrowRight', folded[0]!, folded)).toEqual({ fold: folded[0], open: true });
});

test('a step is the same in two documents when it says the same at the same place', () => {
  const edited: Workflow = JSON.parse(
    JSON.stringify(everything).replace('"value":1', '"value":2').replace('steps.plan > 3', 'steps.plan > 4'),
  );
  const same = sameSteps(everything, edited);
  expect(same.has('plan')).toBe(false);
  expect(same.has('sort')).toBe(false);
  expect(same.has('a')).toBe(true);
  expect(same.has('outer')).toBe(true);
  const nested: Workflow = { steps: [{ id: 'seq', type: 'sequence', steps: poem.steps }] };
  expect(sameSteps(poem, nested).has('refine')).toBe(false);
  expect(sameSteps(poem, nested).has('write')).toBe(true);
});
