import type { IterationRow, RunSnapshot, WorkerApi } from '../../src/worker/api';

/** The document as a row: only what loops it has. Nothing without a run. */
export function documentRows(
  loops: RunSnapshot['loops'] | undefined,
): Awaited<ReturnType<WorkerApi['rows']>> {
  if (!loops) return { rows: [], from: 0, total: 0 };
  const row: IterationRow = {
    ...{ address: '', loopId: '', kind: 'iteration', iteration: 0, numbers: [0], open: true, failed: false },
    ...{ cells: {}, verdict: { kind: 'not-asked', text: '' }, ms: 0, startedAt: 0, children: 0 },
    nested: loops.filter(({ parent }) => parent === undefined),
  };
  return { rows: [row], from: 0, total: 1 };
}
