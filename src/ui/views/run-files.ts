import { largestFile, tooLarge } from '../../journal/file-limit';
import { fileWords, saveFile } from '../parts/save-file';
import type { Playground } from '../playground.svelte';
import type { ListedRun } from './run-groups';

/** Hands a run to the browser as a file to be saved. */
export async function saveRun(playground: Playground, run: ListedRun): Promise<void> {
  const file = await playground.ask((api) => api.exportRun(run.id));
  if (file === undefined) return;
  const name = `run-${run.number}-${fileWords(run.name) || 'untitled'}.json`;
  saveFile(name, file, 'application/json');
  playground.layout.say({ text: `${name} saved` });
}

/** Stores the run in a file that a person has chosen, and says what came of it. */
export async function loadRun(playground: Playground, file: File): Promise<void> {
  // Larger ones are not even read: they would not fit into a string in every browser.
  const problem = file.size > largestFile ? tooLarge : await playground.runs.import(await file.text());
  if (problem === undefined) playground.layout.say({ text: `${file.name} imported` });
  else playground.layout.say({ text: `${file.name} was not imported. ${problem}`, isProblem: true });
}
