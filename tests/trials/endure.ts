import type { Page } from '@playwright/test';
import { press } from './page';
import type { Tally } from './tally';
import type { Subject } from './trial';
import type { Witness } from './witness';

/**
 * Brings runs of a document through faults, one after the other, and holds each against the undisturbed one.
 * `disturb` brings one fault about and gives the page on which the run goes on, open and connected.
 */
export async function endure(
  subject: Subject,
  tally: Tally,
  first: Page,
  faults: number,
  disturb: (page: Page, run: Witness) => Promise<Page>,
): Promise<void> {
  let page = first;
  let run = await subject.begin(page);
  for (let fault = 0; fault < faults; fault += 1) {
    if (await run.hasEnded(page)) {
      await run.end(page, subject.expected);
      run = await subject.begin(page);
    }
    page = await disturb(page, run);
    tally.count('faults');
    await run.see(page);
    if (!run.isGone) continue;
    // What the browser throws away nobody can keep; the page has said so.
    tally.count('emptied');
    await press(page, 'Close');
    await subject.writeAgain(page);
    run = await subject.begin(page);
  }
  await run.end(page, subject.expected);
}

/**
 * Brings a fault about `ms` from now, whatever the page is doing then. Until nobody answers any more the run is
 * looked at again and again: what was told by then has to be there afterwards.
 */
export async function strike(
  page: Page,
  run: Witness,
  ms: number,
  fault: () => Promise<unknown>,
): Promise<void> {
  const struck = after(ms, fault).then(() => true);
  for (;;) {
    const seen = run.see(page).then(
      () => false,
      (error: unknown) => {
        if (!isLossOfPage(error)) throw error;
        return struck;
      },
    );
    if (await Promise.race([struck, seen])) return;
  }
}

/** Settles when `act` does, which is begun `ms` from now. */
export async function after<Value>(ms: number, act: () => Promise<Value>): Promise<Value> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return act();
}

/** Whether an error only says that the page asked is not there any more, is not the same or cannot answer. */
export function isLossOfPage(error: unknown): boolean {
  return (
    error instanceof Error &&
    /closed|crashed|destroyed|detached|navigat|reading 'ask'|ERR_ABORTED|protocol\/internal/.test(
      error.message,
    )
  );
}
