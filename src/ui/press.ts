import type { StartOptions } from '../worker/api';
import type { Playground } from './playground.svelte';
import { stepOfLine } from './state/breakpoint-places';
import { pointOfHead } from './state/fork-ask';
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

/** The shown run is paused and its document was edited: it can go on as it was begun, or with the edit. */
export function hasChoice({ run, edited }: Playground): boolean {
  return edited && run.isMine && run.snapshot?.status === 'paused';
}

/**
 * Goes on with the edited document where the paused run stands, as a new run that takes over what was done; gives
 * whether it did. Where the document is another one or does not fit what was done it begins anew, or says what is
 * wrong with it.
 */
export async function pressEdited(
  playground: Playground,
  options: { paused?: boolean } = {},
): Promise<boolean> {
  const { run, forking, layout } = playground;
  const { snapshot } = run;
  if (!snapshot) return false;
  if (forking.unfit.length > 0 || playground.isForeign) {
    await pressRun(playground, options);
    return false;
  }
  const reasons = await forking.begin(snapshot.runId, pointOfHead(snapshot), options);
  if (reasons.length > 0) playground.refuse(reasons.join('; '));
  else layout.say({ text: `Run ${snapshot.number} stays paused, to be found under Runs` });
  return reasons.length === 0;
}

/** Run, pause or resume, whichever is next. */
export async function pressMain(playground: Playground): Promise<void> {
  await playground.begun;
  const { isMine, snapshot } = playground.run;
  if (!isMine) await pressRun(playground);
  else if (hasChoice(playground)) await pressEdited(playground);
  else if (snapshot?.status === 'paused') {
    // Who lets the run go on wants to see it go on.
    playground.seek(undefined);
    await playground.controls.resume();
  } else await playground.controls.pause();
}

/** One step or iteration: of the record when somebody looks back at it, else of the run, or of a new one. */
export async function pressStep(playground: Playground, unit: 'step' | 'iteration'): Promise<void> {
  await playground.begun;
  const { run, isOutdated } = playground;
  if (hasChoice(playground) && run.cursor === undefined) {
    if (await pressEdited(playground, { paused: true })) await playground.controls.advance(unit);
  } else if (run.snapshot && !(isOutdated && run.cursor === undefined)) await playground.walk.on(unit);
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
