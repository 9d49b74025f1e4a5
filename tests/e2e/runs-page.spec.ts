import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { button, runFast, status, writeDocument } from './workbench';

const runs = (page: Page) => page.getByRole('table', { name: 'Stored runs' }).getByRole('row');
const row = (page: Page) => runs(page).nth(1);

async function ran(page: Page): Promise<void> {
  await page.goto('./');
  await expect(status(page)).toHaveText(/^Ready/);
  await runFast(page);
  await expect(status(page)).toHaveText(/^Completed/);
}

test('what stood in the editor comes back by its undo after a run was opened over it', async ({ page }) => {
  await ran(page);
  const mine = '{ "name": "Never run", "steps": [] }';
  await writeDocument(page, mine);
  await button(page, 'Runs').click();
  await button(page, 'Open').click();
  const editor = page.getByRole('textbox', { name: 'Workflow JSON' });
  await expect(editor).toContainText('"review"');
  await editor.click();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(editor).toContainText('"Never run"');
  await expect(editor).not.toContainText('"review"');
  // As the message would have brought it back: the run is of another document, not of an older text of this one.
  await expect(page.getByText('Run 1 is of another document')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+y');
  await expect(editor).toContainText('"review"');
  await expect(page.getByText('Run 1 is of another document')).toHaveCount(0);
});

test('it comes back so after a run was forked over it, too', async ({ page }) => {
  await ran(page);
  await writeDocument(page, { name: 'Never run', steps: [] });
  await button(page, 'Runs').click();
  await button(page, 'Fork at the start of iteration 5').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Fork at the start of iteration 5' }).click();
  await expect(page.getByText('Run 2, fork of 1, mock answers')).toBeVisible();
  const editor = page.getByRole('textbox', { name: 'Workflow JSON' });
  await expect(editor).toContainText('"review"');
  await editor.click();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(editor).toContainText('"Never run"');
  await expect(page.getByText('Run 2 is of another document')).toBeVisible();
});

test('the list of runs leads back, renames where it is pressed, and says what was imported', async ({
  page,
}) => {
  await ran(page);
  await page.goto('./?new');
  await button(page, 'Runs').click();
  await button(page, 'Back to the workflow').click();
  await button(page, 'Runs').click();
  await button(page, 'Rename…').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name of the run' })).toBeFocused();
  await page.keyboard.type('Mine');
  await page.keyboard.press('Enter');
  await expect(row(page)).toContainText('Mine');
  await expect(button(page, 'Rename…')).toBeFocused();

  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Export').click()]);
  const file = readFileSync(await download.path());
  await page
    .getByLabel('File of a run')
    .setInputFiles({ name: 'run.json', mimeType: 'application/json', buffer: file });
  await expect(runs(page)).toHaveCount(3);
  await expect(row(page)).toContainText('imported');
});

test('a tab that shows no run says how many are stored', async ({ page, context }) => {
  await ran(page);
  const other = await context.newPage();
  await other.goto('./');
  await expect(status(other)).toHaveText(/^Ready/);
  await expect(other.getByText(/^1 run stored on this device/)).toBeVisible();
});

test('a deleted run can be brought back for half a minute', async ({ page }) => {
  await ran(page);
  await page.clock.install();
  await button(page, 'Runs').click();
  await button(page, 'Delete').click();
  await expect(button(page, 'Undo')).toBeVisible();
  await page.clock.runFor(25_000);
  await button(page, 'Undo').click();
  await expect(row(page)).toContainText('Completed');
});

test('a run that is opened or begun beside a comparison is shown', async ({ page }) => {
  await ran(page);
  const tab = (name: string) => page.getByRole('tab', { name, exact: true });
  await tab('Compare').click();
  await button(page, 'Runs').click();
  await button(page, 'Open').click();
  await expect(tab('Iterations')).toHaveAttribute('aria-selected', 'true');
  await tab('Compare').click();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(tab('Iterations')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByText(/^Run 2/)).toBeVisible();
});

test('the focus stays where a keyboard goes on', async ({ page }) => {
  await ran(page);
  const tab = (name: string) => page.getByRole('tab', { name, exact: true });
  await button(page, 'Runs').click();
  await row(page).focus();
  await page.keyboard.press('Enter');
  await expect(button(page, 'Run')).toBeFocused();
  // Away from a comparison, by the arrows of the tabs and by the rail.
  await tab('Compare').click();
  await page.keyboard.press('ArrowLeft');
  await expect(tab('Log')).toBeFocused();
  await tab('Compare').click();
  await button(page, 'Workflow').focus();
  await page.keyboard.press('Enter');
  await expect(tab('Iterations')).toBeFocused();
  // From what leads to a dialog and is gone with what the dialog does.
  await page.getByRole('table', { name: 'Iterations' }).getByRole('row').nth(2).click();
  await button(page, 'Go on from here').focus();
  await page.keyboard.press('Enter');
  const fork = page.getByRole('dialog').getByRole('button', { name: /^Fork/ });
  // Whether the document fits is found out first.
  await expect(fork).toBeEnabled();
  await fork.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByText(/^Run 2, fork of 1/)).toBeVisible();
  await expect(page.locator('body')).not.toBeFocused();
});
