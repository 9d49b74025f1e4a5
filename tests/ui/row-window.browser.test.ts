import { expect, test } from 'vitest';
import { RowWindow } from '../../src/ui/views/row-window.svelte';
import type { IterationRow, RowPage, RowQuery } from '../../src/worker/api';

/** A run of so many iterations with nothing in them, of which a query gets what it asks for. */
function run() {
  const asked = { total: 0, queries: 0 };
  const row = (iteration: number): IterationRow => ({
    ...{ kind: 'iteration', loopId: 'spin', address: 'spin', iteration, numbers: [iteration] },
    ...{
      open: false,
      failed: false,
      children: 0,
      nested: [],
      cells: {},
      verdict: { kind: 'nothing', text: '' },
      ms: 0,
      startedAt: 0,
    },
  });
  const fetch = ({ from, count, last }: RowQuery): Promise<RowPage> => {
    const first = Math.max(0, last ? asked.total - count : from);
    const rows = Array.from({ length: Math.min(count, asked.total - first) }, (_, n) => row(first + n));
    asked.queries += 1;
    return Promise.resolve({ from: first, total: asked.total, rows });
  };
  const rows = new RowWindow(fetch);
  const follow = async (total: number): Promise<void> => {
    asked.total = total;
    rows.show(0, 10, [], true);
    await expect.poll(() => rows.total).toBe(total);
  };
  return { rows, follow };
}

test('knows that the last rows have nothing in common with the last ones before', async () => {
  const { rows, follow } = run();
  const seen: [total: number, overtaken: boolean][] = [];
  for (const total of [8, 17, 27, 36, 1000]) {
    await follow(total);
    seen.push([total, rows.overtaken]);
  }
  expect(seen).toEqual([
    [8, false],
    [17, false],
    [27, true],
    [36, false],
    [1000, true],
  ]);
  rows.show(0, 10, [], false);
  await expect.poll(() => rows.overtaken).toBe(false);
  rows.close();
});
