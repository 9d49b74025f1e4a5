import { expect, test, type Page } from '@playwright/test';
import { ask, connect, result } from './port';
import { button, runFast, status } from './workbench';

/** Puts the text cursor on the line that holds a text. */
async function goToLine(page: Page, text: string): Promise<void> {
  await page.locator('.cm-line', { hasText: text }).first().click();
}

test('a breakpoint with a condition is hit, and again after a reload; the record is walked both ways', async ({
  page,
}) => {
  await page.goto('./');
  await expect(button(page, 'Run')).toBeEnabled();
  await goToLine(page, '"id": "review"');
  await page.keyboard.press('Alt+F9');
  await expect(page.getByTitle('Breakpoint before review')).toBeVisible();
  await page.keyboard.press('Alt+F9');
  const dialog = page.getByRole('dialog', { name: 'Breakpoint at review' });
  await dialog.getByRole('textbox').fill('loop.iteration > 1 && vars.nothing < 5');
  await expect(dialog.getByRole('alert')).toContainText('nothing');
  await expect(dialog.getByRole('button', { name: 'Set breakpoint' })).toBeDisabled();
  await dialog.getByRole('textbox').fill('loop.iteration > 1 && vars.best < 5');
  await dialog.getByRole('button', { name: 'Set breakpoint' }).click();
  await dialog.waitFor({ state: 'detached' });

  await button(page, 'Run').click();
  await expect(status(page)).toHaveText('Completed stopped by until after iteration 5', { timeout: 20_000 });

  await goToLine(page, '"id": "review"');
  await page.keyboard.press('Alt+F9');
  await dialog.getByRole('textbox').fill('loop.iteration > 1');
  await dialog.getByRole('button', { name: 'Set breakpoint' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByTitle('Breakpoint before review, when loop.iteration > 1')).toBeVisible();
  await button(page, 'Run').click();
  await expect(status(page)).toHaveText('Paused at breakpoint before review, iteration 2', {
    timeout: 20_000,
  });

  const about = page.getByText(/^At iteration/);
  const back = ['2, after write', '1, after until', '1, after keep', '1, after review'];
  for (const moment of back) {
    await button(page, 'Back').click();
    await expect(about).toHaveText(`At iteration ${moment}`);
  }
  for (const moment of back.slice(0, -1).reverse()) {
    await page.keyboard.press('F9');
    await expect(about).toHaveText(`At iteration ${moment}`);
  }
  await page.keyboard.press('F9');
  await expect(about).toHaveCount(0);
  await expect(status(page)).toHaveText('Paused at breakpoint before review, iteration 2');
  await button(page, 'Resume').click();
  await expect(status(page)).toHaveText('Paused at breakpoint before review, iteration 3', {
    timeout: 20_000,
  });
  // A run that is paused stays so; one that went on would come to iteration 4.
  await page.reload();
  await expect(button(page, 'Resume')).toBeEnabled();
  await expect(status(page)).toHaveText('Paused at breakpoint before review, iteration 3');
});

test('a moment far away in a loop inside a loop is brought into sight', async ({ page }) => {
  await page.goto('./');
  await connect(page);
  const n = { id: 'n', type: 'compute', value: '{{iterations.outer * 100 + loop.iteration}}' };
  const inner = { id: 'inner', type: 'loop', until: 'steps.n < 0', maxIterations: 50, steps: [n] };
  const text = JSON.stringify({ steps: [{ id: 'outer', type: 'loop', maxIterations: 200, steps: [inner] }] });
  await result(page, 'setWorkflow', { text });
  await runFast(page);
  await expect(status(page)).toHaveText(/^Completed/);
  const now = page.getByRole('table', { name: 'Iterations' }).locator('[aria-current=true]');
  for (const [loop, iteration, number] of [
    ['outer[100]/inner', 7, '100 / 7'],
    ['outer', 3, '3'],
    ['outer[199]/inner', 49, '199 / 49'],
    ['outer[42]/inner', 0, '42 / 0'],
  ] as const) {
    await ask(page, 'seek', { loop, iteration });
    await expect(now.getByRole('rowheader')).toContainText(number);
    await expect(now).toBeInViewport();
  }
  await page.getByRole('tab', { name: 'Explain' }).click();
  await expect(page.getByText('inner, checked after iteration 42 / 0')).toBeVisible();
});

test('all nested rows are folded and unfolded at once, and stay so through a reload', async ({ page }) => {
  await page.goto('./');
  await connect(page);
  const n = { id: 'n', type: 'compute', value: 1 };
  const inner = { id: 'inner', type: 'loop', maxIterations: 50, steps: [n] };
  const text = JSON.stringify({ steps: [{ id: 'outer', type: 'loop', maxIterations: 300, steps: [inner] }] });
  await result(page, 'setWorkflow', { text });
  await runFast(page);
  await expect(status(page)).toHaveText(/^Completed/);
  const table = page.getByRole('table', { name: 'Iterations' });
  const rows = (count: number): Promise<void> =>
    expect(table).toHaveAttribute('aria-rowcount', `${count + 1}`);
  await rows(300 * 51);
  await ask(page, 'seek', { loop: 'outer[100]/inner', iteration: 7 });
  await button(page, 'Fold all').click();
  await rows(300);
  // The row that hides the moment.
  const unfold = button(page, 'Unfold iteration 100 of outer');
  await expect(unfold).toBeInViewport();
  await unfold.click();
  await rows(350);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(button(page, 'Unfold all')).toHaveAttribute('aria-expanded', 'false');
  await rows(350);

  const row = table.locator('[aria-current=true]');
  await expect(row).toBeInViewport();
  await row.getByRole('rowheader').focus();
  await page.keyboard.press('Shift+Enter');
  await rows(300 * 51);
  await expect(row).toBeInViewport();
  await page.keyboard.press('ArrowDown');
  await expect(row.getByRole('rowheader')).toHaveText(/100 \/ 8/);
  await page.keyboard.press('Shift+Enter');
  await rows(300);
});
