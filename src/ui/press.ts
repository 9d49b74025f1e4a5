import type { StartOptions } from '../worker/api';
import type { Playground } from './playground.svelte';
import { stepOfLine } from './state/breakpoint-places';
import { originsOf } from './state/origins';

/** Begins a run as a person does: asks for permission where a step needs it, says why nothing began. */
export async function pressRun(playground: Playground, options: Partial<StartOptions> = {}): Promise<void> {
  const { draft, layout } = playground;
  const origins = originsOf(draft.checked?.workflow).filter((origin) => !draft.origins.includes(origin));
  if (origins.length > 0 && layout.dialog?.kind !== 'allow') {
    layout.dialog = { kind: 'allow', origins, options };
    return;
  }
  const started = await playground.start(options);
  if (started && 'error' in started) playground.refuse(started.error.message);
}

/** Run, pause or resume, whichever is next. */
export async function pressMain(playground: Playground): Promise<void> {
  await playground.begun;
  const { isMine, snapshot } = playground.run;
  if (!isMine) await pressRun(playground);
  else if (snapshot?.status === 'paused') await playground.controls.resume();
  else await playground.controls.pause();
}

/** One step or iteration: of the record when somebody looks back at it, else of the run, or of a new one. */
export async function pressStep(playground: Playground, unit: 'step' | 'iteration'): Promise<void> {
  await playground.begun;
  const { run, isOutdated } = playground;
  if (run.snapshot && !(isOutdated && run.cursor === undefined)) await playground.walk.on(unit);
  else await pressRun(playground, { paused: true });
}

/** One step or iteration back in the record. */
export async function pressBack(playground: Playground, unit: 'step' | 'iteration'): Promise<void> {
  await playground.begun;
  await playground.walk.back(unit);
}

/** Sets a breakpoint at the step of a line, or opens the one that is there. Nothing happens outside of steps. */
export function pressLine({ draft, breakpoints }: Playground, offset: number): void {
  const place = stepOfLine(draft.text, draft.outline, offset);
  if (place) breakpoints.press(place.stepId, place.kind);
}
