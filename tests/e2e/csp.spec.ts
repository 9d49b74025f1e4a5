import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test as base, type Page } from '@playwright/test';
import { connect } from './port';

/** A server of another origin that answers everybody, and what it was asked for. */
interface Stranger {
  readonly origin: string;
  readonly asked: string[];
}

const test = base.extend<{ stranger: Stranger; other: Stranger }>({
  // Playwright reads from the braces what a fixture needs; these need nothing.
  stranger: async ({}, use) => withStranger(use),
  other: async ({}, use) => withStranger(use),
});

async function withStranger(use: (stranger: Stranger) => Promise<void>): Promise<void> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    const to = new URL(request.url ?? '/', 'http://localhost').searchParams.get('to');
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*');
    if (to === null) response.setHeader('content-type', 'application/json').end('{"from":"stranger"}');
    else response.writeHead(307, { location: to }).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  // What an address is known by once the server listens on a port.
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await use({ origin, asked });
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
}

/** Address of a script of the built page, by the beginning of its name. */
function asset(name: string): string {
  const folder = fileURLToPath(new URL('../../dist/assets', import.meta.url));
  const found = readdirSync(folder).find((file) => file.startsWith(`${name}-`) && file.endsWith('.js'));
  if (found === undefined) throw new Error(`dist/assets has no ${name}`);
  return `/assets/${found}`;
}

/** Runs a script in a worker from a blob, as the page's own workers are started; gives what it posts first. */
function inBlobWorker(page: Page, script: string): Promise<unknown> {
  return page.evaluate(
    (text) =>
      new Promise((resolve) => {
        const worker = new Worker(URL.createObjectURL(new Blob([text])));
        worker.onmessage = (event) => resolve(event.data);
        worker.onerror = (event) => resolve(`error: ${event.message}`);
      }),
    script,
  );
}

const outcome = (expression: string) =>
  `(async () => postMessage(await (async () => ${expression})().then((x) => 'got ' + x, (e) => e.name)))()`;

test('inline scripts, handlers and javascript: addresses do not run', async ({ page }) => {
  await page.goto('/');
  const ran = await page.evaluate(async () => {
    const refused: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'document.body.dataset.inline = "ran"';
    document.body.append(script);
    const data = document.createElement('script');
    data.src = 'data:text/javascript,document.body.dataset.data="ran"';
    document.body.append(data);
    const holder = document.createElement('div');
    holder.innerHTML = '<img src="none.png" onerror="document.body.dataset.handler = 1">';
    document.body.append(holder);
    const link = document.createElement('a');
    link.href = 'javascript:void (document.body.dataset.link = 1)';
    document.body.append(link);
    link.click();
    const seen = () => new Set(refused).size >= 2 && refused.length >= 4;
    for (let i = 0; i < 200 && !seen(); i++) await new Promise((done) => requestAnimationFrame(done));
    return { data: Object.keys(document.body.dataset), refused: [...new Set(refused)].sort() };
  });
  expect(ran).toEqual({ data: [], refused: ['script-src-attr', 'script-src-elem'] });
});

test('text does not become code', async ({ page }) => {
  await page.goto('/');
  const results = await page.evaluate(async () => {
    // What runs before this turn ends is let through for whoever drives the browser.
    await new Promise((done) => setTimeout(done));
    const kinds: string[] = [];
    const attempt = async (make: () => unknown): Promise<void> => {
      try {
        await make();
        kinds.push('ran');
      } catch (error) {
        kinds.push(error instanceof Error ? error.name : typeof error);
      }
    };
    /* eslint-disable -- that these are refused is what is tested */
    await attempt(() => (0, eval)('1'));
    await attempt(() => new Function('return 1')());
    await attempt(() => import(`data:text/javascript,export default ${1}`));
    /* eslint-enable -- from here on they would be mistakes */
    const worker = new Worker('data:text/javascript,postMessage(1)');
    await attempt(
      () =>
        new Promise((done, fail) => {
          worker.onmessage = done;
          worker.onerror = () => fail(new Error('refused'));
        }),
    );
    return kinds;
  });
  expect(results).toEqual(['EvalError', 'EvalError', 'TypeError', 'Error']);
});

