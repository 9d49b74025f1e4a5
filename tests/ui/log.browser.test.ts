import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Playground } from '../../src/ui/playground.svelte';
import type { FakeOptions, FakeWorker } from './fake-worker';
import { button, type OpenPage, openPage } from './open-page';

let opened: OpenPage | undefined;
let worker: FakeWorker;
let playground: Playground;

async function open(options: FakeOptions): Promise<void> {
  opened = await openPage(options);
  ({ worker, playground } = opened);
}

beforeEach(async () => {
  localStorage.clear();
  await page.viewport(1440, 900);
});
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

test('the log of one kind says how far it looked, and looks on when asked', async () => {
  await open({ poem: { position: 14, status: 'completed' } });
  const all = Array.from({ length: 14_000 }, (_, n) => ({
    ...{ type: 'step', at: n, address: `refine[${n}]/write`, output: n, ms: 0 },
    ...(n % 2 === 0 && { type: 'begun', index: n }),
  }));
  Object.assign(worker.api, {
    records: (_id: string, from: number, limit: number) =>
      Promise.resolve({ records: all.slice(from, from + limit), total: all.length }),
  });
  await page.getByRole('tab', { name: 'Log' }).click();
  await page.getByRole('combobox', { name: 'Kind' }).selectOptions('begun');
  await expect
    .element(page.getByText('5,000 in the first 10,000 of 14,000 records', { exact: true }))
    .toBeVisible();
  await button('Look for more').click();
  await expect.element(page.getByText('7,000 of 14,000 records', { exact: true })).toBeVisible();
  expect(button('Look for more').elements()).toHaveLength(0);
  await expect.element(page.getByRole('table', { name: 'Log' })).toHaveAttribute('aria-rowcount', '7000');
});

test('the log has every record and can be filtered', async () => {
  await open({ poem: { position: 24, status: 'completed' } });
  await page.getByRole('tab', { name: 'Log' }).click();
  const log = page.getByRole('table', { name: 'Log' });
  await expect.element(log.getByRole('row').first()).toHaveTextContent('run-started');
  await page.getByLabelText('Kind').selectOptions('iteration');
  await expect.poll(() => log.getByRole('row').elements().length).toBe(6);
  await log.getByRole('row').first().click();
  await expect.element(page.getByRole('region', { name: 'Record 5' })).toHaveTextContent('"iteration": 0');
});

test('the log tells what came later than the moment that is looked at, and brings it into sight', async () => {
  await open({ poem: { position: 24, status: 'completed' } });
  await page.getByRole('tab', { name: 'Log' }).click();
  const log = page.getByRole('table', { name: 'Log' });
  const line = (): Element | null => document.querySelector('[aria-label=Log] [aria-current=true]');
  const count = async (): Promise<number> => {
    await expect.element(log).toBeVisible();
    return Number(log.element().getAttribute('aria-rowcount'));
  };
  await expect.poll(count).toBe(25);
  expect(line()).toBeNull();
  const seen = (): boolean => {
    const box = log.element().getBoundingClientRect();
    const row = line()?.getBoundingClientRect();
    return row !== undefined && row.top >= box.top && row.bottom <= box.bottom;
  };
  playground.seek({ address: 'refine', iteration: 4 });
  await expect
    .poll(() => line()?.textContent.trim())
    .toBe('Looked at: iteration 4, after until; what follows came later');
  await expect.poll(seen).toBe(true);
  expect(line()?.getAttribute('aria-rowindex')).toBe('22');
  expect(line()?.nextElementSibling?.classList.contains('later')).toBe(true);
  expect(line()?.previousElementSibling?.classList.contains('later')).toBe(false);
  expect(log.getByRole('button', { name: 'Record 21, step' }).elements()).toHaveLength(1);
  await page.getByLabelText('Kind').selectOptions('iteration');
  await expect.poll(() => line()?.getAttribute('aria-rowindex')).toBe('6');
  expect(await count()).toBe(7);
  playground.seek({ address: 'refine', iteration: 0, stepId: 'review' });
  await expect.poll(() => line()?.getAttribute('aria-rowindex')).toBe('1');
  await page.getByLabelText('Kind').selectOptions('all');
  await expect.poll(() => line()?.getAttribute('aria-rowindex')).toBe('5');
  await expect.poll(seen).toBe(true);
  playground.seek(undefined);
  await expect.poll(line).toBeNull();
  await expect.poll(count).toBe(25);
});
