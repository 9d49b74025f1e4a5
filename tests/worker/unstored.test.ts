import { expect, test } from 'vitest';
import type { Cursor } from '../../src/worker/api';
import type { Entry } from '../../src/worker/entry';
import { momentOf } from '../../src/worker/moment';
import { recordsFrom } from '../../src/worker/read-records';
import { rowsOf } from '../../src/worker/read-rows';
import { cellDetail } from '../../src/worker/run-views';
import { runDocument } from '../engine/harness';
import { storedRun } from './stored-run';

const document = JSON.stringify({
  steps: [
    {
      id: 'work',
      type: 'loop',
      maxIterations: 3,
      steps: [
        { id: 'ask', type: 'llm', prompt: 'Round {{loop.iteration}}', mock: ['yes'] },
        { id: 'rest', type: 'wait', ms: 10 },
        { id: 'n', type: 'compute', value: '{{loop.iteration}}' },
      ],
    },
  ],
});

/** A run after `count` records, which has made three segments more than storage took. */
async function held(count: number): Promise<Entry> {
  const { records, bodies } = await runDocument(document);
  const entry = await storedRun(document, { records: records.slice(0, count), bodies }, [4]);
  entry.row = { ...entry.row, segments: entry.row.segments + 3 };
  return entry;
}

async function lookAt(entry: Entry, cursor: Cursor): Promise<unknown> {
  const moment = await momentOf(entry, cursor);
  return moment && cellDetail(entry.model, entry.segments, cursor, moment);
}

test.each([0, 1, 3, 6, 9, 14])(
  'segments that storage has not taken are no damage (after %i records)',
  async (n) => {
    const entry = await held(n);
    const { rows } = await rowsOf(entry, { from: 0, count: 10 });
    for (const { address, iteration } of rows)
      for (const stepId of ['ask', 'rest', 'n']) await lookAt(entry, { address, iteration, stepId });
    await lookAt(entry, { address: '', iteration: 0, stepId: 'work' });
    expect((await recordsFrom(entry, 0, 100)).total).toBe(entry.stored);
    expect(entry.model.history.takeDamage()).toEqual([]);
  },
);

test('what is stored of a step under way is shown although what follows it is not', async () => {
  const { records } = await runDocument(document);
  const asked = records.findIndex(({ type }) => type === 'attempt');
  const entry = await held(asked + 2);
  const cell = await lookAt(entry, { address: 'work', iteration: 0, stepId: 'ask' });
  expect(cell).toMatchObject({ attempts: [{ attempt: 1, answer: 'yes' }] });
});
