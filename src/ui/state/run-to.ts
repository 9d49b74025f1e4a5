import type { PausePoint } from '../../engine/gate';
import type { OutlineItem, RunSnapshot } from '../../worker/api';
import type { Playground } from '../playground.svelte';
import { hasChoice, pressEdited, pressRun } from '../press';
import { stepOfLine } from './breakpoint-places';

/** Goes on with the shown run until something is about to happen; without one, a run is begun for it. */
export async function runTo(playground: Playground, goal: PausePoint): Promise<void> {
  const { run, controls } = playground;
  if (!run.isMine) await pressRun(playground, { paused: true });
  else if (hasChoice(playground) && !(await pressEdited(playground, { paused: true }))) return;
  if (!run.isMine) return;
  playground.seek(undefined);
  await controls.resume(goal);
}

/** The step in which the text cursor stands. */
export function stepAtCaret({ draft, layout }: Playground): OutlineItem | undefined {
  const place = layout.caret && stepOfLine(draft.text, draft.outline, layout.caret.offset);
  return place && draft.outline.find(({ id }) => id === place.stepId);
}

/** Where a step begins next: in the iteration under way when the run has not come there yet, else in the one after it. */
export function nextOf(
  { id, rows, range }: OutlineItem,
  outline: readonly OutlineItem[],
  place: RunSnapshot['place'],
): PausePoint {
  if (rows === undefined) return { loop: '', iteration: 0, step: id };
  const around = place?.loops.find((one) => one.id === rows);
  if (!place || !around) return { loop: rows, iteration: 0, step: id };
  const inner = place.loops[place.loops.indexOf(around) + 1]?.id ?? place.stepId;
  const at = outline.find((one) => one.id === inner);
  const ahead = at !== undefined && at.range.from < range.from;
  const { address, iteration } = around;
  return { loop: address, iteration: ahead ? iteration : iteration + 1, step: id };
}

/** Goes on until the step at the text cursor begins; nothing happens outside of steps. */
export async function runToCaret(playground: Playground): Promise<void> {
  await playground.begun;
  const { run, draft } = playground;
  const item = stepAtCaret(playground);
  const place = run.isMine ? run.snapshot?.place : undefined;
  if (item) await runTo(playground, nextOf(item, draft.outline, place));
}

/** Ends the shown run if it is going on, and begins anew with the document in the editor. */
export async function restart(playground: Playground): Promise<void> {
  await playground.begun;
  if (playground.run.isMine) await playground.controls.stop();
  await pressRun(playground);
}
