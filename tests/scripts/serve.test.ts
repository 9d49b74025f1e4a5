import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../scripts/serve.mjs';

// The folder of this project's documents stands in for a built page.
const folder = fileURLToPath(new URL('../../docs', import.meta.url));
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  server = await serve({ folder, base: '/below/' });
});
afterAll(() => server.close());

/** Asks for a path exactly as written: `fetch` would tidy it up. */
function statusOf(path: string, method = 'GET'): Promise<number | undefined> {
  return new Promise((done, fail) => {
    const { hostname, port } = new URL(server.url);
    request({ hostname, port, path, method }, (response) => {
      response.resume();
      done(response.statusCode);
    })
      .on('error', fail)
      .end();
  });
}

test('gives a file with its type and size', async () => {
  const response = await fetch(`${server.url}architecture.md`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
  expect((await response.text()).length).toBeGreaterThan(1000);
});

test.each([
  ['/below/architecture.md', 200],
  ['/below/architecture.md?x=1', 200],
  ['/below/nothing.md', 404],
  ['/below/decisions', 404],
  ['/below/', 404],
  ['/architecture.md', 404],
  ['/below/../package.json', 404],
  ['/below/..%2fpackage.json', 404],
  ['/below/%2e%2e/package.json', 404],
  ['/below/..%5cpackage.json', 404],
  ['/below/%zz', 404],
  ['/below/a%00b', 404],
])('answers %s with %i', async (path, status) => {
  expect(await statusOf(path)).toBe(status);
});

test('only gives, never takes', async () => {
  expect(await statusOf('/below/architecture.md', 'POST')).toBe(405);
});

test('refuses a port that is taken', async () => {
  const port = Number(new URL(server.url).port);
  await expect(serve({ folder, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
