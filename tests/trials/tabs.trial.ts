import { expect, type Page } from '@playwright/test';
import { result } from '../e2e/port';
import { after } from './endure';
import { notices, open, press } from './page';
import { times, trial, unhurried } from './trial';
import type { Witness } from './witness';

/** What a page says of a run that another one writes. */
const following = 'Another tab runs this; this page follows it.';

for (const tabs of unhurried ? [2, 5] : [2]) {
  trial(`${tabs} tabs on one run`, async ({ tally, draw, address, prepare, page, context }, info) => {
    const rounds = times(6);
    info.setTimeout(120_000 + rounds * tabs * 20_000);
    const subject = await prepare(page, 'siblings');
    let pages: Page[] = [page];
    for (let round = 0; round < rounds; round += 1) {
      const [first] = pages;
      if (!first) throw new Error('no tab is left');
      // Slow enough to be still going on when all tabs are there.
      const run = await subject.begin(first, { speed: tabs > 2 ? 0 : 2 });
      while (pages.length < tabs) pages.push(await follow(await context.newPage(), address));
      while (pages.length > 1) {
        const writer = await after(draw(300), () => writerOf(pages));
        await run.see(writer);
        expect(await writers(writer, run)).toBe(1);
        pages = pages.filter((one) => one !== writer);
        await writer.close();
        tally.count('faults');
      }
      const left = pages[0] ?? first;
      expect(await writerOf(pages)).toBe(left);
      await press(left, 'Full speed');
      await run.end(left, subject.expected);
    }
  });
}

if (unhurried) {
  trial('pressed Resume in every tab', async ({ tally, address, prepare, page, context }) => {
    const subject = await prepare(page, 'siblings');
    const run = await subject.begin(page, { speed: 2 });
    const pages = [page, await follow(await context.newPage(), address)];
    await result(page, 'pause');
    await run.see(page);
    tally.count('faults', pages.length);
    await Promise.all(pages.map((one) => result(one, 'resume')));
    await press(page, 'Full speed');
    await run.end(page, subject.expected);
  });
}

/** Opens the newest run in another tab. */
async function follow(page: Page, address: string): Promise<Page> {
  await open(page, address);
  await press(page, 'Runs');
  await page.getByRole('table', { name: 'Stored runs' }).getByRole('row').nth(1).click();
  await page
    .getByRole('button', { name: /^(Open|Resume)/ })
    .first()
    .click();
  await expect(notices(page).filter({ hasText: following })).toHaveCount(1);
  return page;
}

/** The tab that carries the run out, as soon as there is one: the only one that does not say it follows. */
async function writerOf(pages: readonly Page[]): Promise<Page> {
  let found: Page | undefined;
  await expect
    .poll(async () => {
      const counts = await Promise.all(
        pages.map((page) => notices(page).filter({ hasText: following }).count()),
      );
      found = pages[counts.indexOf(0)];
      return counts.filter((count) => count === 0).length;
    })
    .toBe(1);
  if (!found) throw new Error('every tab says that another one runs this');
  return found;
}

/** How many hold the right to write the run. */
function writers(page: Page, run: Witness): Promise<number> {
  return page.evaluate(async (name) => {
    const { held = [] } = await navigator.locks.query();
    return held.filter((lock) => lock.name === name).length;
  }, `loop-playground/run/${run.id}`);
}
