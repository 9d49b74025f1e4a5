import { expect, test } from '@playwright/test';
import { button, runFast } from './workbench';

test('an expression is watched beside the checks and in the chart, after a reload too', async ({ page }) => {
  await page.goto('./');
  await expect(button(page, 'Run')).toBeEnabled();
  await runFast(page);
  await expect(page.getByRole('status', { name: 'Run status' })).toHaveText(/^Completed/);
  await page.getByRole('tab', { name: 'Explain' }).click();
  const field = page.getByRole('textbox', { name: 'Watch an expression' });
  await field.fill('steps.review.score *');
  await button(page, 'Watch it').click();
  await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toBeVisible();
  await field.fill('steps.review.score * 10');
  await button(page, 'Watch it').click();
  const table = page.getByRole('table', { name: 'Every check' });
  await expect(table.getByRole('columnheader', { name: 'steps.review.score * 10' })).toBeVisible();
  await expect(table.getByRole('row').last()).toContainText('90');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(table.getByRole('row').last()).toContainText('90');
  await page.getByRole('tab', { name: 'Chart' }).click();
  await page.getByRole('combobox', { name: 'Line 1' }).selectOption('steps.review.score * 10');
  const slider = page.getByRole('slider', { name: 'Iteration in the chart' });
  await expect(slider).toHaveAttribute('aria-valuetext', 'iteration 5: steps.review.score * 10 90');
  await button(page, 'Watch steps.review.score * 10 no longer').click();
  await expect(slider).toHaveAttribute('aria-valuetext', /^iteration 5: steps\.review\.score 9$/);
});
