import { expect, type Page, test } from '@playwright/test';
import { connect, result } from './port';
import { button, status } from './workbench';

/** A grid that takes minutes at the slow speeds. */
const grid = {
  name: 'Grid',
  steps: [
    {
      ...{ id: 'rows', type: 'loop', maxIterations: 30 },
      steps: [
        {
          ...{ id: 'cells', type: 'loop', maxIterations: 3 },
          steps: [{ id: 'cell', type: 'compute', value: '{{loop.iteration}}' }],
        },
      ],
    },
  ],
};

const runs = (page: Page) => page.getByRole('table', { name: 'Stored runs' }).getByRole('row');
const rowsOf = async (page: Page): Promise<number> =>
  Number(await page.getByRole('table', { name: 'Iterations' }).getAttribute('aria-rowcount'));

test('a second tab follows a run step by step, and its list of runs does, too', async ({ page, context }) => {
  await page.goto('./');
  await expect(status(page)).toHaveText(/^Ready/);
  await connect(page);
  await result(page, 'setWorkflow', { workflow: grid });
  await result(page, 'run', { speed: 2 });
  await expect(status(page)).toHaveText(/^Running/);

  const other = await context.newPage();
  await other.goto('./');
  await button(other, 'Runs').click();
  await expect(runs(other).nth(1)).toContainText('Running');
  const tally = () => runs(other).nth(1).getByRole('cell').nth(3).textContent();
  const listed = Number(await tally());
  await expect.poll(async () => Number(await tally())).toBeGreaterThan(listed + 1);
  // There is nothing to resume.
  await expect(button(other, 'Resume')).toHaveCount(0);
  await expect(other.getByText('Another tab runs this.', { exact: true })).toBeVisible();
  await button(other, 'Open, read only').click();

  await expect(other.getByText('Another tab runs this; this page follows it.')).toBeVisible();
  await expect(button(other, 'Stop')).toBeDisabled();
  const seen = await rowsOf(other);
  await expect.poll(() => rowsOf(other)).toBeGreaterThan(seen + 4);

  await page.bringToFront();
  await button(page, 'Pause').click();
  await expect(status(page)).toHaveText(/^Paused/);
  const stands = await status(page).textContent();
  await expect(status(other)).toHaveText(stands ?? '');
  await expect.poll(() => rowsOf(other)).toBe(await rowsOf(page));
  // Looked at here before the other tab goes on with it.
  await button(page, 'Resume').click();
  await expect(status(other)).toHaveText(/^Running/);
  await button(page, 'Stop').click();
  await expect(status(other)).toHaveText(/^Stopped/);
});

test('a run that was opened while it stood follows the tab that goes on with it', async ({
  page,
  context,
}) => {
  await page.goto('./');
  await expect(status(page)).toHaveText(/^Ready/);
  await connect(page);
  await result(page, 'setWorkflow', { workflow: grid });
  await result(page, 'run', { speed: 2, pauseAt: { loop: 'rows', iteration: 2 } });
  await expect(status(page)).toHaveText(/^Paused/);
  // Stands at its pause point, and nobody carries it out after this.
  await page.reload();
  await expect(status(page)).toHaveText(/^Paused/);
  const other = await context.newPage();
  await other.goto('./');
  await button(other, 'Runs').click();
  await button(other, 'Open, read only').click();
  await expect(status(other)).toHaveText(/^Paused/);
  await expect(button(other, 'Resume')).toBeEnabled();

  await button(page, 'Resume').click();
  await expect(other.getByText('Another tab runs this; this page follows it.')).toBeVisible();
  await expect(status(other)).toHaveText(/^Running/);
  // The tab that carries it out is closed: it goes on in the other one.
  await page.close();
  await expect(button(other, 'Pause')).toBeEnabled();
});

test('a second tab goes on with the next link of a chain', async ({ page, context }) => {
  const chain = {
    steps: [
      {
        ...{ id: 'spin', type: 'loop', maxIterations: null, continueAsNewEvery: 4 },
        steps: [{ id: 'count', type: 'compute', value: '{{loop.iteration}}' }],
      },
    ],
  };
  await page.goto('./');
  await expect(status(page)).toHaveText(/^Ready/);
  await connect(page);
  await result(page, 'setWorkflow', { workflow: chain });
  await result(page, 'run', { speed: 2 });
  const other = await context.newPage();
  await other.goto('./');
  await button(other, 'Runs').click();
  await button(other, 'Open, read only').click();
  const iteration = async () =>
    Number(/iteration (\d+)/.exec((await status(other).textContent()) ?? '')?.[1] ?? 0);
  const seen = await iteration();
  await expect.poll(iteration).toBeGreaterThan(seen + 8);
  await expect(other.getByText('Another tab runs this; this page follows it.')).toBeVisible();
});
