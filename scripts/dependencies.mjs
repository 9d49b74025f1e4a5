// Makes sure that node_modules holds what package-lock.json names. Plain Node: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder, with no slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** Installs the dependencies when they are missing or are not those of the lock file. Throws when npm fails. */
export function ensureDependencies() {
  requireNode();
  if (installed()) return;
  const modules = join(root, 'node_modules');
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new Error(
      'node_modules is a link, and what it leads to is not what package-lock.json names: install there.',
    );
  }
  const command = lockFits() ? 'ci' : 'install';
  console.log(`Installing dependencies (npm ${command}) …`);
  // On Windows npm is a .cmd file, which only a shell can start.
  const { status, error } = spawnSync('npm', [command, '--include=dev', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ${command} failed${error ? `: ${error.message}` : ''}`);
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  if (!supported) throw new Error(`Node 20.19, 22.12 or newer is needed; this is ${process.versions.node}`);
}

/** npm writes what it installed into a lock file of its own; entries for other platforms are left out of it. */
function installed() {
  const wanted = readJson('package-lock.json');
  const present = readJson('node_modules/.package-lock.json');
  if (!wanted || !present || !lockFits()) return false;
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === '') return true;
    const found = present.packages[path];
    return found ? found.version === entry.version : entry.optional === true || entry.peer === true;
  });
}

/** Whether package-lock.json was made from this package.json, as `npm ci` demands. */
function lockFits() {
  const wanted = readJson('package.json');
  const locked = readJson('package-lock.json')?.packages[''];
  if (!locked) return false;
  return ['dependencies', 'devDependencies'].every((kind) => sameEntries(wanted[kind], locked[kind]));
}

function sameEntries(a = {}, b = {}) {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

function readJson(path) {
  const full = join(root, path);
  return existsSync(full) ? JSON.parse(readFileSync(full, 'utf8')) : undefined;
}
