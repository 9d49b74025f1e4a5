import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';

test('one document runs under four rule books, and a first difference opens as a run', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('tab', { name: 'Compare' }).click();
  const others = page.getByRole('table', { name: 'Other systems' });
  await expect(others).toBeHidden();
  await page.getByText('How loops end in other systems').press('Enter');
  await expect(others.getByRole('row', { name: /^LangGraph/ })).toContainText(
    'the recursion limit of the graph',
  );
  await expect(others.getByRole('row')).toHaveCount(9);
  await page.getByText('How loops end in other systems').press('Enter');
  await page.getByRole('button', { name: 'Run under all four' }).click();
  const table = page.getByRole('table', { name: 'Comparison' });
  await expect(table.getByRole('columnheader', { name: 'Smithers' })).toContainText('differs at 5 / keep');
  await expect(page.getByText('One of the four rule books differs.')).toBeVisible();
  await expect(page.getByText(/Smithers leaves iteration 5 before/)).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await table.getByRole('button', { name: '0 – 5' }).click();
  await expect(table.getByRole('rowheader', { name: '0 / write', exact: true })).toBeVisible();

  await table.getByRole('button', { name: 'Open here' }).click();
  await expect(page.getByRole('status', { name: 'Run status' })).toContainText('Completed');
  await expect(page.getByRole('textbox', { name: 'Workflow JSON' })).toContainText('"semantics": "smithers"');

  // A second run of the document as it was, and the two side by side.
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('radio', { name: 'Full speed' }).check({ force: true });
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('status', { name: 'Run status' })).toContainText('Completed');
  await page.getByRole('tab', { name: 'Compare' }).click();
  await page.getByRole('button', { name: 'Two runs' }).click();
  await expect(page.getByText('They differ.')).toBeVisible();
});