test('the page reaches no other origin', async ({ page, stranger }) => {
  await page.goto('/');
  const reached = await page.evaluate(async (origin) => {
    const loads = (element: HTMLImageElement | HTMLScriptElement | HTMLLinkElement) =>
      new Promise<string>((done) => {
        element.onload = () => done('loaded');
        element.onerror = () => done('refused');
        document.head.append(element);
      });
    const image = Object.assign(new Image(), { src: `${origin}/image` });
    const script = Object.assign(document.createElement('script'), { src: `${origin}/script` });
    const style = Object.assign(document.createElement('link'), {
      rel: 'stylesheet',
      href: `${origin}/style`,
    });
    const request = new XMLHttpRequest();
    request.open('GET', `${origin}/xhr`);
    const asked = new Promise<string>((done) => {
      request.onload = () => done('loaded');
      request.onerror = () => done('refused');
    });
    request.send();
    navigator.sendBeacon(`${origin}/beacon`);
    const frame = document.createElement('iframe');
    frame.src = `${origin}/frame`;
    document.body.append(frame);
    const form = document.createElement('form');
    form.action = `${origin}/form`;
    document.body.append(form);
    form.submit();
    return Promise.all([
      fetch(`${origin}/fetch`).then(
        () => 'loaded',
        () => 'refused',
      ),
      asked,
      loads(image),
      loads(script),
      loads(style),
    ]);
  }, stranger.origin);
  expect(reached).toEqual(['refused', 'refused', 'refused', 'refused', 'refused']);
  expect(stranger.asked).toEqual([]);
});

test('a worker from a blob, and one inside of it, reach no other origin and make no code', async ({
  page,
  stranger,
}) => {
  await page.goto('/');
  const address = JSON.stringify(`${stranger.origin}/worker`);
  expect(await inBlobWorker(page, outcome(`fetch(${address})`))).toBe('TypeError');
  expect(await inBlobWorker(page, outcome('(0, eval)("1")'))).toBe('EvalError');
  expect(await inBlobWorker(page, outcome(`importScripts(${address})`))).toBe('NetworkError');
  const inner = JSON.stringify(outcome(`fetch(${address})`));
  const nested = `const inner = new Worker(URL.createObjectURL(new Blob([${inner}])));
    inner.onmessage = (event) => postMessage(event.data);
    inner.onerror = (event) => postMessage('error: ' + event.message);`;
  expect(await inBlobWorker(page, nested)).toBe('TypeError');
  expect(stranger.asked).toEqual([]);
});

test('the net worker reaches what is allowed and nothing else', async ({ page, stranger, other }) => {
  await page.goto('/');
  const ask = (url: string, allowed: readonly string[]) =>
    page.evaluate(
      ({ script, message }) =>
        new Promise((resolve) => {
          const worker = new Worker(script);
          worker.onmessage = (event: MessageEvent<{ result: unknown }>) => resolve(event.data.result);
          worker.onerror = (event) => resolve(event.message);
          worker.postMessage(message);
        }),
      {
        script: asset('net-worker'),
        message: {
          type: 'send',
          id: 1,
          url,
          method: 'POST',
          headers: {},
          body: 'x',
          allowed,
          timeoutMs: 5000,
        },
      },
    );
  const address = `${stranger.origin}/data`;
  expect(await ask(address, [stranger.origin])).toMatchObject({
    ok: true,
    value: { body: { from: 'stranger' } },
  });
  expect(stranger.asked).toEqual(['POST /data']);
  expect(await ask(address, [])).toMatchObject({ error: { code: 'http/not-allowed' } });
  expect(await ask(address, [other.origin])).toMatchObject({ error: { code: 'http/not-allowed' } });
  expect(stranger.asked).toHaveLength(1);
  const away = `${stranger.origin}/away?to=${encodeURIComponent(`${other.origin}/leak`)}`;
  expect(await ask(away, [stranger.origin])).toMatchObject({ error: { code: 'http/failed' } });
  expect(await ask(away, [stranger.origin, other.origin])).toMatchObject({ error: { code: 'http/failed' } });
  expect(other.asked).toEqual([]);
});

test('a code step reaches neither the network nor the page', async ({ page, stranger }) => {
  await page.goto('/');
  await connect(page);
  const code = `
    const names = ['fetch', 'XMLHttpRequest', 'WebSocket', 'importScripts', 'Worker', 'postMessage', 'self', 'document'];
    const found = names.filter((name) => name in globalThis);
    try { found.push(typeof (await import(inputs.url))); } catch {}
    try { found.push(new Function('return typeof fetch')()); } catch {}
    return found;`;
  const steps = [{ id: 'escape', type: 'code', code, inputs: { url: `${stranger.origin}/module` } }];
  await page.evaluate((workflow) => window.testPort.ask('setWorkflow', { workflow }), { steps });
  await page.evaluate(() => window.testPort.ask('run', {}));
  const run = () => page.evaluate(async () => (await window.testPort.ask('getRun', {})).result);
  await expect.poll(run, { timeout: 15_000 }).toMatchObject({ status: 'completed', outputs: ['undefined'] });
  expect(stranger.asked).toEqual([]);
});
