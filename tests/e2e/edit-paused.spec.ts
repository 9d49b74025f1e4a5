import { expect, test, type Page } from '@playwright/test';
import { button, status, writeDocument } from './workbench';

const document = (until: string, first = 'write'): string =>
  JSON.stringify({
    name: 'A score',
    steps: [
      {
        id: 'refine',
        type: 'loop',
        until,
        maxIterations: 4,
        steps: [
          { id: first, type: 'llm', prompt: 'A line', mock: ['one', 'two', 'three', 'four'] },
          { id: 'review', type: 'llm', prompt: 'Score it', mock: ['{{loop.iteration + 6}}'] },
        ],
      },
    ],
  });

const never = 'loop.iteration > 8';

/** A run that is paused before the second step of iteration 1. */
async function pause(page: Page): Promise<void> {
  await page.goto('./');
  await expect(status(page)).toHaveText(/^(Ready|Completed)/);
  await writeDocument(page, document(never));
  await button(page, 'Step iteration').click();
  await expect(status(page)).toHaveText('Paused before refine');
  await button(page, 'Step iteration').click();
  await expect(status(page)).toHaveText('Paused before write, iteration 1');
  await button(page, 'Step').click();
  await expect(status(page)).toHaveText('Paused before review, iteration 1');
}

test('the edit of a paused run is gone on with where it stands; nothing is asked again', async ({ page }) => {
  await pause(page);
  await writeDocument(page, document('loop.iteration == 2'));
  await expect(button(page, 'Resume')).toHaveCount(0);
  await button(page, 'Go on with the edit').click();
  await expect(status(page)).toHaveText('Completed stopped by until after iteration 2', { timeout: 20_000 });
  await expect(page.getByText('Run 2, fork of 1, mock answers')).toBeVisible();
  const cells = page.getByRole('table', { name: 'Iterations' }).locator('[data-step=write]');
  await expect(cells).toHaveText(['one', 'two', 'three']);
  await button(page, 'Runs').click();
  await expect(page.getByRole('table').getByText('fork of 1')).toBeVisible();
});

test('Step goes on with the edit too; the run can go on as it was instead', async ({ page }) => {
  await pause(page);
  await writeDocument(page, document('loop.iteration == 1'));
  await expect(button(page, 'Go on with the edit')).toBeVisible();
  await page.keyboard.press('F9');
  await expect(page.getByText('Run 2, fork of 1, mock answers')).toBeVisible();
  await expect(status(page)).toHaveText('Completed stopped by until after iteration 1');

  await pause(page);
  await writeDocument(page, document('loop.iteration == 1'));
  await button(page, 'Go on as it was').click();
  await expect(status(page)).toHaveText(/^Completed at the limit of 4/, { timeout: 20_000 });
});

test('an edit that does not fit what was done begins anew, and says why', async ({ page }) => {
  await pause(page);
  await writeDocument(page, document(never, 'draft'));
  await expect(button(page, 'Start again')).toHaveCount(1);
  await expect(page.getByText('the step write is gone, and it has run in what is kept')).toBeVisible();
  await writeDocument(page, '{ "steps": [');
  await writeDocument(page, document('loop.iteration == 0', 'draft'));
  await button(page, 'Start again').click();
  await expect(status(page)).toHaveText('Completed stopped by until after iteration 0', { timeout: 20_000 });
});
