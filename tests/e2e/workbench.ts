import type { Locator, Page } from '@playwright/test';

/** A button of the page by its whole name. */
export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

/** What the page says of the run. */
export const status = (page: Page): Locator => page.getByRole('status', { name: 'Run status' });

/** Begins a run at full speed. */
export async function runFast(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Full speed' }).check({ force: true });
  await button(page, 'Run').click();
}

/** Puts a document, or a text as it is, in the place of the one in the editor. */
export async function writeDocument(page: Page, document: object | string): Promise<void> {
  await page.getByRole('textbox', { name: 'Workflow JSON' }).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(
    typeof document === 'string' ? document : JSON.stringify(document, undefined, 2),
  );
}
