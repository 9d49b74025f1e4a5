import { afterEach, expect, test, vi } from 'vitest';
import { MemoryJournal } from '../../src/journal/memory';
import { views } from '../../src/worker/answer-views';
import { runChain } from '../engine/harness';
import { storedEntry } from './stored-link';

const text = JSON.stringify({
  steps: [
    {
      id: 'spin',
      type: 'loop',
      until: 'steps.count >= 9000',
      maxIterations: 5000,
      steps: [{ id: 'count', type: 'compute', value: '{{loop.iteration}}' }],
    },
  ],
});

afterEach(() => {
  vi.restoreAllMocks();
});

test('looking at any iteration of a long run reads a handful of segments, wherever it is', async () => {
  const [link] = await runChain(text);
  const entry = await storedEntry(text, link!, 64);
  const { segments } = await entry.shown().then(() => entry.row);
  expect(segments).toBeGreaterThan(70);
  const one = vi.spyOn(MemoryJournal.prototype, 'segment');
  const several = vi.spyOn(MemoryJournal.prototype, 'segments');
  for (const iteration of [0, 1, 2400, 3777, 4999]) {
    one.mockClear();
    several.mockClear();
    const cursor = { address: 'spin', iteration, stepId: 'count' };
    const { rows } = await views.rows(entry, { loop: 'spin', from: Math.max(0, iteration - 20), count: 40 });
    expect(rows.map((row) => row.iteration)).toContain(iteration);
    expect(await views.cell(entry, cursor)).toMatchObject({ output: iteration });
    expect(await views.scope(entry, cursor)).toBeDefined();
    expect(await views.explain(entry, 'spin', iteration)).toMatchObject({ value: false });
    const read = several.mock.calls.reduce((sum, [, from, to]) => sum + Math.min(to, segments) - from, 0);
    expect(one.mock.calls.length + read).toBeLessThanOrEqual(20);
  }
});
