import { expect, test } from '@playwright/test';
import { button, writeDocument } from './workbench';

test('the list of problems begins with errors, wherever they stand', async ({ page }) => {
  await page.goto('./');
  await writeDocument(page, {
    steps: [
      {
        id: 'l',
        type: 'loop',
        until: 'steps.t == 1',
        maxIterations: 3,
        steps: [{ id: 't', type: 'template', template: '{{gone}}' }],
      },
    ],
  });
  const problems = page.getByRole('region', { name: 'Problems' });
  await expect(problems.locator('li.note')).toHaveCount(1);
  await expect(problems.locator('li').first()).toHaveClass(/error/);
});

test('problems open below the line that is typed, and close when none is left', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('./');
  const texts = Array.from({ length: 12 }, (_, n) => ({ id: `t${n}`, type: 'template', template: 'x' }));
  await writeDocument(page, {
    steps: [{ id: 'l', type: 'loop', until: 'steps.t0 == 1', maxIterations: 3, steps: texts }],
  });
  const problems = page.getByRole('region', { name: 'Problems' });
  await expect(button(page, 'Run')).toBeEnabled();
  await expect(problems).toHaveCount(0);
  await page.keyboard.type('x');
  await expect(problems.locator('li').first()).toHaveClass(/error/);
  await expect(page.locator('.cm-line', { hasText: /^}x$/ })).toBeInViewport();
  // A press of Run shows them; they still close by themselves.
  await button(page, 'Run').click();
  await page.getByRole('textbox', { name: 'Workflow JSON' }).press('ControlOrMeta+End');
  await page.keyboard.press('Backspace');
  await expect(problems).toHaveCount(0);
});
