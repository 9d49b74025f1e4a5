import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, type Page } from '@playwright/test';
import { connect } from './port';
import { test } from './stranger';

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

test('nothing that an element can name reaches another origin', async ({ page, stranger }) => {
  await page.goto('/');
  const refused: string[] = [];
  await page.exposeFunction('refuse', (what: string) => refused.push(what));
  await page.evaluate((origin) => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      // Of what would be shown as a page of its own, only the origin is told.
      const what = blockedURI.replace(origin, '').replace('/', '') || 'page';
      void Reflect.apply(Reflect.get(window, 'refuse'), undefined, [`${effectiveDirective} ${what}`]);
    });
    const add = (tag: string, attributes: Readonly<Record<string, string>>): HTMLElement => {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      document.body.append(element);
      return element;
    };
    const links = [
      'prefetch',
      'modulepreload',
      'preconnect',
      'dns-prefetch',
      'prerender',
      'icon',
      'manifest',
    ];
    for (const rel of links) add('link', { rel, href: `${origin}/${rel}` });
    for (const as of ['image', 'script', 'style', 'font', 'fetch', 'track']) {
      add('link', { rel: 'preload', as, href: `${origin}/preload-${as}`, crossorigin: '' });
    }
    for (const tag of ['img', 'audio', 'video', 'embed', 'iframe', 'input', 'source', 'track']) {
      add(tag, { src: `${origin}/${tag}`, type: 'image', autoplay: '', preload: 'auto' });
    }
    add('img', { srcset: `${origin}/srcset 1x` });
    add('video', { poster: `${origin}/poster` });
    add('object', { data: `${origin}/object` });
    add('div', { style: `background: url(${origin}/inline-style)` });
    add('a', { href: '#', ping: `${origin}/ping` }).click();
    add('body', { background: `${origin}/background` });
    const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    document.body.append(picture);
    for (const tag of ['image', 'use', 'feImage', 'script']) {
      const part = document.createElementNS('http://www.w3.org/2000/svg', tag);
      part.setAttribute('href', `${origin}/svg-${tag}#a`);
      picture.append(part);
    }
    // A style sheet made by script may stand, what it names may not be fetched.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@font-face { font-family: far; src: url(${origin}/font) }
      body { background: url(${origin}/sheet); font-family: far; cursor: url(${origin}/cursor), auto }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    add('script', { type: 'speculationrules' }).textContent = `{"prefetch":[{"urls":["${origin}/rules"]}]}`;
  }, stranger.origin);
  const images = ['img', 'srcset', 'input', 'poster', 'preload-image', 'sheet', 'svg-image'];
  await expect
    .poll(() => refused)
    .toEqual(
      expect.arrayContaining([
        ...images.map((name) => `img-src ${name}`),
        ...['media-src audio', 'media-src video', 'object-src page', 'frame-src page', 'connect-src ping'],
        ...[
          'font-src font',
          'font-src preload-font',
          'style-src-elem preload-style',
          'style-src-attr inline',
        ],
        ...['script-src-elem modulepreload', 'script-src-elem preload-script', 'script-src-elem svg-script'],
        'script-src-elem inline',
      ]),
    );
  expect(stranger.asked).toEqual([]);
});

test('no connection of any kind reaches another origin', async ({ page, stranger }) => {
  await page.goto('/');
  const outcomes = await page.evaluate(async (origin) => {
    const ended = (target: EventTarget): Promise<string> =>
      new Promise((done) => {
        target.addEventListener('open', () => done('open'));
        target.addEventListener('error', () => done('refused'));
      });
    const tried = async (attempt: () => Promise<unknown>): Promise<string> => {
      try {
        return String(await attempt());
      } catch {
        return 'refused';
      }
    };
    return Promise.all([
      tried(() => ended(new WebSocket(origin.replace('http', 'ws')))),
      tried(() => ended(new EventSource(`${origin}/events`))),
      tried(() => fetch(`${origin}/keepalive`, { mode: 'no-cors', keepalive: true })),
      tried(() => fetch(`${origin}/post`, { method: 'POST', mode: 'no-cors', body: 'secret' })),
      tried(() => import(`${origin}/module.js`)),
      tried(() => navigator.serviceWorker.register(`${origin}/worker.js`)),
      tried(() => ended(new Worker(`${origin}/worker.js`))),
      tried(() => ended(new SharedWorker(`${origin}/shared.js`))),
      tried(() => new FontFace('far', `url(${origin}/font-face)`).load()),
    ]);
  }, stranger.origin);
  expect(outcomes).toEqual(outcomes.map(() => 'refused'));
  expect(stranger.asked).toEqual([]);
});

test('a base address and a form cannot lead elsewhere', async ({ page, stranger }) => {
  await page.goto('/');
  const led = await page.evaluate((origin) => {
    document.head.prepend(Object.assign(document.createElement('base'), { href: `${origin}/` }));
    const form = Object.assign(document.createElement('form'), { action: `${origin}/form`, method: 'post' });
    form.append(Object.assign(document.createElement('button'), { formAction: `${origin}/button` }));
    document.body.append(form);
    form.requestSubmit(form.querySelector('button'));
    return document.baseURI.startsWith(origin);
  }, stranger.origin);
  expect(led).toBe(false);
  expect(await page.evaluate(() => location.origin)).not.toBe(stranger.origin);
  expect(stranger.asked).toEqual([]);
});

test('scripts from blobs, frames with text and text for timers do not run', async ({ page }) => {
  await page.goto('/');
  const ran = await page.evaluate(async () => {
    await new Promise((done) => setTimeout(done));
    const refused: string[] = [];
    const told = new Promise<void>((done) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        refused.push(event.effectiveDirective);
        if (refused.includes('script-src-elem') && refused.includes('script-src')) done();
      });
    });
    const blob = URL.createObjectURL(
      new Blob(['document.body.dataset.blob = 1'], { type: 'text/javascript' }),
    );
    const script = Object.assign(document.createElement('script'), { src: blob });
    const answered = new Promise((done) => {
      script.onload = done;
      script.onerror = done;
    });
    document.body.append(script);
    const frame = document.createElement('iframe');
    frame.srcdoc = '<script>parent.document.body.dataset.frame = 1</script>';
    const loaded = new Promise((done) => (frame.onload = done));
    document.body.append(frame);
    try {
      // Text for a timer is made into code as `eval` does.
      Reflect.apply(setTimeout, window, ['document.body.dataset.timer = 1']);
    } catch {
      // It may be told by an error as well.
    }
    await Promise.all([answered, loaded, told]);
    // A timer that had taken the text would have come before this one.
    await new Promise((done) => setTimeout(done));
    return Object.keys(document.body.dataset).filter((name) => ['blob', 'frame', 'timer'].includes(name));
  });
  expect(ran).toEqual([]);
});
