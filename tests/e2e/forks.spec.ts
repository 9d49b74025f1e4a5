import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { writeDocument } from './workbench';

const document = (until: string): string =>
  JSON.stringify({
    name: 'A verdict',
    steps: [
      {
        id: 'refine',
        type: 'loop',
        until,
        variables: { tone: 'plain' },
        steps: [
          {
            id: 'review',
            type: 'llm',
            prompt: 'Is it good?',
            outputSchema: { type: 'object', properties: { verdict: { type: 'string' } } },
            mock: [{ verdict: 'almost' }, { verdict: 'good' }],
          },
        ],
      },
    ],
  });

test('a failed run goes on after an edit; it is forked from a row, saved, deleted, imported and opened', async ({
  page,
}) => {
  await page.goto('./');
  const status = page.getByRole('status', { name: 'Run status' });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await expect(status).toHaveText(/^Ready/);
  await writeDocument(page, document('steps.review.verdict'));
  await button('Run').click();
  await expect(status).toHaveText(/^Failed/);
  await writeDocument(page, document("steps.review.verdict == 'good'"));
  await expect(button('Apply and go on from iteration 0')).toBeVisible();
  await expect(page.locator('.button.primary')).toHaveCount(1);
  await button('Apply and go on from iteration 0').click();
  await expect(status).toHaveText('Completed stopped by until after iteration 1');

  const table = page.getByRole('table', { name: 'Iterations' });
  await table.getByRole('row').nth(2).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Go on from iteration 1…' }).click();
  await button('Fork at the start of iteration 1').click();
  await expect(page.getByText('Run 3, fork of 2, mock answers')).toBeVisible();
  await expect(status).toHaveText('Completed stopped by until after iteration 1');

  // From the moment that is looked at, in the words in which the page says it.
  await table.getByRole('row').nth(1).locator('[data-step=review]').click();
  await expect(page.getByText('At iteration 0, after review')).toBeVisible();
  await button('Go on from here').click();
  const dialog = page.getByRole('dialog', { name: 'Go on from iteration 0, after review' });
  await expect(dialog.getByRole('radio', { checked: true })).toHaveAccessibleName(
    'After review: what it gave is kept',
  );
  await dialog.getByRole('radio', { name: 'Before review: it is done again' }).click();
  await expect(dialog.getByRole('button', { name: 'Fork before review, iteration 0' })).toBeEnabled();
  await dialog.getByRole('radio', { name: 'After review: what it gave is kept' }).click();
  await dialog.getByRole('textbox', { name: 'tone' }).fill('"warm"');
  await dialog.getByRole('button', { name: 'Fork after review, iteration 0' }).click();
  await expect(page.getByText(/^Run 4, fork of [0-9]+, mock answers$/)).toBeVisible();
  await expect(status).toHaveText('Completed stopped by until after iteration 1');
  await page.getByRole('tab', { name: 'Variables' }).click();
  await expect(page.getByRole('tabpanel').getByRole('row', { name: /^tone/ })).toContainText('"warm"');
  await page.getByRole('tab', { name: 'Iterations' }).click();

  await button('Runs').click();
  await page
    .getByRole('table')
    .getByRole('row', { name: /fork of 2/ })
    .click();
  const detail = page.getByRole('region', { name: 'Run 3', exact: true });
  await expect(detail).toContainText('run 2, iteration 1 of refine');
  const download = page.waitForEvent('download');
  await button('Export').click();
  const file = readFileSync(await (await download).path());
  await button('Delete').click();
  await expect(page.getByText('Run 3 deleted')).toBeVisible();
  await expect(detail).toHaveCount(0);
  const chooser = page.getByLabel('File of a run');
  await chooser.setInputFiles({
    name: 'broken.json',
    mimeType: 'application/json',
    buffer: file.subarray(0, 99),
  });
  await expect(page.getByText('broken.json was not imported. The file is not JSON')).toBeVisible();
  await chooser.setInputFiles({ name: 'run.json', mimeType: 'application/json', buffer: file });
  await expect(page.getByRole('region', { name: 'Run 5', exact: true })).toBeVisible();
  await button('Open').click();
  await expect(status).toHaveText('Completed stopped by until after iteration 1');
  await expect(table.getByRole('row')).toHaveCount(3);
});
