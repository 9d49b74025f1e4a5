import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../src/engine/ports';
import { httpPort } from '../../src/providers/http';
import { exchange } from '../../src/providers/http-exchange';
import type { ToNetWorker } from '../../src/providers/http-messages';

interface Heard {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let heard: Heard[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    heard.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
    answers[request.url ?? '']?.(response);
  });
});
const answers: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/json': (response) =>
    response.setHeader('content-type', 'application/json; charset=utf-8').end('{"a":[1,1e999]}'),
  '/problem': (response) =>
    response.writeHead(404, { 'content-type': 'application/problem+json' }).end('{"no":true}'),
  '/broken': (response) => response.setHeader('content-type', 'application/json').end('{"a":'),
  '/empty': (response) => response.setHeader('content-type', 'application/json').end(),
  '/text': (response) => response.setHeader('content-type', 'text/plain').end('{"a":1}'),
  '/latin': (response) =>
    response.setHeader('content-type', 'text/plain; charset=iso-8859-1').end(Buffer.from([0xe9])),
  '/none': (response) => response.writeHead(204).end(),
  '/away': (response) => response.writeHead(302, { location: 'http://elsewhere.test/' }).end(),
  '/large': (response) => response.setHeader('content-length', 5 << 20).end(Buffer.alloc(5 << 20)),
  '/endless': (response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(1 << 16)));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  },
  '/silent': () => undefined,
};

let origin = '';
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  // What an address is known by once the server listens on a port.
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  heard = [];
});

/** The net worker's work, done here: messages pass as they would. */
class WorkerHere {
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  private readonly running = new Map<number, AbortController>();

  postMessage(message: ToNetWorker): void {
    if (message.type === 'cancel') {
      this.running.get(message.id)?.abort();
      return;
    }
    const abort = new AbortController();
    this.running.set(message.id, abort);
    void exchange(structuredClone(message), abort.signal).then((result) =>
      this.onmessage?.({ data: structuredClone({ id: message.id, result }) }),
    );
  }

  terminate(): void {
    for (const abort of this.running.values()) abort.abort();
  }
}

function port(allowed: readonly string[] = [origin], timeoutMs = 5000) {
  let starts = 0;
  const made = httpPort({
    allowed: () => allowed,
    start: () => {
      starts += 1;
      // A worker as far as the port uses one.
      return new WorkerHere() as unknown as Worker;
    },
    timeoutMs,
  });
  return {
    send: (request: Partial<HttpRequest>, signal = new AbortController().signal) =>
      made.send(
        { method: 'GET', url: `${origin}/json`, headers: {}, idempotencyKey: 'run 1/a[0]/call', ...request },
        signal,
      ),
    starts: () => starts,
    dispose: () => made.dispose(),
  };
}

describe('responses', () => {
  test.each([
    ['/json', 200, { a: [1, null] }],
    ['/problem', 404, { no: true }],
    ['/broken', 200, '{"a":'],
    ['/empty', 200, null],
    ['/text', 200, '{"a":1}'],
    ['/latin', 200, 'é'],
    ['/none', 204, ''],
  ])('%s', async (path, status, body) => {
    expect(await port().send({ url: origin + path })).toMatchObject({ ok: true, value: { status, body } });
  });

  test('have their headers by lower-case name', async () => {
    expect(await port().send({ url: `${origin}/text` })).toMatchObject({
      value: { headers: { 'content-type': 'text/plain' } },
    });
  });

  test.each([
    ['/away', 'http/failed', 'redirect', 5000],
    ['/large', 'http/too-large', '4 MiB', 5000],
    ['/endless', 'http/too-large', '4 MiB', 5000],
    ['/silent', 'http/timeout', '0.3 s', 300],
  ])('%s is %s', async (path, code, message, timeoutMs) => {
    expect(await port([origin], timeoutMs).send({ url: origin + path })).toMatchObject({
      ok: false,
      error: { code, message: expect.stringContaining(message) },
    });
  });

  test('a server that is not there', async () => {
    const result = await port(['http://127.0.0.1:1']).send({ url: 'http://127.0.0.1:1/' });
    expect(result).toMatchObject({ ok: false, error: { code: 'http/failed' } });
  });
});

