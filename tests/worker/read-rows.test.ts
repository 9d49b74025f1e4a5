import { expect, test } from 'vitest';
import { recordText } from '../../src/ui/views/record-text';
import { explainRows } from '../../src/worker/explain-rows';
import { rowsOf } from '../../src/worker/read-rows';
import { series } from '../../src/worker/series';
import { runChain } from '../engine/harness';
import { storedEntry } from './stored-link';

const failing = (until: string, semantics = 'playground'): string =>
  JSON.stringify({
    semantics,
    steps: [
      {
        id: 'l',
        type: 'loop',
        until,
        maxIterations: 3,
        steps: [{ id: 'a', type: 'compute', value: '{{loop.iteration}}' }],
      },
    ],
  });

test('the last rows are those there are when it is answered', async () => {
  const text = failing('loop.iteration > 9');
  const [link] = await runChain(text);
  const entry = await storedEntry(text, link!, 5);
  const { rows, total } = await rowsOf(entry, { from: 0, count: 2, last: true });
  expect([rows.map(({ iteration }) => iteration), total]).toEqual([[1, 2], 3]);
  const all = await rowsOf(entry, { loop: 'l', from: 0, count: 9, last: true });
  expect(all.rows.map(({ iteration }) => iteration)).toEqual([0, 1, 2]);
});

test.each<[what: string, text: string, shown: string, why: RegExp]>([
  ['an error', failing('loop.iteration > 0 && steps.a.toUpperCase() == "1"'), 'failed', /toUpperCase/],
  ['no boolean', failing('loop.iteration > 0 && "almost"'), '"almost"', /neither true nor false/],
])('every view says that until was asked and failed: %s', async (_, text, shown, why) => {
  const [link] = await runChain(text);
  const entry = await storedEntry(text, link!, 5);
  const { rows } = await rowsOf(entry, { from: 0, count: 9 });
  expect(rows.map(({ verdict }) => verdict)).toEqual([
    { kind: 'false', text: 'false' },
    { kind: 'bad', text: shown, why: expect.stringMatching(why) },
  ]);
  const checks = await explainRows(entry, 'l', 0, 9);
  expect(checks?.rows.map(({ answer }) => answer)).toEqual(['goes-on', 'failed']);
  const page = await series(entry, { loop: 'l', names: [], from: 0, count: 9, bucket: 1 });
  expect(page.verdicts).toEqual(['false', 'fails']);
  const last = link!.records.findLast(({ type }) => type === 'iteration');
  expect(recordText(last!)).toMatch(/^iteration 1, until failed: .*, stopped by error$/);
});
