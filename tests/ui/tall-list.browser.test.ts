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
