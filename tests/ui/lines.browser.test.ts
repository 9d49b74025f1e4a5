import { expect, test } from 'vitest';
import { Lines } from '../../src/ui/chart/lines.svelte';
import type { MeasuredPage, SeriesPage, SeriesQuery } from '../../src/worker/api';

const wanted = { run: 'a', loop: 'spin', names: ['steps.n'], measured: [], bucket: 1 };

/** A worker's answers about loops that give their iteration's number a hundred times, and what was asked. */
class Runs {
  readonly asked: number[] = [];
  /** By run: its first iteration, and the last one plus one. */
  readonly #runs: Record<string, readonly [number, number]>;
  /** Iterations that have not ended yet, though later ones have. */
  missing: readonly number[] = [];
  /** What an answer waits for. */
  gate = Promise.resolve();

  constructor(runs: Record<string, readonly [number, number]>) {
    this.#runs = runs;
  }

  grow(run: string, end: number, first = this.#runs[run]![0]): void {
    this.#runs[run] = [first, end];
  }

  readonly fetch = async (run: string, query: SeriesQuery): Promise<SeriesPage> => {
    this.asked.push(query.from);
    const [first, end] = this.#runs[run]!;
    const from = Math.max(first, query.from);
    const { bucket } = query;
    const points = Math.ceil((Math.min(end, from + query.count) - from) / bucket);
    const low = Array.from({ length: points }, (_, n) =>
      this.missing.includes(from + n * bucket) ? null : (from + n * bucket) * 100,
    );
    const high = low.map((value) => value && Math.min(value + (bucket - 1) * 100, (end - 1) * 100));
    const past = Math.min(end, from + query.count);
    const whole = this.missing.find((one) => one >= from && one < past) ?? past;
    await this.gate;
    const lines = [{ name: 'steps.n', low, high }];
    return {
      ...{ names: ['steps.n'], first, end, from, whole, lines },
      failed: [],
      verdicts: low.map(String),
    };
  };

  readonly measure = (run: string, query: { from: number; count: number }): Promise<MeasuredPage> => {
    const [first, end] = this.#runs[run]!;
    const count = Math.max(0, Math.min(end, query.from + query.count) - query.from);
    const rows = Array.from({ length: count }, (_, n) => {
      const iteration = query.from + n;
      return { iteration, ms: 1, cells: [{ kind: 'value' as const, text: '', value: iteration }] };
    });
    return Promise.resolve({ first, end, rows });
  };
}

test('begins with the first iteration of a link, and goes on from the point that may have grown', async () => {
  const runs = new Runs({ a: [50_000, 70_003] });
  const lines = new Lines(runs.fetch, runs.measure);
  const two = { ...wanted, measured: ['loop.iteration'], bucket: 2 };
  lines.show(two, true);
  await expect.poll(() => lines.lines[0]?.low.length).toBe(10_002);
  expect([lines.first, lines.end]).toEqual([50_000, 70_003]);
  expect(runs.asked).toEqual([0, 70_000]);
  expect(lines.lines.map(({ low }) => [low[0], low.at(-1)])).toEqual([
    [5_000_000, 7_000_200],
    [50_000, 70_002],
  ]);
  runs.grow('a', 70_005);
  lines.show(two, true);
  await expect.poll(() => lines.lines[0]?.low.length).toBe(10_003);
  expect(runs.asked).toEqual([0, 70_000, 70_002]);
  expect(lines.lines.map(({ low, high }) => [low.at(-2), high.at(-2), low.at(-1)])).toEqual([
    [7_000_200, 7_000_300, 7_000_400],
    [70_002, 70_003, 70_004],
  ]);
  lines.close();
});

test('begins anew when an earlier item turns up, as items end in any order', async () => {
  const runs = new Runs({ a: [3, 6] });
  const lines = new Lines(runs.fetch, runs.measure);
  lines.show(wanted, true);
  await expect.poll(() => lines.lines[0]?.low).toEqual([300, 400, 500]);
  runs.grow('a', 7, 1);
  lines.show(wanted, true);
  await expect.poll(() => lines.lines[0]?.low).toEqual([100, 200, 300, 400, 500, 600]);
  lines.close();
});

test('asks again from the first item that had not ended', async () => {
  const runs = new Runs({ a: [0, 6] });
  runs.missing = [2, 4];
  const lines = new Lines(runs.fetch, runs.measure);
  lines.show(wanted, true);
  await expect.poll(() => lines.lines[0]?.low).toEqual([0, 100, null, 300, null, 500]);
  runs.missing = [4];
  lines.show(wanted, true);
  await expect.poll(() => lines.lines[0]?.low).toEqual([0, 100, 200, 300, null, 500]);
  runs.missing = [];
  runs.grow('a', 8);
  lines.show(wanted, true);
  await expect.poll(() => lines.lines[0]?.low).toEqual([0, 100, 200, 300, 400, 500, 600, 700]);
  expect(runs.asked).toEqual([0, 2, 4]);
  lines.close();
});

test('shows nothing of another run whose loop has the same address', async () => {
  const runs = new Runs({ a: [0, 9], b: [0, 3] });
  const lines = new Lines(runs.fetch, runs.measure);
  lines.show(wanted, true);
  await expect.poll(() => lines.end).toBe(9);
  let open = (): void => undefined;
  runs.gate = new Promise((resolve) => (open = resolve));
  runs.grow('a', 12);
  lines.show(wanted, true);
  lines.show({ ...wanted, run: 'b' }, true);
  open();
  await expect.poll(() => lines.end).toBe(3);
  expect(lines.lines[0]?.low).toEqual([0, 100, 200]);
  expect(lines.verdicts).toEqual(['0', '100', '200']);
  lines.close();
});
