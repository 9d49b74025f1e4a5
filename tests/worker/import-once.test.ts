import { afterEach, expect, test, vi } from 'vitest';
import { MemoryJournal } from '../../src/journal/memory';
import { nothingCounted } from '../../src/worker/new-run';
import { StoredRuns } from '../../src/worker/stored-runs';
import { newRun } from '../journal/build';
import { registryOn } from './registry-on';
import { readProgram } from '../../src/workflow/read-program';

afterEach(() => {
  vi.restoreAllMocks();
});

const text = JSON.stringify({ steps: [{ id: 'one', type: 'compute', value: 1 }] });

test('a file is read once, and its document is asked about before it is stored', async () => {
  const journal = new MemoryJournal();
  const { registry, until } = registryOn(journal);
  const stored = new StoredRuns({ journal, registry, tab: 'a', locks: undefined });
  const ended = until((entry) => entry.row.status === 'completed');
  const creating = journal.createRun(newRun('a', { text, counts: nothingCounted }));
  await registry.begin(creating, readProgram(text)!, false, undefined, []);
  await ended;
  const file = (await stored.exportRun('a'))!;
  const parse = vi.spyOn(JSON, 'parse');
  const answers = ['The document cannot run.', undefined];
  const asked: string[] = [];
  const problemIn = (document: string): Promise<string | undefined> => {
    asked.push(document);
    return Promise.resolve(answers.shift());
  };
  expect(await stored.importRun(file, problemIn, undefined)).toEqual({ problem: 'The document cannot run.' });
  expect(await journal.listRuns()).toHaveLength(1);
  expect(await stored.importRun(file, problemIn, undefined)).toMatchObject({ number: 2 });
  expect(asked).toEqual([text, text]);
  expect(parse.mock.calls.filter(([given]) => given === file)).toHaveLength(2);
});
