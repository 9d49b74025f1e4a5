// Runs the project's tools as child processes.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './dependencies.mjs';

/**
 * Runs a package's command line tool under this Node. With `show` its output appears as it comes,
 * otherwise it is only collected. A tool still running after `limit` ms (ten minutes; Infinity: for ever) is
 * ended and counts as failed.
 */
export function runTool(name, args, { show = false, limit = 600_000, env = {} } = {}) {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [binary(name), ...args], {
      cwd: root,
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      env: { ...process.env, ...env },
    });
    let output = '';
    const collect = (chunk) => (output += chunk);
    child.stdout?.setEncoding('utf8').on('data', collect);
    child.stderr?.setEncoding('utf8').on('data', collect);
    const stop = () => {
      const words = `${name} was ended after ${limit / 1000} seconds`;
      if (show) console.error(words);
      output += `\n${words}\n`;
      // Asked first, so that it can end the browsers it started.
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
    };
    const timer = Number.isFinite(limit) ? setTimeout(stop, limit) : undefined;
    child.on('error', (error) => (output += `${error.message}\n`));
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ ok: code === 0, output, ms: Date.now() - started });
    });
  });
}

/** File of the command `name` as the package of that name, or the one that holds it, declares it. */
function binary(name) {
  const owner =
    { tsc: 'typescript', depcruise: 'dependency-cruiser', playwright: '@playwright/test' }[name] ?? name;
  const folder = join(root, 'node_modules', owner);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[name]);
}
