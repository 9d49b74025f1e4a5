import { startBrowser } from './browser-process';
import type { Name } from './documents';
import { after, endure, isLossOfPage, strike } from './endure';
import { open } from './page';
import { times, trial, unhurried } from './trial';

/** Share of 200 kills. */
const shares: readonly (readonly [Name, number])[] = [
  ['siblings', 50],
  ['chain', 50],
  ['nested', 50],
  ['retries', 40],
  ['rush', 20],
];

/** ms that the browser is let run, and let start, at the longest. */
const running = 500;
const starting = 700;

for (const [name, share] of shares.slice(0, unhurried ? undefined : 2)) {
  trial(`browser killed, ${name}`, async ({ tally, draw, address, prepare }, info) => {
    const kills = times(share);
    // On a busy machine a page takes long to its feet, and a long run to be read.
    info.setTimeout(120_000 + kills * 40_000);
    const profile = info.outputPath('profile');
    let browser = await startBrowser(profile);
    try {
      const subject = await prepare(browser.page, name);
      await endure(subject, tally, browser.page, kills, async (page, run) => {
        await strike(page, run, draw(running), () => browser.kill());
        browser = await startBrowser(profile);
        // Every third time it does not even get to its feet before it is killed again.
        if (draw(3) < 1) {
          const killed = after(draw(starting), () => browser.kill());
          await open(browser.page, address).catch((error: unknown) => {
            if (!isLossOfPage(error)) throw error;
          });
          await killed;
          tally.count('faults');
          browser = await startBrowser(profile);
        }
        await open(browser.page, address);
        return browser.page;
      });
    } finally {
      await browser.kill();
    }
  });
}
