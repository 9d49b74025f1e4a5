import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Playground } from '../../src/ui/playground.svelte';
import type { FakeWorker } from './fake-worker';
import { openPage } from './open-page';

let close: () => Promise<void>;
let playground: Playground;
let worker: FakeWorker;

beforeEach(async () => {
  localStorage.clear();
  await page.viewport(1440, 900);
  ({ close, playground, worker } = await openPage({ poem: { position: 24, status: 'completed' } }));
});
afterEach(() => close());

const table = (): ReturnType<typeof page.getByRole> => page.getByRole('table', { name: 'Every check' });

test('explains the check of the iteration that is looked at, and every other in a row', async () => {
  await page.getByRole('tab', { name: 'Explain' }).click();
  await expect.element(page.getByText('refine, checked after iteration 5')).toBeVisible();
  await expect.element(table().getByRole('row').last()).toHaveTextContent(/true\s*stops/);
  await table().getByRole('row').nth(5).click();
  expect(playground.run.cursor).toEqual({ address: 'refine', iteration: 4 });
  await expect.element(page.getByText('refine, checked after iteration 4')).toBeVisible();
  const panel = page.getByRole('tabpanel');
  await expect.element(panel).toHaveTextContent(/Goes on because !steps\.review\.cliche is false/);
  const cells = table().getByRole('row').nth(5).getByRole('cell').elements();
  expect(cells.map((cell) => cell.textContent.trim())).toEqual([
    '8',
    'true',
    'true',
    'false',
    'false',
    'goes on',
  ]);
  expect(cells.map((cell) => getComputedStyle(cell).fontWeight)).toEqual([
    '400',
    '400',
    '400',
    '700',
    '400',
    '400',
  ]);
  await expect.element(table().getByRole('row').nth(1)).toHaveTextContent(/not looked at/);
});

test('what has not been read yet is not said to be not asked: the explanation before stays until then', async () => {
  await page.getByRole('tab', { name: 'Explain' }).click();
  await expect.element(page.getByText('refine, checked after iteration 5')).toBeVisible();
  const explain = worker.api.explain.bind(worker.api);
  let answer = (): void => undefined;
  const gate = new Promise<void>((resolve) => (answer = resolve));
  const asked: number[] = [];
  worker.api.explain = async (...query) => {
    asked.push(query[2]);
    await gate;
    return explain(...query);
  };
  playground.seek({ address: 'refine', iteration: 4 });
  await expect.poll(() => asked).toContain(4);
  const panel = page.getByRole('tabpanel');
  await expect.element(panel).not.toHaveTextContent(/was not asked/);
  await expect.element(page.getByText('refine, checked after iteration 5')).toBeVisible();
  answer();
  await expect.element(page.getByText('refine, checked after iteration 4')).toBeVisible();
});

test('the row of the moment is brought into sight, also when the table is opened at it', async () => {
  await page.viewport(1440, 620);
  playground.seek({ address: 'refine', iteration: 0 });
  await page.getByRole('tab', { name: 'Explain' }).click();
  const isInSight = (n: number): boolean => {
    const row = table().getByRole('row').elements()[n]?.getBoundingClientRect();
    const { top, bottom } = table().element().getBoundingClientRect();
    return row !== undefined && row.top >= top && row.bottom <= bottom + 1;
  };
  await expect.poll(() => isInSight(1)).toBe(true);
  playground.seek({ address: 'refine', iteration: 4 });
  await expect.poll(() => isInSight(5)).toBe(true);
});

test('the arrow keys go from check to check', async () => {
  await page.getByRole('tab', { name: 'Explain' }).click();
  await expect.element(table().getByRole('row').nth(5)).toBeVisible();
  table().element().querySelector<HTMLElement>('[role=rowgroup]')?.parentElement?.focus();
  await userEvent.keyboard('{ArrowUp}');
  await expect.poll(() => playground.run.cursor?.iteration).toBe(4);
  await userEvent.keyboard('{Home}');
  await expect.poll(() => playground.run.cursor?.iteration).toBe(0);
  await expect.element(table().getByRole('row').nth(1)).toHaveAttribute('aria-current', 'true');
});

test('on a narrow page the values stand in a list', async () => {
  await page.viewport(390, 844);
  await page.getByRole('tab', { name: 'Explain' }).click();
  const values = page.getByRole('list', { name: 'Values' });
  await expect.element(values).toBeVisible();
  expect(values.getByRole('listitem').elements()).toHaveLength(5);
  await expect.element(values).toHaveTextContent(/!…cliche\s*true/);
});

test('the chart is read by keyboard, and its table says the same', async () => {
  await page.getByRole('tab', { name: 'Chart' }).click();
  const slider = page.getByRole('slider', { name: 'Iteration in the chart' });
  await expect.element(slider).toHaveAttribute('aria-valuetext', 'iteration 5: steps.review.score 9');
  slider.element().querySelector('svg')?.closest<HTMLElement>('[role=slider]')?.focus();
  await userEvent.keyboard('{ArrowLeft}');
  await expect.element(slider).toHaveAttribute('aria-valuetext', 'iteration 4: steps.review.score 8');
  await userEvent.keyboard('{Enter}');
  expect(playground.run.cursor).toEqual({ address: 'refine', iteration: 4 });
  const twin = page.getByRole('table', { name: 'Chart as a table' });
  await expect.element(twin.getByRole('row').nth(5)).toHaveTextContent(/4\s*8\s*false/);
  await page.getByRole('button', { name: 'Add a line' }).click();
  await expect.element(page.getByRole('combobox', { name: 'Line 2' })).toHaveValue('vars.best');
  await expect.element(twin.getByRole('columnheader', { name: 'best' })).toBeVisible();
  expect(twin.element().scrollWidth).toBe(twin.element().clientWidth);
  await expect
    .element(slider)
    .toHaveAttribute('aria-valuetext', 'iteration 4: steps.review.score 8, vars.best 8');
});
