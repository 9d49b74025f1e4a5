import { expect, test } from '@playwright/test';
import { ask, connect } from './port';
import { button, status } from './workbench';

test('a dialog that can no longer be loaded is told, and the keys of the page go on', async ({ page }) => {
  await page.goto('./');
  await button(page, 'Run').click();
  await button(page, 'Pause').click();
  await expect(status(page)).toHaveText(/^Paused/);
  await button(page, 'Back').click();
  await page.route(/\/Dialogs-[^/]*\.js$/, (route) => route.abort());
  await button(page, 'Go on from here').click();
  await expect(page.getByText('This part of the page could not be loaded.')).toBeVisible();
  await button(page, 'Close').click();
  await page.keyboard.press('F8');
  await expect(status(page)).not.toHaveText(/^Paused/);
});

test('a run whose parts of the interpreter cannot be loaded is not begun, and is when they can', async ({
  page,
}) => {
  const parts = /\/rest-[^/]*\.js$/;
  await page.context().route(parts, (route) => route.abort());
  await page.goto('./');
  await connect(page);
  expect(await ask(page, 'run')).toHaveProperty('error');
  await expect(page.getByText('A part of the playground could not be loaded')).toBeVisible();
  await expect(status(page)).toHaveText(/^Ready/);
  await page.context().unroute(parts);
  await button(page, 'Run').click();
  await expect(status(page)).toHaveText('Completed stopped by until after iteration 5');
  await expect(page.getByText('could not be loaded')).toBeHidden();
  await expect(page.getByRole('table', { name: 'Iterations' }).getByRole('row')).toHaveCount(7);
});
