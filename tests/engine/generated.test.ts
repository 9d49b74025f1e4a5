import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWorkflow } from '../../src/workflow/validate';
import { expectSameAfterCut } from './cuts';
import { anyWorkflow } from './documents';
import { runDocument } from './harness';

const runs = Number(process.env.GENERATED_RUNS ?? 150);

test(
  `generated workflows end the same wherever they are cut (${runs} documents)`,
  { timeout: 120_000 },
  async () => {
    let ran = 0;
    await fc.assert(
      fc.asyncProperty(anyWorkflow, fc.nat(), async (workflow, at) => {
        const text = JSON.stringify(workflow);
        if (readWorkflow(text).diagnostics.some(({ severity }) => severity === 'error')) return;
        const whole = await runDocument(text);
        ran++;
        await expectSameAfterCut(text, at % whole.records.length, whole);
        await expectSameAfterCut(text, (at * 7) % whole.records.length, whole);
      }),
      { numRuns: runs },
    );
    expect(ran).toBeGreaterThan(runs / 2);
  },
);
