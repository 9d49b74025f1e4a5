import { expect, test, type Locator, type Page } from '@playwright/test';
import { button, status } from './workbench';

async function goTo(page: Page, iteration: number): Promise<Locator> {
  await button(page, 'More ways to go').click();
  await page.getByRole('menuitem', { name: 'Go to iteration…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Go to an iteration' });
  await dialog.getByRole('textbox', { name: 'Go to iteration' }).fill(String(iteration));
  return dialog;
}

test('a run is brought to a step and to an iteration, and is begun again; a stored one too', async ({
  page,
}) => {
  await page.goto('./');
  await expect(button(page, 'Run')).toBeEnabled();
  await page.getByRole('radio', { name: 'Full speed' }).check({ force: true });
  await page.locator('.cm-line', { hasText: '"id": "review"' }).first().click();
  await page.keyboard.press('Control+F8');
  await expect(status(page)).toHaveText('Paused before review, iteration 0');
  await page.keyboard.press('Control+F8');
  await expect(status(page)).toHaveText('Paused before review, iteration 1');

  await (await goTo(page, 3)).getByRole('button', { name: 'Run to iteration 3' }).click();
  await expect(status(page)).toHaveText('Paused before write, iteration 3');
  await (await goTo(page, 1)).getByRole('button', { name: 'Show it' }).click();
  await expect(page.getByText('At iteration 1, after until')).toBeVisible();
  await expect(status(page)).toHaveText('Paused before write, iteration 3');

  await button(page, 'More ways to go').click();
  await page.getByRole('menuitem', { name: 'Restart' }).click();
  await expect(status(page)).toHaveText('Completed stopped by until after iteration 5');
  await expect(page.getByText('Run 2, mock answers')).toBeVisible();

  await page.reload();
  await expect(status(page)).toHaveText('Completed stopped by until after iteration 5');
  const dialog = await goTo(page, 6);
  await expect(dialog.getByRole('alert')).toHaveText('It must be a whole number from 0 to 5.');
  await dialog.getByRole('textbox').fill('2');
  await dialog.getByRole('button', { name: 'Show it' }).click();
  await expect(page.getByText('At iteration 2, after until')).toBeVisible();
  await page.getByRole('table', { name: 'Iterations' }).getByRole('row').nth(5).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Run again up to iteration 4' }).click();
  await expect(status(page)).toHaveText('Paused before write, iteration 4');
  await expect(page.getByText('Run 3, mock answers')).toBeVisible();
});
