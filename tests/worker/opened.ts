import type { Journal } from '../../src/journal/journal';
import { views } from '../../src/worker/answer-views';
import type { Entry } from '../../src/worker/entry';
import { RunReader } from '../../src/worker/run-reader';
import type { Salvage } from '../../src/worker/standing';
import type { Program } from '../../src/workflow/program';

/** What salvages a run in a worker, at hand. */
export const salvage: Salvage = (...damaged) => views.salvage(...damaged);

/** A stored run, opened as the views find it. */
export async function openedEntry(journal: Journal, runId: string, program: Program): Promise<Entry> {
  const reader = new RunReader(journal, () => Promise.resolve(program), salvage);
  const entry = await reader.entry(runId);
  if (!entry) throw new Error('the run is not stored');
  await entry.indexed();
  views.open(entry.model);
  return entry;
}
