import { expect, test } from '@playwright/test';
import { button, runFast } from './workbench';

test('iterations are filtered and sorted by expressions, and copied as they are shown', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('./');
  await expect(button(page, 'Run')).toBeEnabled();
  await runFast(page);
  await expect(page.getByRole('status', { name: 'Run status' })).toHaveText(/^Completed/);
  await button(page, 'Filter and copy').click();
  const filter = page.getByRole('textbox', { name: 'Only where' });
  await filter.fill('steps.review.score <');
  await filter.press('Enter');
  await expect(page.locator('.said.problem')).toBeVisible();
  await filter.fill('steps.review.score >= 6 && steps.review.score < 9');
  await page.getByRole('textbox', { name: 'Sorted by' }).fill('steps.review.score');
  await page.getByRole('combobox', { name: 'Order' }).selectOption('highest first');
  await expect(page.getByText('4 of 6 iterations of refine')).toBeVisible();
  const numbers = page.getByRole('table', { name: 'Iterations' }).getByRole('rowheader');
  await expect(numbers).toHaveText(['4', '3', '1', '2']);
  await button(page, 'Copy as CSV').click();
  await expect(page.getByText('4 iterations copied as CSV')).toBeVisible();
  const csv = await page.evaluate(() => navigator.clipboard.readText());
  expect(csv.split('\r\n')[0]).toBe('iteration,write,review,keep,until,stop,ms');
  expect(
    csv
      .split('\r\n')
      .slice(1, 5)
      .map((line) => line[0]),
  ).toEqual(['4', '3', '1', '2']);
  await button(page, 'Show all').click();
  await expect(numbers).toHaveText(['0', '1', '2', '3', '4', '5']);
});
