import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunRecord } from '../../src/engine';
import { views } from '../../src/worker/answer-views';
import type { Cursor } from '../../src/worker/api';
import { neighbourOf } from '../../src/worker/neighbour';
import { readWorkflow } from '../../src/workflow/validate';
import { anyWorkflow } from '../engine/documents';
import { runDocument } from '../engine/harness';
import { storedRun } from './stored-run';

const text = JSON.stringify({
  steps: [
    { id: 'before', type: 'compute', value: 1 },
    {
      id: 'outer',
      type: 'loop',
      maxIterations: 3,
      steps: [
        { id: 'ask', type: 'llm', prompt: 'p', mock: ['a'] },
        {
          id: 'inner',
          type: 'loop',
          maxIterations: 2,
          steps: [{ id: 'n', type: 'compute', value: '{{loop.iteration}}' }],
        },
        { id: 'tell', type: 'llm', prompt: 'q', mock: ['b'] },
      ],
    },
    {
      id: 'after',
      type: 'foreach',
      items: [1, 2],
      steps: [{ id: 'say', type: 'llm', prompt: 'r', mock: ['c'] }],
    },
  ],
});

function words(record: RunRecord | undefined): string {
  if (!record) return '';
  const number =
    record.type === 'iteration' ? ` ${record.iteration}` : record.type === 'item' ? ` ${record.index}` : '';
  return `${record.type} ${'address' in record ? record.address : ''}${number}`.trim();
}

test.each([
  [{ address: 'outer', iteration: 1 }, 'iteration outer 1', 'attempt outer[2]/ask'],
  [{ address: 'outer', iteration: 1, stepId: 'ask' }, 'attempt outer[1]/ask', 'loop-started outer[1]/inner'],
  [{ address: 'outer', iteration: 1, stepId: 'inner' }, 'loop-ended outer[1]/inner', 'attempt outer[1]/tell'],
  [{ address: 'outer[1]/inner', iteration: 0 }, 'iteration outer[1]/inner 0', 'iteration outer[1]/inner 1'],
  // The record of the pure step itself is dropped: it stood before the end of its iteration.
  [
    { address: 'outer[1]/inner', iteration: 1, stepId: 'n' },
    'iteration outer[1]/inner 0',
    'iteration outer[1]/inner 1',
  ],
  [{ address: 'after', iteration: 1, stepId: 'say' }, 'attempt after{1}/say', 'item after 1'],
  [{ address: '', iteration: 0, stepId: 'before' }, 'step before', 'loop-started outer'],
  [{ address: '', iteration: 0, stepId: 'outer' }, 'step outer', 'entered after'],
] satisfies [Cursor, string, string][])('%j stands between %s and %s', async (cursor, before, next) => {
  const entry = await storedRun(text, await runDocument(text), [1000]);
  const { records } = await views.records(entry, 0, 1000);
  const count = await views.recordsUpTo(entry, cursor);
  expect([records[count - 1], records[count]].map(words)).toEqual([before, next]);
});

test('what is under way has all records', async () => {
  const { records, bodies } = await runDocument(text);
  const cut = records.findIndex((record) => words(record) === 'step outer[1]/ask') + 1;
  const entry = await storedRun(text, { records: records.slice(0, cut), bodies }, [5]);
  const { total } = await views.records(entry, 0, 0);
  expect(await views.recordsUpTo(entry, { address: 'outer', iteration: 1 })).toBe(total);
  expect(await views.recordsUpTo(entry, { address: 'outer', iteration: 1, stepId: 'ask' })).toBe(total);
});

test('no later moment stands before an earlier one', { timeout: 120_000 }, async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(anyWorkflow, fc.constantFrom(1, 3, 17, 1000), async (workflow, size) => {
      const document = JSON.stringify(workflow);
      // Siblings are looked at in the order of the document, and recorded in that of time.
      if (document.includes('"parallel"')) return;
      if (readWorkflow(document).diagnostics.some(({ severity }) => severity === 'error')) return;
      const entry = await storedRun(document, await runDocument(document), [size]);
      const { total } = await views.records(entry, 0, 0);
      let last = 0;
      const start: Cursor = { address: '', iteration: 0, stepId: '' };
      for (let at = await neighbourOf(entry, start, 'step', false); at;) {
        const count = await views.recordsUpTo(entry, at);
        expect(count).toBeGreaterThanOrEqual(last);
        expect(count).toBeLessThanOrEqual(total);
        last = count;
        compared++;
        at = await neighbourOf(entry, at, 'step', false);
      }
    }),
    { numRuns: 150 },
  );
  expect(compared).toBeGreaterThan(60);
});
