import type { Playground } from '../playground.svelte';
import type { ListedRun } from './run-groups';

/** Hands a run to the browser as a file to be saved. */
export async function saveRun(playground: Playground, run: ListedRun): Promise<void> {
  const file = await playground.ask((api) => api.exportRun(run.id));
  if (file === undefined) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([file], { type: 'application/json' }));
  const name =
    run.name
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '')
      .toLowerCase() || 'untitled';
  link.download = `run-${run.number}-${name.slice(0, 60)}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
  playground.layout.say({ text: `${link.download} saved` });
}

/** Stores the run in a file that a person has chosen, and says what came of it. */
export async function loadRun(playground: Playground, file: File): Promise<void> {
  // Larger ones would not fit into a string in every browser.
  const problem =
    file.size > 500_000_000
      ? 'The file is larger than 500 MB.'
      : await playground.runs.import(await file.text());
  if (problem === undefined) playground.layout.say({ text: `${file.name} imported` });
  else playground.layout.say({ text: `${file.name} was not imported. ${problem}`, isProblem: true });
}
