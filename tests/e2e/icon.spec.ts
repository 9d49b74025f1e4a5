import { expect, test } from '@playwright/test';
import { button } from './workbench';

test('the icon of the tab is a ring while a run is on its way', async ({ page }) => {
  await page.goto('./');
  const icon = page.locator('link[rel=icon]');
  await page.getByRole('radio', { name: 'Three steps a second' }).check({ force: true });
  await button(page, 'Run').click();
  await expect(icon).toHaveAttribute('href', /favicon-now-\d+\.svg/);
  const { status, type } = await page.evaluate(async () => {
    const href = document.querySelector<HTMLLinkElement>('link[rel=icon]')?.href ?? '';
    const answer = await fetch(href);
    return { status: answer.status, type: answer.headers.get('content-type') };
  });
  expect({ status, type }).toEqual({ status: 200, type: 'image/svg+xml' });
  await button(page, 'Stop').click();
  await expect(icon).toHaveAttribute('href', './favicon-stopped.svg');
});
