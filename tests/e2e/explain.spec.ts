import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { button, runFast, status, writeDocument } from './workbench';

const text = readFileSync(new URL('../../src/examples/limit-fails.json', import.meta.url), 'utf8');

test('a loop that came to its limit says so, and what it read leads to where it came from', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('./');
  await expect(button(page, 'Run')).toBeEnabled();
  await writeDocument(page, text);
  await runFast(page);
  await expect(status(page)).toHaveText(/^Failed/);
  await page.getByRole('tab', { name: 'Explain' }).click();
  const check = page.getByRole('group', { name: 'The check' });
  await expect(check).toContainText('Fails at its limit of 8: until is still false because');
  const rows = page.getByRole('table', { name: 'Every check' }).getByRole('row');
  await expect(rows.last()).toContainText('fails at its limit');
  await expect(rows.nth(7)).toContainText('goes on');

  await page
    .getByRole('region', { name: 'Run', exact: true })
    .getByRole('button', { name: 'What it means' })
    .click();
  const help = page.getByRole('group', { name: 'What it means' });
  await expect(help).toBeVisible();
  await expect(check.getByText(/^Fails at its limit/)).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();

  await expect(check).toContainText('given to the run');
  await check.getByRole('button', { name: 'last set by narrow in this iteration' }).first().click();
  await expect(page.locator('[aria-current="step"]')).toContainText('narrow');
  await expect(check).toContainText('Fails at its limit of 8');
  await expect(check).toContainText('It was asked later than the moment that is looked at.');
  await rows.last().click();
  await expect(check).not.toContainText('It was asked later');
});

test('the sentence is in sight on a small screen, before anything is scrolled', async ({ page }) => {
  await page.goto('./');
  await runFast(page);
  await expect(status(page)).toHaveText('Completed stopped by until after iteration 5');
  await button(page, 'Back').click();
  await page.getByRole('tab', { name: 'Explain' }).click();
  const sentence = page.getByRole('group', { name: 'The check' }).getByText(/^(Goes on|Stops) because/);
  for (const [width, height] of [
    [1280, 720],
    [1440, 900],
    [390, 844],
    [375, 667],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect(sentence).toBeInViewport({ ratio: 1 });
  }
});

/** `ready` is found out before the count that it looks at goes up, so the loop takes one iteration more. */
const orders = {
  steps: [
    {
      ...{ id: 'orders', type: 'loop', until: 'vars.ready', maxIterations: 8 },
      variables: { ready: false, polls: 0 },
      steps: [
        {
          ...{ id: 'note', type: 'set' },
          values: { ready: '{{vars.polls >= 3}}', polls: '{{vars.polls + 1}}' },
        },
      ],
    },
  ],
};

test('a condition that is one value says how its step came to that, and so on backwards, also after a reload', async ({
  page,
}) => {
  await page.goto('./');
  await expect(button(page, 'Run')).toBeEnabled();
  await writeDocument(page, orders);
  await runFast(page);
  await expect(status(page)).toHaveText(/^Completed/);
  const check = page.getByRole('group', { name: 'The check' });
  const lookAt = async (iteration: number): Promise<void> => {
    await page.getByRole('tab', { name: 'Explain' }).click();
    await page
      .getByRole('table', { name: 'Every check' })
      .getByRole('row')
      .nth(iteration + 1)
      .click();
    await expect(check).toContainText(
      'note set it from vars.polls >= 3, which was false: vars.polls was 2, and was set to 3 later in the same step.',
    );
  };
  await lookAt(2);
  await page.reload();
  await expect(status(page)).toHaveText(/^Completed/);
  await lookAt(2);
  await expect(button(page, 'How vars.ready came about')).toHaveAttribute('aria-expanded', 'true');
  await button(page, 'How vars.polls came about').click();
  await expect(check).toContainText('note set it from vars.polls + 1, which was 2: vars.polls was 1.');
  await check.getByRole('button', { name: 'vars.polls last set by note in iteration 1' }).click();
  await expect(page.locator('[aria-current="step"]')).toContainText('note');
});
