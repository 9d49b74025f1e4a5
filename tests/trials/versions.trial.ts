import { expect } from '@playwright/test';
import { after } from './endure';
import { notices } from './page';
import { leave, raiseVersion, readStored } from './stored';
import { trial } from './trial';

trial('newer page beside an older one', async ({ tally, draw, address, prepare, page, context }) => {
  const subject = await prepare(page, 'siblings');
  const run = await subject.begin(page);
  const newer = await context.newPage();
  await leave(newer, address);
  await after(draw(200), async () => {
    await run.see(page);
    await raiseVersion(newer);
  });
  tally.count('faults');
  await expect(notices(page)).toContainText(['A newer version of this page was opened']);
  const stored = await readStored(newer);
  run.isIn(stored);

  // The older page is opened again: it refuses, says why, and leaves everything as it is.
  await page.reload();
  tally.count('faults');
  await expect(notices(page)).toHaveText([/The stored runs belong to a newer version of this page\./]);
  await page.close();
  expect(await readStored(newer)).toEqual(stored);
  const another = await context.newPage();
  await another.goto(address);
  await expect(notices(another)).toHaveCount(1);
  await another.close();
  expect(await readStored(newer)).toEqual(stored);
});
