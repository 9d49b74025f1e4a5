import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWorkflow } from '../../src/workflow/validate';
import { expectSameChainAfterCut } from './cuts';
import { anyWorkflow } from './documents';
import { runChain } from './harness';

const runs = Number(process.env.GENERATED_RUNS ?? 60);

test(
  `generated workflows end the same wherever they are cut (${runs} documents)`,
  { timeout: 120_000 },
  async () => {
    let ran = 0;
    await fc.assert(
      fc.asyncProperty(anyWorkflow, fc.nat(), async (workflow, at) => {
        const text = JSON.stringify(workflow);
        if (readWorkflow(text).diagnostics.some(({ severity }) => severity === 'error')) return;
        const chain = await runChain(text);
        ran++;
        for (const n of [at, at * 7]) {
          const link = n % chain.length;
          await expectSameChainAfterCut(text, chain, link, n % chain[link]!.records.length);
        }
      }),
      { numRuns: runs },
    );
    expect(ran).toBeGreaterThan(runs / 2);
  },
);
