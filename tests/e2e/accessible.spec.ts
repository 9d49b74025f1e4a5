import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { button, runFast, status, writeDocument } from './workbench';

/** What axe finds on the page, in one line each: by all of its rules, or by some. */
async function complaints(page: Page, rules?: string[]): Promise<readonly string[]> {
  // Else it opens a page of its own each time, for frames, of which there are none here.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}

/** Names that two elements of one role have. */
async function doubledNames(page: Page): Promise<readonly string[]> {
  const snapshot = await page.locator('body').ariaSnapshot();
  const named: readonly string[] =
    snapshot.match(/- (?:button|tab|slider|table|region|group|textbox|radio|menuitem) "[^"]*"/g) ?? [];
  return named.filter((name, n) => named.indexOf(name) !== n);
}

async function expectAccessible(page: Page): Promise<void> {
  expect(await complaints(page)).toEqual([]);
  expect(await doubledNames(page)).toEqual([]);
  // The dark page differs in its colours only.
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate(async () => {
    const changing = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.all(changing.map(({ finished }) => finished));
  });
  expect(await complaints(page, ['color-contrast', 'link-in-text-block'])).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
}

async function open(page: Page): Promise<void> {
  await page.goto('./');
  await expect(page.getByRole('textbox', { name: 'Workflow JSON' })).toContainText('lighthouse');
}

// axe looks at every element for several seconds when the machine has other things to do.
test.describe.configure({ timeout: 60_000 });

test.use({ colorScheme: 'light' });

test('axe finds nothing before and in a run', async ({ page }) => {
  await open(page);
  await expectAccessible(page);
  await page.getByRole('radio', { name: 'One step a second' }).check({ force: true });
  await button(page, 'Run').click();
  await expect(page.getByRole('table', { name: 'Iterations' }).getByRole('row')).toHaveCount(2);
  await button(page, 'Pause').click();
  await expect(status(page)).toHaveText(/^Paused/);
  await expectAccessible(page);
});

test('axe finds nothing in the views of an ended run', async ({ page }) => {
  await open(page);
  await runFast(page);
  await expect(status(page)).toHaveText('Completed stopped by until after iteration 5');
  await page.getByRole('tab', { name: 'Variables' }).click();
  await expect(page.getByRole('table', { name: 'Variables' })).toContainText('best');
  await expectAccessible(page);
  await button(page, 'More ways to go').click();
  await page.getByRole('menuitem', { name: 'Go to iteration…' }).click();
  await expect(page.getByRole('dialog', { name: 'Go to an iteration' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Iterations' }).click();
  await button(page, 'Filter and copy').click();
  await expect(page.getByRole('textbox', { name: 'Only where' })).toBeVisible();
  await expectAccessible(page);
});

test('axe finds nothing in what is asked of an ended run', async ({ page }) => {
  await open(page);
  await runFast(page);
  await expect(status(page)).toHaveText('Completed stopped by until after iteration 5');
  await page.getByRole('tab', { name: 'Explain' }).click();
  await expect(page.getByRole('table', { name: 'Every check' })).toContainText('true');
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Chart' }).click();
  await expect(page.getByRole('slider', { name: 'Iteration in the chart' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Log' }).click();
  await expect(page.getByRole('table', { name: 'Log' })).toContainText('run-started');
  await button(page, 'Back').click();
  await expect(page.getByRole('table', { name: 'Log' }).locator('[aria-current]')).toBeInViewport();
  await expectAccessible(page);
  await button(page, 'Runs').click();
  await expect(page.getByRole('table', { name: 'Stored runs' })).toContainText('Poem');
  await expectAccessible(page);
});

test('axe finds nothing in Structure, folded and with one box alone', async ({ page }) => {
  await open(page);
  await runFast(page);
  await expect(status(page)).toHaveText(/^Completed/);
  const loop = page.getByRole('treeitem', { name: /^refine, loop/ });
  await loop.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(loop).toHaveAttribute('aria-expanded', 'false');
  await expectAccessible(page);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('f');
  await expect(page.getByRole('region', { name: 'Structure' })).toContainText('Whole workflow');
  await expectAccessible(page);
});

test('axe finds nothing in Compare', async ({ page }) => {
  await open(page);
  await page.getByRole('tab', { name: 'Compare' }).click();
  await page.getByText('How loops end in other systems').click();
  await expect(page.getByRole('table', { name: 'Other systems' })).toBeVisible();
  await expectAccessible(page);
  await button(page, 'Run under all four').click();
  await expect(page.getByRole('table', { name: 'Comparison' })).toContainText('keep');
  await expectAccessible(page);
});

test('axe finds nothing in the dialogs of a fork and of the keys', async ({ page }) => {
  await open(page);
  await runFast(page);
  await expect(status(page)).toHaveText(/^Completed/);
  await page.getByRole('table', { name: 'Iterations' }).getByRole('row').nth(2).click();
  await button(page, 'Go on from here').click();
  await expect(page.getByRole('dialog', { name: /^Go on from/ })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('region', { name: 'Run' }).getByRole('slider', { name: 'Iteration' }).focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('In Structure');
  await expectAccessible(page);
});

test('axe finds nothing in how a value came about, and where a run was stopped', async ({ page }) => {
  await open(page);
  const values = { ready: '{{vars.polls >= 3}}', polls: '{{vars.polls + 1}}' };
  const loop = { id: 'orders', type: 'loop', until: 'vars.ready', maxIterations: 8 };
  const variables = { ready: false, polls: 0 };
  const set = { id: 'note', type: 'set', values };
  await writeDocument(page, { steps: [{ ...loop, variables, steps: [set] }] });
  await page.getByRole('radio', { name: 'One step a second' }).check({ force: true });
  await button(page, 'Run').click();
  await page.getByRole('tab', { name: 'Explain' }).click();
  await expect(page.getByRole('group', { name: 'The check' })).toContainText('note set it from');
  await button(page, 'Stop').click();
  await expect(status(page)).toHaveText(/^Stopped by you/);
  await expectAccessible(page);
});

test('axe finds nothing where something is wrong', async ({ page }) => {
  await open(page);
  await writeDocument(page, '{ "steps": [ { "type": "lop" } ] }');
  await expect(page.getByRole('region', { name: 'Problems' })).toContainText('lop');
  await button(page, 'Run').click();
  await expect(button(page, 'Show problems')).toBeVisible();
  await expectAccessible(page);
});

test('axe finds nothing on a narrow page', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('./');
  await expect(page.getByRole('heading', { name: 'Run a loop' })).toBeVisible();
  await expectAccessible(page);
  await button(page, 'Run').click();
  await expect(status(page)).toHaveText(/^Completed/, { timeout: 15_000 });
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Workflow' }).click();
  await expect(page.getByRole('textbox', { name: 'Workflow JSON' })).toBeVisible();
  await expectAccessible(page);
  await button(page, 'More').click();
  await expect(page.getByRole('menu', { name: 'More' })).toBeVisible();
  await expectAccessible(page);
});

test('a run is begun, paused, looked at and stopped by keyboard alone', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Control+Enter');
  await expect(status(page)).toHaveText(/^Running/);
  await page.keyboard.press('F8');
  await expect(status(page)).toHaveText(/^Paused/);
  await page.keyboard.press('Control+F9');
  await expect(page.getByRole('slider', { name: 'Iteration' })).not.toHaveAttribute('aria-valuenow', '0');
  await page.getByRole('slider', { name: 'Iteration' }).focus();
  await page.keyboard.press('Home');
  await expect(page.getByText('At iteration 0, after')).toBeVisible();
  await page.keyboard.press('g');
  await expect(page.getByText('At iteration 0, after')).toBeHidden();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeHidden();
  await page.keyboard.press('x');
  await expect(status(page)).toHaveText(/^Stopped by you/);
});

test('the page follows the theme that was chosen, also after a reload', async ({ page }) => {
  await open(page);
  await button(page, 'Theme').click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});
