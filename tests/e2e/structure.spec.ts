import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { button, runFast, status } from './workbench';

const region = (page: Page): Locator => page.getByRole('region', { name: 'Structure' });
const box = (page: Page, name: RegExp): Locator => page.getByRole('treeitem', { name });

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

test('the loop is seen going round: next, done, how often, and what ended it', async ({ page }) => {
  await page.goto('./');
  await expect(box(page, /^refine, loop/)).toBeVisible();
  await expect(box(page, /^until of refine, asked after/)).toBeVisible();
  for (const step of ['refine', 'write', 'review']) {
    await button(page, 'Step').click();
    await expect(status(page)).toHaveText(new RegExp(`^Paused before ${step}`));
  }
  await expect(box(page, /^write/)).toHaveAccessibleName(/done/);
  await expect(box(page, /^review/)).toHaveAccessibleName(/here, next/);
  await page.getByRole('radio', { name: 'Full speed' }).check({ force: true });
  await button(page, 'Resume').click();
  await expect(status(page)).toHaveText(/^Completed stopped by until/);
  await expect(box(page, /^until of refine/)).toHaveAccessibleName(/true$/);
  await expect(box(page, /^refine, loop/)).toHaveAccessibleName(/6 done, at most 7, false goes on, 5 times/);
  await expectAccessible(page);
});

test('a box leads to its text and its cell, the text to its box, by keyboard', async ({ page }) => {
  await page.goto('./');
  await runFast(page);
  await expect(status(page)).toHaveText(/^Completed/);
  await expect(box(page, /^write, llm, done/)).toBeVisible();
  await box(page, /^refine, loop/).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(box(page, /^review/)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Workflow JSON' })).toBeFocused();
  await expect(box(page, /^review/)).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByText('At iteration 5, after')).toBeVisible();
  await box(page, /^refine, loop/).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(box(page, /^write/)).toHaveCount(0);
  await expect(box(page, /^refine, loop/)).toHaveAccessibleName(/3 steps folded/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('f');
  await expect(page.getByRole('navigation', { name: 'Shown part' })).toContainText('refine');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('navigation', { name: 'Shown part' })).toHaveCount(0);
});

test('the region folds, and stays as it was left', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('tree')).toBeVisible();
  await region(page).getByRole('button', { name: 'Structure' }).click();
  await expect(page.getByRole('tree')).toHaveCount(0);
  await page.reload();
  await expect(region(page).getByRole('button', { name: 'Structure' })).toHaveAttribute(
    'aria-expanded',
    'false',
  );
});

test('on a narrow page it is a view of its own, with the way to the text', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('./');
  await page.getByRole('tab', { name: 'Structure' }).click();
  await box(page, /^review/).click();
  await expectAccessible(page);
  await button(page, 'Show review in the text').click();
  await expect(page.getByRole('textbox', { name: 'Workflow JSON' })).toBeFocused();
});
