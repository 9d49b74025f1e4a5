import { expect, test } from 'vitest';
import type { RunRecord } from '../../src/engine/records';
import { explainRows } from '../../src/worker/explain-rows';
import { momentOf } from '../../src/worker/moment';
import { rowsOf } from '../../src/worker/read-rows';
import { scopeView } from '../../src/worker/run-views';
import { runChain } from '../engine/harness';
import { storedEntry } from './stored-link';

const text = JSON.stringify({
  steps: [
    {
      id: 'outer',
      type: 'loop',
      until: 'vars.sum > 99',
      maxIterations: 3,
      variables: { sum: 0 },
      steps: [
        {
          id: 'inner',
          type: 'loop',
          until: 'loop.iteration >= 2',
          maxIterations: 9,
          steps: [
            { id: 'n', type: 'compute', value: '{{iterations.outer * 10 + loop.iteration}}' },
            { id: 'last', type: 'compute', value: 1 },
          ],
        },
        { id: 'add', type: 'set', values: { sum: '{{vars.sum + steps.inner.last.n}}' } },
      ],
    },
  ],
});

/** The run, stopped right after `n` of the second inner iteration of the second outer one. */
async function stoppedRun() {
  const [link] = await runChain(text);
  const end = link!.records.findIndex(
    (record) => record.type === 'step' && record.address === 'outer[1]/inner[1]/n',
  );
  const records: RunRecord[] = link!.records.slice(0, end + 1);
  records.push({ type: 'run-ended', status: 'stopped', outputs: null, at: records.at(-1)!.at });
  return storedEntry(text, { ...link!, records }, 4);
}

test('a run that was stopped shows the iterations it stood in, and what in them was not finished', async () => {
  const { rows, total } = await rowsOf(await stoppedRun(), { from: 0, count: 20, last: true });
  expect(rows.map(({ numbers, open }) => [numbers.join(' / '), open])).toEqual([
    ['0', false],
    ['0 / 0', false],
    ['0 / 1', false],
    ['0 / 2', false],
    ['1', true],
    ['1 / 0', false],
    ['1 / 1', true],
  ]);
  expect(total).toBe(7);
  const words = rows.map(({ cells }) => Object.entries(cells).map(([id, cell]) => `${id} ${cell.status}`));
  expect([words[4], words[6]]).toEqual([['inner unfinished'], ['n done']]);
  expect(rows[4]!.nested).toMatchObject([{ address: 'outer[1]/inner', begun: 2, finished: 1 }]);
});

test('its variables are those it had, and its checks those that were asked', async () => {
  const entry = await stoppedRun();
  const cursor = { address: 'outer[1]/inner', iteration: 1 };
  const scope = scopeView(cursor, (await momentOf(entry, cursor))!);
  expect(scope).toMatchObject({ vars: [{ owner: 'outer', values: { sum: 2 } }], steps: { n: 11 } });
  const checks = await explainRows(entry, 'outer[1]/inner', 0, 9);
  expect(checks?.rows.map(({ answer }) => answer)).toEqual(['goes-on']);
});
