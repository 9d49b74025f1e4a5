import { expect, test } from '@playwright/test';
import { button, runFast, status, writeDocument } from './workbench';

test('iterations are filtered and sorted by expressions, and copied as they are shown', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('./');
  await expect(button(page, 'Run')).toBeEnabled();
  await runFast(page);
  await expect(page.getByRole('status', { name: 'Run status' })).toHaveText(/^Completed/);
  await button(page, 'Filter and copy').click();
  const filter = page.getByRole('textbox', { name: 'Only where' });
  await filter.fill('steps.review.score <');
  await filter.press('Enter');
  await expect(page.locator('.said.problem')).toBeVisible();
  await filter.fill('steps.review.score >= 6 && steps.review.score < 9');
  await page.getByRole('textbox', { name: 'Sorted by' }).fill('steps.review.score');
  await page.getByRole('combobox', { name: 'Order' }).selectOption('highest first');
  await expect(page.getByText('4 of 6 iterations of refine')).toBeVisible();
  const numbers = page.getByRole('table', { name: 'Iterations' }).getByRole('rowheader');
  await expect(numbers).toHaveText(['4', '3', '1', '2']);
  await button(page, 'Copy as CSV').click();
  await expect(page.getByText('4 iterations copied as CSV')).toBeVisible();
  const csv = await page.evaluate(() => navigator.clipboard.readText());
  expect(csv.split('\r\n')[0]).toBe('iteration,write,review,keep,until,stop,ms');
  expect(
    csv
      .split('\r\n')
      .slice(1, 5)
      .map((line) => line[0]),
  ).toEqual(['4', '3', '1', '2']);
  await button(page, 'Show all').click();
  await expect(numbers).toHaveText(['0', '1', '2', '3', '4', '5']);
});

test('a filter acts while it is typed, says which loop has a step, and leads there', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('./');
  await writeDocument(page, {
    steps: [
      {
        id: 'rows',
        type: 'loop',
        maxIterations: 3,
        steps: [
          {
            ...{ id: 'marks', type: 'loop', maxIterations: 1 },
            steps: [{ id: 'mark', type: 'compute', value: 1 }],
          },
          {
            id: 'cells',
            type: 'loop',
            maxIterations: 4,
            steps: [{ id: 'cell', type: 'compute', value: { value: '{{loop.iteration}}' } }],
          },
        ],
      },
    ],
  });
  await runFast(page);
  await expect(status(page)).toHaveText(/^Completed/);
  await button(page, 'Filter and copy').click();
  await button(page, 'Copy as CSV').click();
  await expect(
    page.getByText('3 iterations of rows, without those of marks and cells, copied as CSV'),
  ).toBeVisible();
  const said = page.locator('form.bar').getByRole('status');
  const filter = page.getByRole('textbox', { name: 'Only where' });
  await filter.pressSequentially('value > 1');
  await expect(said).toHaveText('Nothing here is called value.');
  await filter.fill('steps.cell.value > 1');
  await expect(said).toHaveText(
    '0 of 3 iterations of rows: cell belongs to cells, which each of them has on its own',
  );
  await expect(page.getByText('Nothing here is called')).toHaveCount(0);
  await button(page, 'Filter cells in iteration 2').click();
  await expect(said).toHaveText('2 of 4 iterations of cells in iteration 2 of rows');
});
