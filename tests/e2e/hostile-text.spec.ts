import { expect } from '@playwright/test';
import { connect } from './port';
import { test } from './stranger';

test('text of a document, of its answers and of its errors is never read as HTML', async ({
  page,
  stranger,
}) => {
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const seen = document.documentElement.dataset;
      seen.violations = `${seen.violations ?? ''} ${event.effectiveDirective}`;
    });
  });
  await page.goto('/');
  await connect(page);
  const html = `"><img class=hostile src="${stranger.origin}/image" onerror="document.title='ran'"><svg class=hostile onload="document.title='ran'"><script class=hostile>document.title='ran'</script><a class=hostile href="javascript:document.title='ran'">x</a>`;
  const workflow = {
    name: html,
    description: html,
    inputs: { [html]: html },
    variables: { text: html },
    steps: [
      {
        id: 'loop',
        type: 'loop',
        title: html,
        maxIterations: 3,
        until: `loop.iteration > 5 || ${JSON.stringify(html)} == ""`,
        steps: [
          { id: 'ask', type: 'llm', prompt: `${html} {{ vars.text }}`, mock: [html, { a: html }, [html]] },
          {
            id: 'code',
            type: 'code',
            code: `console.log(${JSON.stringify(html)}); return ${JSON.stringify(html)}`,
          },
          { id: 'set', type: 'set', values: { text: `${html}{{ loop.iteration }}` } },
          { id: 'wrong', type: 'fail', message: html, onError: 'continue' },
        ],
      },
      {
        id: 'each',
        type: 'foreach',
        items: [html, html],
        steps: [{ id: 'one', type: 'compute', value: '{{ item }}' }],
      },
      { id: 'last', type: 'fail', message: html },
    ],
    [html]: 1,
  };
  await page.evaluate((given) => window.testPort.ask('setWorkflow', { workflow: given }), workflow);
  await page.evaluate(() => window.testPort.ask('run', {}));
  const status = () => page.evaluate(async () => (await window.testPort.ask('getRun', {})).result);
  await expect.poll(status, { timeout: 20_000 }).toMatchObject({ status: 'failed' });
  const tabs = page.getByRole('tab');
  for (let i = 0; i < (await tabs.count()); i++) {
    await tabs.nth(i).click();
    await expect(tabs.nth(i)).toHaveAttribute('aria-selected', 'true');
  }
  await page.getByRole('tab', { name: 'Iterations' }).click();
  const cells = page.getByRole('table', { name: 'Iterations' }).getByRole('cell');
  await expect(cells.first()).toBeVisible();
  // By script: what opens with the first one takes the room of the others.
  for (const cell of await cells.all()) await cell.dispatchEvent('click');
  for (const ask of await page.getByRole('button', { name: 'What it means' }).all()) await ask.click();
  await expect(page.getByText('<img class=hostile').first()).toBeVisible();
  await page.getByRole('button', { name: /^Runs/ }).click();
  await expect(page.locator('.hostile')).toHaveCount(0);
  await expect(page).not.toHaveTitle('ran');
  expect(await page.evaluate(() => document.documentElement.dataset.violations ?? '')).toBe('');
  expect(stranger.asked).toEqual([]);
});
