import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test as base } from '@playwright/test';

/** A server of another origin that answers everybody, and what it was asked for. */
export interface Stranger {
  readonly origin: string;
  readonly asked: string[];
}

/** Tests that know one or two servers which nobody should ask for anything. */
export const test = base.extend<{ stranger: Stranger; other: Stranger }>({
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
