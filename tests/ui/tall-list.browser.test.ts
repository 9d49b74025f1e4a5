import { expect, test } from 'vitest';
import { TallList } from '../../src/ui/views/tall-list.svelte';

test.each([100, 100_000, 1_000_000, 7_000_000])(
  'brings any of %i rows into sight, from either side',
  (total) => {
    const list = new TallList(
      () => 28,
      () => total,
    );
    const box = document.createElement('div');
    const rows = document.createElement('div');
    box.style.cssText = 'height: 300px; overflow: auto';
    rows.style.height = `${list.tall}px`;
    box.append(rows);
    document.body.append(box);
    list.scroller = box;
    list.height = box.clientHeight;
    for (let turn = 0; turn < 60; turn += 1) {
      const index = Math.floor(((turn * 0.618) % 1) * total);
      list.reveal(index);
      list.scrolled();
      const place = list.placeOf(index) - box.scrollTop;
      expect(place).toBeGreaterThan(-0.5);
      expect(place + list.line).toBeLessThan(list.height + 0.5);
      expect(list.first).toBeLessThanOrEqual(index);
      expect(list.first + list.count).toBeGreaterThan(index);
    }
    box.remove();
  },
);

test('the end is kept in sight until the reader goes up, not when rows come or the box grows', () => {
  const list = new TallList(
    () => 28,
    () => 100,
  );
  const box = document.createElement('div');
  const rows = document.createElement('div');
  const lay = (height: number, tall: number): void => {
    box.style.cssText = `height: ${height}px; overflow: auto`;
    rows.style.height = `${tall}px`;
  };
  const scroll = (to: number): boolean => {
    box.scrollTop = to;
    list.scrolled();
    return list.tail;
  };
  box.append(rows);
  document.body.append(box);
  list.scroller = box;
  lay(174, 3080);
  expect(scroll(3080)).toBe(true);
  lay(195, 3080);
  const clamped = box.scrollTop;
  lay(195, 3556);
  expect([clamped, scroll(clamped)]).toEqual([2885, true]);
  expect(scroll(3556)).toBe(true);
  lay(195, 3700);
  expect(scroll(box.scrollTop)).toBe(true);
  expect(scroll(3000)).toBe(false);
  expect(scroll(3400)).toBe(false);
  expect(scroll(3700)).toBe(true);
  lay(160, 3700);
  expect(scroll(3000)).toBe(false);
  box.remove();
});
