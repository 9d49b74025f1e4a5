import { expect, type Page } from '@playwright/test';
import type { Name } from './documents';
import { endure, strike } from './endure';
import { notices, press } from './page';
import { times, trial, unhurried } from './trial';

/** ms that a worker is let go on at the longest. */
const running = 400;

const all: readonly Name[] = ['siblings', 'chain', 'retries'];

for (const name of unhurried ? all : all.slice(0, 1)) {
  trial(`worker broken, ${name}`, async ({ tally, draw, prepare, page }, info) => {
    const faults = times(12);
    info.setTimeout(120_000 + faults * 15_000);
    const subject = await prepare(page, name);
    await endure(subject, tally, page, faults, async (tab, run) => {
      await strike(tab, run, draw(running), () => breakDown(tab));
      await startAgain(tab, /broke down/);
      return tab;
    });
  });
}

if (unhurried) {
  trial('worker silent', async ({ tally, draw, prepare, page }, info) => {
    info.setTimeout(300_000);
    const subject = await prepare(page, 'siblings');
    await endure(subject, tally, page, 3, async (tab, run) => {
      await strike(tab, run, draw(running), () => fallSilent(tab));
      // The page finds out by itself, after 15 seconds without an answer.
      await startAgain(tab, /stopped answering/);
      return tab;
    });
  });
}

/** An error that nobody catches: the browser tells the page of it. The interpreter's worker is begun first. */
async function breakDown(page: Page): Promise<void> {
  await page.workers()[0]?.evaluate(() => {
    setTimeout(() => {
      throw new Error('broken by a trial');
    });
  });
}

/** A worker that ends without a word, which nobody is told of. */
async function fallSilent(page: Page): Promise<void> {
  await page
    .workers()[0]
    ?.evaluate(() => self.close())
    .catch(() => undefined);
}

async function startAgain(page: Page, why: RegExp): Promise<void> {
  // Others, such as that the run waits, may stand there meanwhile.
  await expect(notices(page).filter({ hasText: why })).toHaveCount(1, { timeout: 60_000 });
  await press(page, 'Start it again');
  await expect(notices(page).filter({ hasText: why })).toHaveCount(0);
}
