import type { IterationRow, RunSnapshot } from '../../src/worker/api';

/** The document as a row: only what loops it has. */
export function documentRow(loops: RunSnapshot['loops']): IterationRow {
  return {
    ...{ address: '', loopId: '', kind: 'iteration', iteration: 0, numbers: [0], open: true, failed: false },
    ...{ cells: {}, verdict: { kind: 'not-asked', text: '' }, ms: 0, startedAt: 0, children: 0 },
    nested: loops.filter(({ parent }) => parent === undefined),
  };
}
