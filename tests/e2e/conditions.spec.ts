import { expect, test, type Page } from '@playwright/test';
import { button, runFast, writeDocument } from './workbench';

const workflow = {
  name: 'Conditions',
  steps: [
    { id: 'greet', type: 'compute', value: 'hello', skipIf: 'inputs.quiet' },
    {
      ...{ id: 'outer', type: 'loop', until: 'loop.iteration >= 3', maxIterations: 9 },
      steps: [
        { id: 'n', type: 'compute', value: '{{loop.iteration}}' },
        { id: 'polish', type: 'compute', value: 1, skipIf: 'steps.n > 0 && steps.n < 2' },
        {
          ...{ id: 'way', type: 'if' },
          cases: [
            { when: 'steps.n == 0', steps: [{ id: 'zero', type: 'compute', value: 0 }] },
            {
              when: 'steps.n == 1',
              steps: [
                {
                  ...{ id: 'inner', type: 'loop', until: 'loop.iteration == 1', maxIterations: 3 },
                  steps: [{ id: 'leave', type: 'exit', when: 'steps.n > 7' }],
                },
              ],
            },
          ],
        },
        { id: 'enough', type: 'exit', when: 'steps.n == 2' },
        { id: 'last', type: 'compute', value: 2, skipIf: 'false' },
      ],
    },
  ],
  inputs: { quiet: true },
};

async function runIt(page: Page): Promise<void> {
  await page.goto('./');
  await expect(button(page, 'Run')).toBeEnabled();
  await writeDocument(page, workflow);
  await runFast(page);
  await expect(page.getByRole('status', { name: 'Run status' })).toHaveText(
    /^Completed outer stopped by exit/,
  );
  await page.getByRole('tab', { name: 'Explain' }).click();
}

test('every condition of the document is explained, of the iteration that is looked at', async ({ page }) => {
  await runIt(page);
  const picker = page.getByRole('combobox', { name: 'Condition' });
  const check = page.getByRole('group', { name: 'The check' });
  const table = page.getByRole('table', { name: 'Every check' });
  await expect(check).toContainText('until was not asked in iteration 2: left by exit.');
  await expect(picker.getByRole('option')).toHaveText([
    'the nearest condition',
    'skipIf of greet',
    'until of outer',
    'skipIf of polish',
    'when of way, case 0',
    'when of way, case 1',
    'until of inner',
    'when of leave',
    'when of enough',
    'skipIf of last',
  ]);

  await picker.selectOption('skipIf of polish');
  await expect(check).toContainText('Not skipped because steps.n < 2 is false: steps.n is 2');
  await expect(table.getByRole('row').nth(2)).toContainText(/true\s*skipped/);
  await table.getByRole('row').nth(2).click();
  await expect(check).toContainText('skipIf of polish, iteration 1');
  await expect(check).toContainText(
    'Skipped because steps.n > 0 is true: steps.n is 1 and steps.n < 2 is true',
  );

  // By keyboard: the arrows choose, too.
  await picker.focus();
  await picker.press('ArrowDown');
  await expect(check).toContainText('Not taken because steps.n == 0 is false: steps.n is 1');
  await expect(check).toContainText('It would be taken with');
  await picker.selectOption('when of way, case 1');
  await expect(table.getByRole('row').nth(1)).toContainText('case 0 was taken');
  await picker.selectOption('when of enough');
  await expect(table.getByRole('row').last()).toContainText(/true\s*taken/);
  await picker.selectOption('skipIf of last');
  await expect(table.getByRole('row').last()).toContainText('left by exit before it');

  await picker.selectOption('when of leave');
  await expect(check).toContainText('when of leave, iteration 1');
  await expect(check).toContainText('Not taken because steps.n > 7 is false: steps.n is 1');
  await picker.selectOption('skipIf of greet');
  await expect(check).toContainText('Skipped because inputs.quiet is true');
  await expect(table).toBeHidden();

  // The choice stays, also after a reload.
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(check).toContainText('Skipped because inputs.quiet is true');
  await expect(picker).toHaveValue('greet skipIf');
});

test('says that the loop of a condition has not begun in the iteration that is looked at', async ({
  page,
}) => {
  await runIt(page);
  await page.getByRole('table', { name: 'Every check' }).getByRole('row').nth(1).click();
  await page.getByRole('combobox', { name: 'Condition' }).selectOption('until of inner');
  await expect(page.getByRole('group', { name: 'The check' })).toContainText(
    'inner has not begun here, so its until was not asked.',
  );
});
