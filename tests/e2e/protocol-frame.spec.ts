import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type Page } from '@playwright/test';
import { ask, connect, result, scored } from './port';

/** A page of another origin, with one frame in it: the address of the frame is its query. */
let host: Server;
let origin: string;

test.beforeAll(async () => {
  host = createServer((request, response) => {
    const src = decodeURIComponent(new URL(request.url ?? '', 'http://localhost').search.slice(1));
    response.setHeader('content-type', 'text/html');
    // The test waits for the handshake before it puts the frame in, so that no `ready` is missed.
    response.end(`<!doctype html><title>Host</title><body data-src="${src.replaceAll('"', '')}"></body>`);
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  // Listening on a port, so its address is an object.
  origin = `http://localhost:${(host.address() as AddressInfo).port}`;
});
test.afterAll(() => {
  host.closeAllConnections();
  host.close();
});

/** Opens the host page with Loop Playground in its frame, listening before the frame begins to load. */
async function embed(page: Page, src: string): Promise<void> {
  await page.goto(`${origin}/?${encodeURIComponent(src)}`);
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.src = document.body.dataset.src ?? '';
    frame.width = '1200';
    frame.height = '800';
    document.body.append(frame);
  });
}

test('a page around it drives the page in its frame', async ({ page, baseURL }) => {
  await embed(page, baseURL ?? '');
  await connect(page, true);
  await ask(page, 'setWorkflow', { workflow: scored });
  const { runId } = await result(page, 'run');
  await expect.poll(async () => (await result(page, 'getRun', { runId })).status).toBe('completed');
  await expect(page.frameLocator('iframe').getByRole('status', { name: 'Run status' })).toContainText(
    'Completed',
  );
});

test('a frame has one host: a second connection is left unanswered', async ({ page, baseURL }) => {
  await embed(page, baseURL ?? '');
  await connect(page, true);
  const answered = await page.evaluate(async () => {
    const { port1, port2 } = new MessageChannel();
    let heard = false;
    port1.onmessage = () => (heard = true);
    window.frames[0]?.postMessage({ type: 'loop-playground:connect', v: 1 }, '*', [port2]);
    port1.postMessage({ id: 1, method: 'ping' });
    await window.testPort.ask('ping');
    await window.testPort.ask('ping');
    return heard;
  });
  expect(answered).toBe(false);
});

test('a frame sees neither runs nor the document of the page itself', async ({ page, context, baseURL }) => {
  const own = await context.newPage();
  await own.goto(baseURL ?? '');
  await connect(own);
  await ask(own, 'setWorkflow', { workflow: { ...scored, name: 'Private' } });
  const { runId } = await result(own, 'run');
  await expect.poll(async () => (await result(own, 'getRun')).status).toBe('completed');

  await embed(page, baseURL ?? '');
  await connect(page, true);
  expect(JSON.stringify(await result(page, 'getWorkflow'))).not.toContain('Private');
  expect(await result(page, 'listRuns')).toEqual({ runs: [] });
  for (const method of ['getRun', 'getRecords', 'deleteRun']) {
    expect(await ask(page, method, { runId })).toMatchObject({ error: { code: 'run/unknown' } });
  }
  expect(await result(own, 'getRun', { runId })).toMatchObject({ status: 'completed' });
});

test('only the origin named in the address may connect', async ({ page, baseURL }) => {
  // What answers a host is loaded when one has been accepted, and not before.
  const loaded: string[] = [];
  page.on('request', (request) => {
    if (/\/session-[^/]+\.js$/.test(request.url())) loaded.push(request.url());
  });
  await embed(page, `${baseURL ?? ''}?origin=https://docs.example`);
  await expect(page.frameLocator('iframe').getByRole('button', { name: 'Run', exact: true })).toBeVisible();
  const [, inside] = page.frames();
  await inside?.evaluate(() => {
    window.addEventListener('message', ({ data }) => {
      if (data === 'heard?') window.parent.postMessage('heard', '*');
    });
  });
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        window.addEventListener('message', ({ data }) => {
          if (data === 'heard') resolve();
        });
        const message = { type: 'loop-playground:connect', v: 1 };
        window.frames[0]?.postMessage(message, '*', [new MessageChannel().port2]);
        window.frames[0]?.postMessage('heard?', '*');
      }),
  );
  expect(loaded).toEqual([]);

  await embed(page, `${baseURL ?? ''}?origin=${origin}`);
  await connect(page, true);
  expect(await ask(page, 'ping')).toMatchObject({ result: { v: 1 } });
  expect(loaded).toHaveLength(1);
});
