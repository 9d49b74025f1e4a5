import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { serve } from '../../scripts/serve.mjs';
import { runFast, status } from './workbench';

/** Everything the page complains about: console errors, uncaught errors, requests that fail. */
function complaints(page: Page): string[] {
  const seen: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') seen.push(message.text());
  });
  page.on('pageerror', (error) => seen.push(error.message));
  page.on('requestfailed', (request) => seen.push(`${request.url()} failed`));
  page.on('response', (response) => {
    if (response.status() >= 400) seen.push(`${response.url()} gave ${String(response.status())}`);
  });
  return seen;
}

test('the page opens without a complaint', async ({ page }) => {
  const seen = complaints(page);
  await page.goto('/');
  await expect(page).toHaveTitle(/Loop Playground/);
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(seen).toEqual([]);
});

test('the page opens from a sub-path and asks no other origin for anything', async ({ page }) => {
  const folder = fileURLToPath(new URL('../../dist', import.meta.url));
  const host = await serve({ folder, base: '/some/where/' });
  try {
    const seen = complaints(page);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(host.url);
    await expect(page).toHaveTitle(/Loop Playground/);
    await page.waitForLoadState('networkidle');
    expect(seen).toEqual([]);
    expect(asked.filter((url) => !url.startsWith(host.url) && !url.startsWith('blob:'))).toEqual([]);
  } finally {
    await host.close();
  }
});

test('the licence list names the packages of the page', async ({ request }) => {
  const response = await request.get('/third-party-licences.txt');
  expect(response.headers()['content-type']).toBe('text/plain; charset=utf-8');
  expect(await response.text()).toMatch(/^svelte \d/m);
});

test('a run can begin and end before the editor has come', async ({ page }) => {
  let letThrough = (): void => undefined;
  const held = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route(/\/(codemirror|Editor)-[^/]*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('./');
  await runFast(page);
  await expect(status(page)).toHaveText(/^Completed/);
  await expect(page.getByRole('table', { name: 'Iterations' }).getByRole('row').nth(1)).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Workflow JSON' })).toBeHidden();
  letThrough();
  await expect(page.getByRole('textbox', { name: 'Workflow JSON' })).toContainText('"steps"');
});
