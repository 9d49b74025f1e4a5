// Finds the Chromium that browser tests run in, and installs one where there is none.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

/** The one without windows starts sooner and draws for less; it has the same engine. */
const shell = 'chromium-headless-shell';
const withWindows = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const places = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Path of a Chromium that starts: CHROMIUM_PATH, a well-known name on PATH, a well-known place, or the
 * one Playwright downloaded. Undefined when there is none. `windows`: rather one that can open windows.
 */
function findChromium(windows = false) {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) return chosen;
  const names = windows ? [...withWindows, shell] : [shell, ...withWindows];
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...places,
    ...playwrightsOwn(),
  ];
  return candidates.find((path) => existsSync(path) && starts(path));
}

/**
 * How every test starts the browser, in the words of Playwright's launch options. The flags keep it
 * from talking to its maker's servers; without a sandbox only for root, who cannot have one.
 */
export function chromiumLaunch() {
  const executablePath = findChromium();
  const args = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--no-first-run',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
  return executablePath === undefined ? { args } : { executablePath, args };
}

/** Gives the path of a Chromium, installing one when there is none. Throws when that fails. Options as above. */
export function ensureChromium({ windows = false } = {}) {
  const found = findChromium(windows);
  if (found !== undefined && starts(found)) return found;
  if (found !== undefined) throw new Error(`CHROMIUM_PATH is ${found}, which does not start`);
  for (const command of installCommands()) {
    console.log(`Installing Chromium: ${command.join(' ')}`);
    const [program, ...args] = command;
    const { status } = spawnSync(program, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      shell: process.platform === 'win32',
    });
    if (status !== 0) continue;
    const path = findChromium();
    if (path !== undefined) return path;
  }
  throw new Error('No Chromium was found and none could be installed. Set CHROMIUM_PATH to the path of one.');
}

/** Ubuntu's `chromium-browser` is a script that asks for snap: a browser is one that tells its version. */
function starts(path) {
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

function playwrightsOwn() {
  try {
    const { chromium } = createRequire(import.meta.url)('@playwright/test');
    return [chromium.executablePath()];
  } catch {
    return []; // not installed yet, or no browser for this platform
  }
}

function installCommands() {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const commands = [];
  if (onPath('apt-get')) {
    const install =
      'apt-get update; apt-get install -y chromium-headless-shell || apt-get install -y chromium';
    commands.push([...asRoot, 'sh', '-c', install]);
  } else if (onPath('dnf')) commands.push([...asRoot, 'dnf', 'install', '-y', 'chromium']);
  else if (onPath('apk')) commands.push([...asRoot, 'apk', 'add', 'chromium']);
  else if (onPath('brew')) commands.push(['brew', 'install', '--cask', 'chromium']);
  commands.push(['npx', 'playwright', 'install', '--with-deps', 'chromium']);
  commands.push(['npx', 'playwright', 'install', 'chromium']);
  return commands;
}

function onPath(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
}
