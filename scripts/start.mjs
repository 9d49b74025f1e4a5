// `npm start`: installs, builds and serves the page. Options: --port <number>, --dev.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies, root } from './dependencies.mjs';
import { runTool } from './processes.mjs';
import { serve } from './serve.mjs';

const usage = 'npm start -- [--port <number>] [--dev]';

try {
  await start(readOptions());
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function readOptions() {
  const { values } = parseArgs({ options: { port: { type: 'string' }, dev: { type: 'boolean' } } });
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65536)) {
    throw new Error(`${values.port} is no port. ${usage}`);
  }
  return { port, dev: values.dev === true };
}

async function start({ port, dev }) {
  ensureDependencies();
  if (dev) {
    const args = port === undefined ? [] : ['--port', String(port), '--strictPort'];
    const { ok } = await runTool('vite', args, { show: true, limit: Infinity });
    if (!ok) process.exitCode = 1;
    return;
  }
  console.log('Building …');
  const build = await runTool('vite', ['build', '--logLevel', 'warn']);
  if (!build.ok) throw new Error(`${build.output}\nThe build failed.`);
  const { url } = await serveOnFreePort(port);
  console.log(`Loop Playground is at ${url}`);
  console.log('Press Ctrl+C to stop.');
}

/** A port that was asked for is that port or an error; without one the first free from 4173 on. */
async function serveOnFreePort(asked) {
  const ports = asked === undefined ? Array.from({ length: 20 }, (_, n) => 4173 + n) : [asked];
  for (const port of ports) {
    try {
      return await serve({ folder: join(root, 'dist'), port });
    } catch (error) {
      if (error.code !== 'EADDRINUSE') throw error;
    }
  }
  throw new Error(`Port ${ports.join(', ')} is in use. ${usage}`);
}
