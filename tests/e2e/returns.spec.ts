import { expect, test } from '@playwright/test';
import { button, status } from './workbench';

declare global {
  interface Window {
    /** What the page has said of the run since it was loaded, each text once after another. */
    said: string[];
  }
}

test('a page that comes back to a run never says that nothing has run', async ({ page }) => {
  await page.addInitScript(() => {
    window.said = [];
    new MutationObserver(() => {
      const texts = document.querySelectorAll('[role=status][aria-label="Run status"], .state');
      for (const { textContent } of texts) {
        const text = textContent.trim();
        if (!window.said.includes(text)) window.said.push(text);
      }
    }).observe(document, { childList: true, characterData: true, subtree: true });
  });
  await page.goto('./');
  await button(page, 'Run').click();
  await button(page, 'Pause').click();
  await expect(status(page)).toHaveText(/^Paused/);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(status(page)).toHaveText(/^Paused/);
  const said = await page.evaluate(() => window.said);
  expect(said.filter((text) => /ready|nothing/i.test(text))).toEqual([]);
});
