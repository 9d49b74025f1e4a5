import { expect, test } from 'vitest';
import type { RunRecord } from '../../src/engine';
import { examples } from '../../src/examples';
import { canonical, drive, fold, planFor, runDocument, runOf, throughCheckpoint } from './harness';

/** Continues after `k` records, from the folded records or through a checkpoint, and compares with never having stopped. */
export async function expectSameAfterCut(
  text: string,
  k: number,
  whole: Awaited<ReturnType<typeof runDocument>>,
): Promise<void> {
  for (const through of [false, true]) {
    const plan = planFor(text);
    const before = whole.records.slice(0, k);
    const folded = fold(plan, before);
    const state = through ? throughCheckpoint(folded) : folded;
    const after: RunRecord[] = [];
    if (!state.ending) await drive(state, {}, after);
    expect({ through, records: canonical([...before, ...after]) }).toEqual({
      through,
      records: canonical(whole.records),
    });
    expect(runOf(state)).toEqual(whole.run);
  }
}

const finite = examples.filter(({ id }) => id !== 'monitor');

test.each(finite.map((example) => [example.id, example] as const))(
  '%s, cut after every record, ends the same',
  async (_, example) => {
    const text = await example.load();
    const whole = await runDocument(text);
    for (let k = 0; k < whole.records.length; k++) await expectSameAfterCut(text, k, whole);
  },
);
