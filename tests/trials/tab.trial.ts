import type { Page } from '@playwright/test';
import type { Name } from './documents';
import { endure, strike } from './endure';
import { attach, open } from './page';
import { times, trial, unhurried } from './trial';

/** ms that a tab is let run at the longest. */
const running = 400;

const all: readonly Name[] = ['nested', 'siblings', 'retries', 'chain'];

for (const name of unhurried ? all : []) {
  trial(`tab closed, ${name}`, async ({ tally, draw, address, prepare, page, context }, info) => {
    const faults = times(10);
    info.setTimeout(120_000 + faults * 15_000);
    const subject = await prepare(page, name);
    await endure(subject, tally, page, faults, async (tab, run) => {
      await strike(tab, run, draw(running), () => tab.close());
      const next = await context.newPage();
      await open(next, address);
      return next;
    });
  });
}

for (const name of unhurried ? all : (['chain'] as const)) {
  trial(`reloaded in a loop, ${name}`, async ({ tally, draw, prepare, page }, info) => {
    const faults = times(10);
    info.setTimeout(120_000 + faults * 15_000);
    const subject = await prepare(page, name);
    await endure(subject, tally, page, faults, async (tab, run) => {
      await strike(tab, run, draw(running), () => reload(tab));
      // Once more before it stands, and once more: some of these meet a page that is going on just then.
      for (let more = Math.floor(draw(3)); more > 0; more -= 1) {
        await new Promise((resolve) => setTimeout(resolve, draw(running)));
        await reload(tab);
        tally.count('faults');
      }
      await attach(tab);
      return tab;
    });
  });
}

trial('renderer crashed', async ({ tally, draw, address, prepare, page, context }, info) => {
  const faults = times(16);
  info.setTimeout(120_000 + faults * 15_000);
  const subject = await prepare(page, 'siblings');
  await endure(subject, tally, page, faults, async (tab, run) => {
    await strike(tab, run, draw(running), () => crash(tab));
    const next = await context.newPage();
    await tab.close();
    await open(next, address);
    return next;
  });
});

if (unhurried) {
  trial('page frozen', async ({ tally, draw, address, prepare, page, context }, info) => {
    const faults = times(12);
    info.setTimeout(120_000 + faults * 15_000);
    const subject = await prepare(page, 'siblings');
    await endure(subject, tally, page, faults, async (tab, run) => {
      const session = await context.newCDPSession(tab);
      await strike(tab, run, draw(running), () =>
        session.send('Page.setWebLifecycleState', { state: 'frozen' }),
      );
      const other = await context.newPage();
      await open(other, address);
      await run.see(other);
      if (draw(2) < 1) {
        // The frozen tab is thrown away: the other one takes its place.
        await tab.close();
        return other;
      }
      await other.close();
      await session.send('Page.setWebLifecycleState', { state: 'active' });
      return tab;
    });
  });
}

async function reload(page: Page): Promise<void> {
  await page.reload({ waitUntil: 'commit' });
}

/** Ends the process that draws the page. */
async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = new Promise((resolve) => page.once('crash', resolve));
  // It is not there any more to answer.
  session.send('Page.crash').catch(() => undefined);
  await crashed;
}
