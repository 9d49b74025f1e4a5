import type { Checked } from '../../worker/api';
import type { Diagnostic } from '../../workflow/diagnostic';
import type { Draft } from './draft.svelte';
import type { SelectedRun } from './selected-run.svelte';

/** What a run failed with, as a diagnostic of the text in the editor; `undefined` when it ran another text. */
export function failureIn(run: SelectedRun, draft: Draft): Diagnostic | undefined {
  const error = run.text === draft.text ? run.snapshot?.error : undefined;
  if (!error) return undefined;
  const { code, severity, message, range } = error;
  return { code, severity, message, path: [], ...(range ? { range } : {}) };
}

/** Everything the list of problems shows, the run's own first. */
export function problemsOf(
  failure: Diagnostic | undefined,
  checked: Checked | undefined,
): readonly Diagnostic[] {
  return [...(failure ? [failure] : []), ...(checked?.diagnostics ?? [])];
}

/** Whether the run is over and the document is not the one it ran. */
export function isOutdated(run: SelectedRun, draft: Draft): boolean {
  return run.snapshot !== undefined && !run.isActive && run.text !== undefined && run.text !== draft.text;
}

/** Whether the document was changed after an unfinished run of it began. */
export function isEdited(run: SelectedRun, draft: Draft): boolean {
  return run.isActive && run.text !== undefined && run.text !== draft.text;
}

/** Whether the document took the place of the one that was run, and is no edit of it. */
export function isForeign(run: SelectedRun, draft: Draft): boolean {
  return run.foreign && run.text !== undefined && run.text !== draft.text;
}
