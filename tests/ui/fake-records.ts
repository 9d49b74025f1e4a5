import type { RunRecord } from '../../src/engine/records';
import type { Cursor } from '../../src/worker/api';
import { outputOf, poemRows } from './poem-run';

/** The records of the poem's run as far as it has come; scenes have none. */
export function recordsOf(
  run: { readonly scene: unknown; readonly position: number } | undefined,
  from: number,
  limit: number,
): { readonly records: readonly RunRecord[]; readonly total: number } {
  const rows = !run || run.scene ? [] : poemRows(run.position, 'paused');
  const start = Date.parse('2026-11-21T20:11:04');
  const records: RunRecord[] = [
    { type: 'run-started', at: start, vars: {} },
    { type: 'loop-started', at: start, address: 'refine', vars: { best: 0, poem: '' } },
  ];
  rows.forEach((row, n) => {
    const at = start + n * 640;
    for (const [step, cell] of Object.entries(row.cells)) {
      if (cell.status !== 'done') continue;
      records.push({
        type: 'step',
        at,
        address: `refine[${n}]/${step}`,
        output: outputOf(n, step),
        ms: cell.ms,
      });
    }
    if (row.open) return;
    const verdict = row.verdict.kind === 'true';
    records.push({
      type: 'iteration',
      at,
      address: 'refine',
      iteration: n,
      ms: row.ms,
      outputs: {},
      verdict,
      steps: {},
    });
  });
  return { records: records.slice(from, from + limit), total: records.length };
}

/** How many of them there were at a moment. */
export function recordsUpTo(
  run: Parameters<typeof recordsOf>[0],
  { address, iteration, stepId }: Cursor,
): number {
  const { records } = recordsOf(run, 0, Infinity);
  const last = records.findLastIndex((record) =>
    stepId === undefined
      ? record.type === 'iteration' && record.iteration === iteration
      : 'address' in record && record.address === `${address}[${iteration}]/${stepId}`,
  );
  return last < 0 ? records.length : last + 1;
}
