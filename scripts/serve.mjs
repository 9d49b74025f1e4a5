// A static server for dist/: what any static host does, for `npm start` and the end-to-end tests.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/**
 * Serves a folder on this machine only, under the path `base`. Port 0 takes any free one. Resolves
 * with the address, which ends in a slash, and a way to stop; rejects when the port is taken.
 *
 * @param {{ folder: string, port?: number, base?: string }} options
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export function serve({ folder, port = 0, base = '/' }) {
  const server = createServer((request, response) => {
    answer(resolve(folder), base, request, response).catch(() => response.destroy());
  });
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => {
      const url = `http://localhost:${server.address().port}${base}`;
      done({ url, close: () => closeAll(server) });
    });
  });
}

function closeAll(server) {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}

async function answer(folder, base, request, response) {
  const refuse = (status, text) => response.writeHead(status, { 'content-type': types['.txt'] }).end(text);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Only GET and HEAD');
  const path = pathOf(request.url);
  if (path === undefined || !path.startsWith(base)) return refuse(404, 'Not found');
  const file = await fileAt(folder, path.slice(base.length));
  if (file === undefined) return refuse(404, 'Not found');
  response.writeHead(200, {
    'content-type': types[extname(file.path)] ?? 'application/octet-stream',
    'content-length': file.size,
    // Names under assets/ hold a hash of what is in them.
    'cache-control': file.path.startsWith(join(folder, 'assets') + sep)
      ? 'max-age=31536000, immutable'
      : 'no-cache',
    'x-content-type-options': 'nosniff',
    // A frame sandboxed without its origin asks for scripts and fonts as a stranger.
    'access-control-allow-origin': '*',
  });
  if (request.method === 'HEAD') return response.end();
  createReadStream(file.path)
    .on('error', () => response.destroy())
    .pipe(response);
}

function pathOf(url) {
  try {
    return decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return undefined; // `%` without its two digits
  }
}

async function fileAt(folder, path) {
  const full = resolve(folder, path === '' || path.endsWith('/') ? `${path}index.html` : path);
  if (!full.startsWith(folder + sep) || full.includes('\0')) return undefined;
  const found = await stat(full).catch(() => undefined);
  return found?.isFile() ? { path: full, size: found.size } : undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: 'string' }, base: { type: 'string' } } });
  const folder = fileURLToPath(new URL('../dist', import.meta.url));
  const { url } = await serve({ folder, port: Number(values.port ?? 0), base: values.base ?? '/' });
  console.log(`Serving ${url}`);
}