describe('requests', () => {
  test('carry method, headers and body', async () => {
    await port().send({ method: 'post', headers: { 'X-Count': 3, Gone: null }, body: { a: [1] } });
    expect(heard[0]).toMatchObject({
      method: 'POST',
      headers: { 'x-count': '3', 'content-type': 'application/json', 'idempotency-key': 'run 1/a[0]/call' },
      body: '{"a":[1]}',
    });
    expect(heard[0]?.headers).not.toHaveProperty('gone');
  });

  test('text stays as it is, and what the document says about headers wins', async () => {
    const headers = { 'Content-Type': 'text/csv', 'Idempotency-Key': 'mine' };
    await port().send({ method: 'PUT', headers, body: 'a,b' });
    expect(heard[0]).toMatchObject({
      headers: { 'content-type': 'text/csv', 'idempotency-key': 'mine' },
      body: 'a,b',
    });
  });

  test('that change nothing carry no key, so that any server answers them', async () => {
    await port().send({});
    expect(heard[0]?.headers).not.toHaveProperty('idempotency-key');
  });

  test.each<[Partial<HttpRequest>, string]>([
    [{ method: 'TRACE' }, 'none of GET'],
    [{ body: 1 }, 'no body'],
    [{ headers: { 'a b': 'x' } }, 'name of a header'],
    [{ headers: { a: { b: 1 } } }, 'has to be a text'],
    [{ headers: { a: 'x\r\ny: z' } }, 'characters'],
  ])('%j cannot be sent', async (request, message) => {
    expect(await port().send(request)).toMatchObject({
      error: { code: 'http/failed', message: expect.stringContaining(message) },
    });
    expect(heard).toEqual([]);
  });
});

describe('permission', () => {
  test('without it nothing is started and nothing sent', async () => {
    const { send, starts } = port([]);
    expect(await send({})).toEqual({
      ok: false,
      error: {
        code: 'http/not-allowed',
        message: `This workflow may not reach ${origin}. Allow that origin, or give the step a mock.`,
      },
    });
    expect(starts()).toBe(0);
    expect(heard).toEqual([]);
  });

  test('the worker asks for it again', async () => {
    const send = {
      type: 'send',
      id: 1,
      url: `${origin}/json`,
      method: 'GET',
      headers: {},
      timeoutMs: 100,
    } as const;
    const result = await exchange({ ...send, allowed: ['https://other.test'] }, new AbortController().signal);
    expect(result).toMatchObject({ error: { code: 'http/not-allowed' } });
    expect(heard).toEqual([]);
  });

  test.each([
    ['not a url', 'http/bad-url'],
    ['/relative', 'http/bad-url'],
    ['file:///etc/passwd', 'http/bad-url'],
    ['javascript:alert(1)', 'http/bad-url'],
    ['data:text/plain,x', 'http/bad-url'],
    ['blob:http://127.0.0.1/x', 'http/bad-url'],
    ['https://user:secret@allowed.test/', 'http/bad-url'],
    ['https://allowed.test.evil.test/', 'http/not-allowed'],
    ['https://allowed.test:444/', 'http/not-allowed'],
    ['http://allowed.test/', 'http/not-allowed'],
    ['https://evil.test/https://allowed.test', 'http/not-allowed'],
    ['https://evil.test#@allowed.test', 'http/not-allowed'],
    ['https://evil.test\\@allowed.test', 'http/not-allowed'],
  ])('%s', async (url, code) => {
    expect(await port(['https://allowed.test']).send({ url })).toMatchObject({ error: { code } });
  });
});

describe('ends', () => {
  test('when it is cancelled', async () => {
    const abort = new AbortController();
    const result = port().send({ url: `${origin}/silent` }, abort.signal);
    await expect.poll(() => heard.length).toBe(1);
    abort.abort();
    expect(await result).toMatchObject({ error: { code: 'http/cancelled' } });
  });

  test('when the port is given up', async () => {
    const { send, dispose } = port();
    const result = send({ url: `${origin}/silent` });
    await expect.poll(() => heard.length).toBe(1);
    dispose();
    expect(await result).toMatchObject({ error: { code: 'http/failed' } });
    expect(await send({})).toMatchObject({ ok: true });
  });

  test('when the worker does not start', async () => {
    const made = httpPort({
      allowed: () => [origin],
      start: () => Promise.reject(new Error('no workers here')),
    });
    const request: HttpRequest = { method: 'GET', url: origin, headers: {}, idempotencyKey: '' };
    expect(await made.send(request, new AbortController().signal)).toMatchObject({
      error: { code: 'http/failed', message: 'Requests cannot be sent from here: no workers here.' },
    });
  });
});
