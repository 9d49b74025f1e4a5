import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A server that workflows call by POST, and that knows what it was asked: every answer carries a number of its
 * own. Who asks by GET gets an empty page, to put the playground into.
 */
export interface CountingServer {
  /** Its address without a slash at the end. */
  readonly url: string;
  /** Numbers of the requests that arrived, in order, by idempotency key: run id and address. */
  readonly asked: ReadonlyMap<string, readonly number[]>;
  close(): Promise<void>;
}

/** ms until an answer, so that a fault finds calls on their way. */
const answerMs = 8;

/** Starts a server on a free port that everybody may ask. */
export async function startCountingServer(): Promise<CountingServer> {
  const asked = new Map<string, number[]>();
  let last = 0;
  const server: Server = createServer((request, response) => {
    const headers = {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*',
      'content-type': 'application/json',
    };
    if (request.method === 'OPTIONS') {
      response.writeHead(204, headers).end();
      return;
    }
    if (request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Around</title>');
      return;
    }
    const serial = (last += 1);
    const key = String(request.headers['idempotency-key']);
    asked.set(key, [...(asked.get(key) ?? []), serial]);
    setTimeout(() => {
      response.writeHead(200, headers).end(JSON.stringify({ serial, path: request.url }));
    }, answerMs);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  // What an address is known by once the server listens on a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
