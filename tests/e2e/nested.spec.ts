import { expect, test, type Locator } from '@playwright/test';
import { icons } from '../../src/ui/parts/icons';
import { button, runFast, status, writeDocument } from './workbench';

const document = {
  steps: [
    {
      id: 'rows',
      type: 'loop',
      maxIterations: 2,
      steps: [
        {
          id: 'cells',
          type: 'loop',
          until: 'steps.cell > 9',
          maxIterations: 3,
          steps: [
            { id: 'cell', type: 'compute', value: '{{loop.iteration}}' },
            { id: 'twice', type: 'compute', value: '{{steps.cell * 2}}' },
          ],
        },
      ],
    },
  ],
};

const limitMark = (within: Locator): Locator => within.locator(`path[d="${icons.limit[0][1]}"]`);

test('a loop that ended at its limit has the mark of the limit in every view', async ({ page }) => {
  await page.goto('./');
  await writeDocument(page, document);
  await runFast(page);
  await expect(status(page)).toHaveText(/^Completed rows at the limit/);
  const rows = page.getByRole('table', { name: 'Iterations' }).getByRole('row');
  const inner = rows.filter({ has: page.getByRole('rowheader', { name: '1 / 2' }) });
  await inner.getByRole('rowheader').click();
  const box = page.getByRole('treeitem', { name: /^until of cells/ });
  await expect(box).toHaveAccessibleName(/at the limit, false$/);
  await expect(limitMark(box)).toHaveCount(1);
  await expect(limitMark(inner.getByRole('cell', { name: 'false' }))).toHaveCount(1);
  const before = rows.filter({ has: page.getByRole('rowheader', { name: '1 / 1' }) });
  await expect(limitMark(before.getByRole('cell', { name: 'false' }))).toHaveCount(0);
  await page.getByRole('tab', { name: 'Chart' }).click();
  const verdicts = page.getByRole('table', { name: 'Chart as a table' }).getByRole('cell', { name: 'false' });
  await expect(verdicts).toHaveCount(3);
  await expect(limitMark(verdicts.nth(1))).toHaveCount(0);
  await expect(limitMark(verdicts.nth(2))).toHaveCount(1);
});

test('a run goes on to an iteration of an inner loop that has not begun, and says so', async ({ page }) => {
  await page.goto('./');
  await writeDocument(page, document);
  await page.getByRole('radio', { name: 'One step a second' }).check({ force: true });
  for (const step of ['rows', 'cells', 'cell', 'twice']) {
    await button(page, 'Step').click();
    await expect(status(page)).toHaveText(new RegExp(`^Paused before ${step}`));
  }
  await button(page, 'More ways to go').click();
  await page.getByRole('menuitem', { name: 'Go to iteration…' }).click();
  await page.getByRole('textbox', { name: 'Go to iteration' }).fill('1 / 2');
  await button(page, 'Run to iteration 1 / 2').click();
  await expect(status(page)).toHaveText(/^Running .*, until iteration 1 \/ 2$/);
  await page.getByRole('radio', { name: 'Full speed' }).check({ force: true });
  await expect(status(page)).toHaveText('Paused before cell, iteration 2 of cells in iteration 1 of rows');
});
