import { expect, test, type Locator, type Page } from '@playwright/test';
import { connect, result } from './port';
import { writeDocument } from './workbench';

/** The page as a person uses it: by the names that assistive technology gives. */
class Workbench {
  readonly status: Locator;
  readonly editor: Locator;
  readonly table: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.status = page.getByRole('status', { name: 'Run status' });
    this.editor = page.getByRole('textbox', { name: 'Workflow JSON' });
    this.table = page
      .getByRole('table', { name: 'Iterations' })
      .or(page.getByRole('grid', { name: 'Iterations' }));
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async write(document: object | string): Promise<void> {
    await writeDocument(this.page, document);
  }
}

const slow = {
  name: 'A slow count',
  steps: [
    {
      id: 'count',
      type: 'loop',
      until: 'steps.n >= 12',
      maxIterations: 20,
      steps: [
        { id: 'rest', type: 'wait', ms: 150 },
        { id: 'n', type: 'compute', value: '{{loop.iteration + 1}}' },
      ],
    },
  ],
  outputs: { n: '{{steps.count.last.n}}' },
};

/** The same with waits of another length. */
const withWaits = (ms: number): object => ({
  ...slow,
  steps: slow.steps.map((loop) => ({
    ...loop,
    steps: loop.steps.map((step) => ('ms' in step ? { ...step, ms } : step)),
  })),
});

test('an example is chosen, run and watched to its end', async ({ page }) => {
  await page.goto('./');
  const bench = new Workbench(page);
  await expect(bench.status).toHaveText(/^Ready/);
  await expect(bench.editor).toContainText('lighthouse');
  await bench.button('Run').click();
  await expect(bench.status).toHaveText(/^Running/);
  await expect(bench.status).toHaveText('Completed stopped by until after iteration 5');
  await expect(bench.table.getByRole('row')).toHaveCount(7);
  await expect(bench.table.getByRole('row').last()).toContainText('true');
  await bench.table.getByRole('row').nth(2).click();
  await page.getByRole('tab', { name: 'Variables' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('best');
});

test('a run is paused, stepped, resumed and stopped', async ({ page }) => {
  await page.goto('./');
  const bench = new Workbench(page);
  await bench.write({ ...slow, steps: [{ ...slow.steps[0], until: 'false', maxIterations: 500 }] });
  await bench.button('Run').click();
  await expect(bench.status).toHaveText(/^(Running|Waiting)/);
  await bench.button('Pause').click();
  await expect(bench.status).toHaveText(/^Paused/);
  const before = await bench.status.textContent();
  await bench.button('Step iteration').click();
  await expect(bench.status).not.toHaveText(before ?? '');
  await expect(bench.status).toHaveText(/^Paused/);
  await bench.button('Resume').click();
  await expect(bench.status).toHaveText(/^(Running|Waiting)/);
  await bench.button('Stop').click();
  await expect(bench.status).toHaveText(/^Stopped by you/);
  await expect(bench.table.getByText('not finished').last()).toBeVisible();
});

test('a page that is reloaded in the middle goes on by itself and ends the same', async ({ page }) => {
  await page.goto('./');
  const bench = new Workbench(page);
  await bench.write(slow);
  await bench.button('Run').click();
  await expect(bench.table.getByRole('row').nth(3)).toBeVisible();
  await page.reload();
  await expect(bench.editor).toContainText('A slow count');
  await expect(bench.status).toHaveText('Completed stopped by until after iteration 11', { timeout: 15_000 });
  await connect(page);
  expect(await result(page, 'getRun')).toMatchObject({
    status: 'completed',
    outputs: { n: 12 },
    loops: [{ address: 'count', iterations: 12, stoppedBy: 'until' }],
    counts: { iterations: 12, resumes: 1 },
  });
});

test('a paused run stays paused over a reload, at the same place', async ({ page }) => {
  await page.goto('./');
  const bench = new Workbench(page);
  // So long that it is not over before a busy machine has pressed Pause.
  await bench.write(withWaits(600));
  await bench.button('Run').click();
  await expect(bench.table.getByRole('row').nth(2)).toBeVisible();
  await bench.button('Pause').click();
  // A wait that was caught comes to its end at its time; from then on nothing moves.
  await expect(bench.status).toHaveText(/^Paused before/);
  const place = (await bench.status.textContent()) ?? '';
  await page.reload();
  await expect(bench.status).toHaveText(place);
  await bench.button('Resume').click();
  await expect(bench.status).toHaveText(/^Completed/, { timeout: 15_000 });
});

test('a run paused in the middle of a wait stays there over a reload', async ({ page }) => {
  await page.goto('./');
  const bench = new Workbench(page);
  await bench.write(withWaits(600_000));
  await bench.button('Run').click();
  await expect(bench.status).toHaveText(/^Waiting/);
  await bench.button('Pause').click();
  await expect(bench.status).toHaveText('Paused in rest, iteration 0');
  await page.reload();
  await expect(bench.status).toHaveText('Paused in rest, iteration 0');
  await bench.button('Resume').click();
  await expect(bench.status).toHaveText(/^Waiting/);
});

test('a second tab follows a run that the first one writes', async ({ page, context }) => {
  await page.goto('./');
  const bench = new Workbench(page);
  await bench.write({ ...slow, steps: [{ ...slow.steps[0], until: 'steps.n >= 30', maxIterations: 40 }] });
  await bench.button('Run').click();
  await expect(bench.status).toHaveText(/^(Running|Waiting)/);
  const other = await context.newPage();
  await other.goto('./');
  await other.getByRole('button', { name: 'Runs', exact: true }).click();
  await other.getByRole('row', { name: /A slow count/ }).click();
  await other
    .getByRole('button', { name: /^(Open|Resume)/ })
    .first()
    .click();
  await expect(new Workbench(other).status).toHaveText(/^Completed/, { timeout: 20_000 });
  await connect(page);
  expect(await result(page, 'getRun')).toMatchObject({
    status: 'completed',
    counts: { resumes: 0, iterations: 30 },
  });
});

test('an earlier run is chosen from the list and opened', async ({ page }) => {
  await page.goto('./');
  const bench = new Workbench(page);
  await bench.button('Run').click();
  await expect(bench.status).toHaveText(/^Completed/);
  await bench.write({ steps: [{ id: 'one', type: 'compute', value: 1 }] });
  await bench.button('Run').click();
  await expect(bench.status).toHaveText(/^Completed all steps/);
  await bench.button('Runs').click();
  await page.getByRole('row', { name: /Poem/ }).click();
  await page.getByRole('button', { name: /^Open/ }).first().click();
  await expect(bench.status).toHaveText('Completed stopped by until after iteration 5');
});

test('a wrong document gets its message at the place, and keeps its text over a reload', async ({ page }) => {
  await page.goto('./');
  const bench = new Workbench(page);
  await bench.write(
    '{ "steps": [ { "id": "a", "type": "loop", "until": "steps.b.x >", "maxIteration": 3, "steps": [] } ] }',
  );
  const problems = page.getByRole('region', { name: 'Problems' });
  await expect(problems).toContainText('maxIteration');
  await expect(problems).toContainText('expression/syntax');
  await bench.button('Run').click();
  await expect(bench.status).toHaveText(/^Ready/);
  await page.reload();
  await expect(bench.editor).toContainText('maxIteration');
});
