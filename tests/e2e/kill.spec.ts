import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type Page } from '@playwright/test';
import { randomFrom } from '../../src/engine/random';
import { startBrowser } from './browser-process';
import { connect, result } from './port';

const seed = process.env.KILL_SEED ?? '1';
const kills = Number(process.env.KILLS ?? 3);

/** Counts what it is asked, by idempotency key: a second request with the same key was paid for twice. */
function countingServer(): Promise<{ server: Server; url: string; seen: Map<string, number> }> {
  const seen = new Map<string, number>();
  const server = createServer((request, response) => {
    const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
    if (request.method === 'OPTIONS') {
      response.writeHead(204, headers).end();
      return;
    }
    const key = String(request.headers['idempotency-key']);
    seen.set(key, (seen.get(key) ?? 0) + 1);
    response
      .writeHead(200, { ...headers, 'content-type': 'application/json' })
      .end(JSON.stringify({ n: seen.size }));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      // A server that listens on a port has an address of this form.
      const { port } = server.address() as AddressInfo;
      resolve({ server, url: `http://127.0.0.1:${port}`, seen });
    });
  });
}

function longRun(url: string): object {
  return {
    name: 'To be killed',
    variables: { total: 0 },
    steps: [
      {
        id: 'outer',
        type: 'loop',
        maxIterations: 12,
        steps: [
          {
            id: 'inner',
            type: 'loop',
            until: 'steps.ask.score >= 3',
            maxIterations: 6,
            steps: [
              { id: 'rest', type: 'wait', ms: 100 },
              {
                id: 'ask',
                type: 'tool',
                name: 'score',
                mock: [{ score: 1 }, { score: 2 }, { score: 1 }, { score: 3 }],
              },
              { id: 'add', type: 'set', values: { total: '{{vars.total + steps.ask.score}}' } },
            ],
          },
          {
            id: 'both',
            type: 'parallel',
            steps: [
              {
                id: 'send',
                type: 'http',
                method: 'POST',
                url: `${url}/{{loop.iteration}}`,
                body: { total: '{{vars.total}}' },
              },
              {
                id: 'each',
                type: 'foreach',
                items: [1, 2, 3],
                parallel: 2,
                steps: [
                  { id: 'twice', type: 'wait', ms: 25 },
                  { id: 'double', type: 'compute', value: '{{item * 2}}' },
                ],
              },
            ],
          },
        ],
      },
    ],
    outputs: { total: '{{vars.total}}', rounds: '{{iterationCount("both") + steps.outer.iterations}}' },
  };
}

/** Waits until the run the page shows has ended. */
async function ended(page: Page): Promise<Record<string, unknown>> {
  await expect(page.getByRole('status', { name: 'Run status' })).toHaveText(/^(Completed|Failed|Stopped)/, {
    timeout: 20_000,
  });
  return { ...(await result(page, 'getRun')) };
}

test(`a run whose browser is killed ${kills} times ends as if nothing had happened (seed ${seed})`, async ({
  baseURL,
}, info) => {
  test.setTimeout(120_000);
  const { server, url, seen } = await countingServer();
  const random = randomFrom(seed, 'kill');
  let browser = await startBrowser(info.outputPath('profile'));
  try {
    const address = baseURL ?? '';
    await browser.page.goto(address);
    await connect(browser.page);
    await result(browser.page, 'setWorkflow', { workflow: longRun(url) });
    await browser.page.getByRole('button', { name: 'Run', exact: true }).click();
    await browser.page
      .getByRole('dialog')
      .getByRole('button', { name: /^Allow/ })
      .click();
    const uninterrupted = await ended(browser.page);
    expect(uninterrupted).toMatchObject({ status: 'completed' });
    seen.clear();

    await browser.page.getByRole('button', { name: 'Run', exact: true }).click();
    let acknowledged = 0;
    for (let kill = 0; kill < kills; kill++) {
      const records = Math.floor(random() * 6);
      // Killed at an instant that the run itself gives: so many records after the last time.
      await expect
        .poll(async () => Number((await result(browser.page, 'getRecords', { limit: 1 })).total), {
          intervals: [5],
        })
        .toBeGreaterThanOrEqual(acknowledged + records);
      acknowledged = Number((await result(browser.page, 'getRecords', { limit: 1 })).total);
      await browser.kill();
      browser = await startBrowser(info.outputPath('profile'));
      await browser.page.goto(address);
      await connect(browser.page);
      await expect(browser.page.getByRole('status', { name: 'Run status' })).not.toHaveText(/^Ready/);
      expect(Number((await result(browser.page, 'getRecords', { limit: 1 })).total)).toBeGreaterThanOrEqual(
        acknowledged,
      );
    }
    const killed = await ended(browser.page);
    for (const key of ['status', 'outputs', 'steps', 'loops', 'error']) {
      expect({ [key]: killed[key] }).toEqual({ [key]: uninterrupted[key] });
    }
    const recorded = await allRecords(browser.page);
    const iterations = recorded
      .filter(({ type }) => type === 'iteration')
      .map(({ address: at, iteration }) => `${String(at)}[${String(iteration)}]`);
    expect(new Set(iterations).size).toBe(iterations.length);
    const answered = recorded.filter(
      (record) => record.type === 'attempt' && String(record.address).endsWith('/send'),
    );
    expect(answered).toHaveLength(12);
    // One request may have been on its way at each kill; none that was recorded is ever sent again.
    const twice = [...seen.values()].reduce((sum, times) => sum + times - 1, 0);
    expect(twice).toBeLessThanOrEqual(kills);
  } finally {
    await browser.kill();
    server.close();
  }
});

async function allRecords(page: Page): Promise<readonly Record<string, unknown>[]> {
  const { records } = await result(page, 'getRecords', { limit: 1000 });
  if (!Array.isArray(records)) throw new Error('no records came');
  return records as readonly Record<string, unknown>[]; // checked just above as far as it is read here
}
