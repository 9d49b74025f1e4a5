import { describe, expect, test } from 'vitest';
import { examples, firstExample } from '../../src/examples';
import type { StepTrace } from '../../src/engine/records';
import { runDocument } from '../engine/harness';
import { expected as table, written } from './expected';

async function textOf(id: string): Promise<string> {
  const example = examples.find((one) => one.id === id);
  if (!example) throw new Error(`there is no example ${id}`);
  return example.load();
}

describe('each example', () => {
  test.each(Object.entries(table))('%s ends as it teaches', async (id, expected) => {
    const { run } = await runDocument(await textOf(id));
    expect({
      status: run.status,
      loops: run.loops.map(written),
      outputs: run.outputs,
      calls: run.counts.calls,
    }).toEqual(expected);
  });

  test('has a row here, the endless one aside', () => {
    expect([...Object.keys(table), 'monitor'].toSorted()).toEqual(examples.map(({ id }) => id).toSorted());
  });

  test.each(examples)('$id says what it teaches, in one sentence', async ({ title, about, load }) => {
    const document: unknown = JSON.parse(await load());
    expect(document).toMatchObject({ name: title, description: expect.any(String) as string });
    expect(about).toMatch(/^[A-Z].*\.$/);
    expect(about).not.toMatch(/\. /);
  });
});

test('the first example is one of them, and examples of a group stand together', () => {
  expect(examples.map(({ id }) => id)).toContain(firstExample);
  const groups = examples.map(({ group }) => group).filter((group, i, all) => group !== all[i - 1]);
  expect(groups).toEqual([...new Set(groups)]);
});

test('the poem keeps the best so far: one round is skipped, because it is no better', async () => {
  const { records } = await runDocument(await textOf('poem'));
  const rounds = records.filter((record) => record.type === 'iteration');
  const status = (steps: Readonly<Record<string, StepTrace>>): string => steps.keep?.status ?? 'done';
  expect(rounds.map(({ steps }) => status(steps))).toEqual([
    'done',
    'done',
    'skipped',
    'done',
    'done',
    'done',
  ]);
  expect(rounds.map(({ verdict }) => verdict)).toEqual([false, false, false, false, false, true]);
});

test('the search completes when its limit is raised to ten, as its description says', async () => {
  const text = await textOf('limit-fails');
  const { run: failed } = await runDocument(text);
  expect(failed.error).toMatchObject({ code: 'loop/max-iterations' });
  const { run } = await runDocument(text.replace('"maxIterations": 8', '"maxIterations": 10'));
  expect(run.loops.map(written)).toEqual(['halve 10 until']);
  expect(run.outputs).toEqual({ root: 5.46875 });
});

test('the monitor continues as a new run after 25 checks', async () => {
  const { run } = await runDocument(await textOf('monitor'));
  expect(run).toMatchObject({ status: 'continued', loops: [{ address: 'monitor', iterations: 25 }] });
  expect(run.steps.count).toMatchObject({ checks: 25 });
});

test('the drawn numbers come from the seed, and 50 goes on', async () => {
  const { records } = await runDocument(await textOf('draw-below-50'));
  const draws = records.flatMap((record) => (record.type === 'iteration' ? [record.outputs.draw] : []));
  expect(draws).toEqual([81, 50, 80, 62, 13].map((number) => ({ number })));
});
