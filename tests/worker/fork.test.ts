import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunRecord } from '../../src/engine';
import { readCheckpoint } from '../../src/engine/read-checkpoint';
import { examples } from '../../src/examples';
import { recordsOf } from '../../src/journal/records-of';
import { openFork } from '../../src/worker/fork-run';
import type { ForkPoint } from '../../src/worker/fork-types';
import { readWorkflow } from '../../src/workflow/validate';
import { orderFor, settled } from '../engine/cuts';
import { anyWorkflow } from '../engine/documents';
import { drive, planFor, runChain, runOf } from '../engine/harness';
import { storedRun } from './stored';

const runs = Number(process.env.GENERATED_RUNS ?? 60);

/** The journal never leaves these out. */
const lasting = new Set([
  'run-started',
  'run-ended',
  'loop-started',
  'loop-ended',
  'iteration',
  'item',
  'attempt',
  'joined',
]);
const isKept = ({ type }: RunRecord): boolean => lasting.has(type);

/** Every point at which a run of these records can be forked without asking for a step. */
function pointsOf(records: readonly RunRecord[]): ForkPoint[] {
  return records.flatMap((record): ForkPoint[] => {
    if (record.type === 'loop-started') return [{ loop: record.address, iteration: 0 }];
    if (record.type !== 'iteration') return [];
    const { address: loop, iteration, stop, error } = record;
    const on = stop === undefined || stop === 'next' ? [{ loop, iteration: iteration + 1 }] : [];
    // An iteration that an error or an exit left half done is not checked.
    return error ? on : [{ loop, iteration, check: true }, ...on];
  });
}

async function expectSameAfterFork(text: string, groupSize: number, pick: number): Promise<boolean> {
  const [whole] = await runChain(text);
  const points = pointsOf(whole!.records);
  const point = points[pick % points.length];
  if (!point) return false;
  const plan = planFor(text);
  const { journal, row } = await storedRun(text, whole!, plan, groupSize);
  const next = planFor(text);
  const opening = await openFork(journal, row, plan, point, { plan: next });
  if (!('last' in opening)) throw new Error(JSON.stringify({ point, opening }));
  const before = await journal.segments(row.id, 0, opening.segments);
  const kept = [...before, opening.last].flatMap(recordsOf);
  const state = readCheckpoint(next, opening.last.checkpoint ?? '');
  const after: RunRecord[] = [];
  await drive(state, {}, after);
  const order = orderFor(text);
  expect({ point, records: order([...kept, ...after].filter(isKept)) }).toEqual({
    point,
    records: order(whole!.records.filter(isKept)),
  });
  expect({ point, run: settled(runOf(state)) }).toEqual({ point, run: settled(whole!.run) });
  return true;
}

test.each(examples.filter(({ id }) => id !== 'monitor').map((example) => [example.id, example] as const))(
  '%s, forked at every point, ends the same',
  { timeout: 30_000 },
  async (_, example) => {
    const text = await example.load();
    const [whole] = await runChain(text);
    for (let pick = 0; pick < pointsOf(whole!.records).length; pick++)
      for (const groupSize of [1, 7, 1000]) await expectSameAfterFork(text, groupSize, pick);
  },
);

test.each(examples.filter(({ id }) => id === 'chapters' || id === 'cities' || id === 'four-rounds'))(
  '$id, gone on with where it stands, ends the same',
  { timeout: 30_000 },
  async (example) => {
    const text = await example.load();
    const [whole] = await runChain(text);
    const { records } = whole!;
    const point: ForkPoint = { loop: '', iteration: 0, head: true };
    for (let end = 1; end < records.length; end += 7) {
      const plan = planFor(text);
      const stored = { ...whole!, records: records.slice(0, end) };
      const { journal, row } = await storedRun(text, stored, plan, 10);
      const next = planFor(text);
      const opening = await openFork(journal, row, plan, point, { plan: next });
      if (!('last' in opening)) throw new Error(JSON.stringify({ end, opening }));
      const state = readCheckpoint(next, opening.last.checkpoint ?? '');
      await drive(state, {}, []);
      expect({ end, run: settled(runOf(state)) }).toEqual({ end, run: settled(whole!.run) });
    }
    const plan = planFor(text);
    const { journal, row } = await storedRun(text, whole!, plan, 10);
    const ended = await openFork(journal, row, plan, point, { plan: planFor(text) });
    expect(ended).toMatchObject([{ code: 'fork/no-such-point' }]);
  },
);

test(
  `generated workflows, forked anywhere, end the same (${runs} documents)`,
  { timeout: 120_000 },
  async () => {
    let forked = 0;
    await fc.assert(
      fc.asyncProperty(
        anyWorkflow,
        fc.nat(),
        fc.integer({ min: 1, max: 40 }),
        async (workflow, pick, groupSize) => {
          const text = JSON.stringify(workflow);
          if (readWorkflow(text).diagnostics.some(({ severity }) => severity === 'error')) return;
          if (await expectSameAfterFork(text, groupSize, pick)) forked++;
        },
      ),
      { numRuns: runs },
    );
    expect(forked).toBeGreaterThan(runs / 4);
  },
);
