import { test } from 'vitest';
import { examples } from '../../src/examples';
import { expectSameAfterCut } from './cuts';
import { runDocument } from './harness';

// The monitor never ends; its chain of runs is cut in tests of its own.
const finite = examples.filter(({ id }) => id !== 'monitor');

test.each(finite.map((example) => [example.id, example] as const))(
  '%s, cut after every record, ends the same',
  { timeout: 30_000 },
  async (_, example) => {
    const text = await example.load();
    const whole = await runDocument(text);
    for (let k = 0; k < whole.records.length; k++) await expectSameAfterCut(text, k, whole);
  },
);
