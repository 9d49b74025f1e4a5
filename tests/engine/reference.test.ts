import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bothWays } from './reference/compare';
import { anyReferenceWorkflow } from './reference/documents';

const runs = Number(process.env.REFERENCE_RUNS ?? 200);

test(
  `the engine gives what a plain reading of the rules gives (${runs} documents)`,
  { timeout: 120_000 },
  async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(anyReferenceWorkflow, async (workflow) => {
        const both = await bothWays(workflow);
        if (!both) return;
        compared++;
        expect(both.engine).toEqual(both.reference);
        // Keys of outputs are in document order.
        expect(JSON.stringify(both.engine)).toBe(JSON.stringify(both.reference));
      }),
      { numRuns: runs },
    );
    expect(compared).toBeGreaterThan(runs / 2);
  },
);
