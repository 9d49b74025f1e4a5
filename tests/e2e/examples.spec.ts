import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Run } from '../../src/engine/records';
import { expected, written } from '../examples/expected';
import { ask, connect, result } from './port';

test('every example ends in the browser as it does under Node', async ({ page }) => {
  test.setTimeout(90_000);
  await page.goto('./');
  await connect(page);
  for (const [id, row] of Object.entries(expected)) {
    const text = readFileSync(new URL(`../../src/examples/${id}.json`, import.meta.url), 'utf8');
    await ask(page, 'setWorkflow', { text });
    await result(page, 'run');
    await expect.poll(async () => (await result(page, 'getRun')).status, { message: id }).toBe(row.status);
    // The shape of this answer is checked against the published schema elsewhere.
    const run = (await ask(page, 'getRun')).result as Run;
    const { status, loops, outputs, counts } = run;
    expect({ id, status, loops: loops.map(written), outputs, calls: counts.calls }).toEqual({ id, ...row });
  }
});

test('the endless monitor goes on as a new run and keeps its count', async ({ page }) => {
  await page.goto('./');
  await connect(page);
  const text = readFileSync(new URL('../../src/examples/monitor.json', import.meta.url), 'utf8');
  await ask(page, 'setWorkflow', { text: text.replace('"ms": 200', '"ms": 1') });
  await result(page, 'run');
  await expect.poll(async () => (await result(page, 'getRun')).continuedFrom).toBeDefined();
  await expect
    .poll(async () => (await result(page, 'getRun')).steps)
    .toMatchObject({ count: { checks: expect.any(Number) as unknown } });
  expect(await result(page, 'pause')).toEqual({ status: 'paused' });
  const { steps, loops } = (await ask(page, 'getRun')).result as Pick<Run, 'steps' | 'loops'>;
  const { checks } = steps.count as { checks: number };
  expect(checks).toBeGreaterThan(25);
  expect(loops[0]?.iterations).toBeGreaterThanOrEqual(checks);
  expect(await result(page, 'stop')).toEqual({ status: 'stopped' });
});
