import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RunRecord } from '../../src/engine';
import { examples } from '../../src/examples';
import { orderFor, settled } from '../engine/cuts';
import { fold, planFor, runDocument, runOf } from '../engine/harness';

const folder = import.meta.dirname;

/** `RECORD_RUNS=1` records the examples that have no folder yet; what is recorded is never written anew. */
if (process.env.RECORD_RUNS !== undefined) {
  for (const { id, load } of examples) {
    if (existsSync(join(folder, id))) continue;
    const text = await load();
    const { records } = await runDocument(text);
    mkdirSync(join(folder, id));
    writeFileSync(join(folder, id, 'workflow.json'), text);
    writeFileSync(
      join(folder, id, 'records.jsonl'),
      records.map((record) => `${JSON.stringify(record)}\n`).join(''),
    );
  }
}

const recorded = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? entry.name : [],
);

function read(name: string): { readonly text: string; readonly records: readonly RunRecord[] } {
  const lines = readFileSync(join(folder, name, 'records.jsonl'), 'utf8')
    .trimEnd()
    .split('\n');
  return {
    text: readFileSync(join(folder, name, 'workflow.json'), 'utf8'),
    // Written above, or by an earlier version.
    records: lines.map((line) => JSON.parse(line) as RunRecord),
  };
}

test('every example has been recorded', () => {
  expect(recorded).toEqual(expect.arrayContaining(examples.map(({ id }) => id)));
});

test.each(recorded)('%s still makes the records that it made', async (name) => {
  const { text, records } = read(name);
  const now = await runDocument(text);
  const order = orderFor(text);
  expect(order(now.records)).toEqual(order(records));
});

test.each(recorded)('%s can be folded from the records that it made', async (name) => {
  const { text, records } = read(name);
  const { run } = await runDocument(text);
  expect(settled(runOf(fold(planFor(text), records)))).toEqual(settled(run));
});
