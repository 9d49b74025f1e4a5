import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { chromiumLaunch } from '../../scripts/chromium.mjs';
import { connect, result } from '../e2e/port';
import { startBrowser } from './browser-process';
import { documents } from './documents';
import { after } from './endure';
import { begin, notices, open, press, runIds, write } from './page';
import { deleteDatabase, leave } from './stored';
import { times, trial, unhurried } from './trial';
import { Witness } from './witness';

/** Whether the browser is one of those that have no windows at all: they read no settings. */
function isShell(): boolean {
  return String(chromiumLaunch().executablePath).includes('headless-shell');
}

/** ms that a run is let go on at the longest before its storage fails. */
const running = 300;

trial('space used up, given back', async ({ tally, draw, address, server, prepare, page, browser }, info) => {
  const rounds = times(10);
  info.setTimeout(90_000 + rounds * 20_000);
  const { expected } = await prepare(page, 'bulky');
  for (let round = 0; round < rounds; round += 1) {
    // Set before anything is stored: the browser remembers for a while how much space there was.
    const context = await browser.newContext();
    const small = await context.newPage();
    const session = await context.newCDPSession(small);
    const space = async (bytes?: number): Promise<void> => {
      const { origin } = new URL(address);
      const quota = bytes === undefined ? {} : { quotaSize: Math.round(bytes) };
      await session.send('Storage.overrideQuotaForOrigin', { origin, ...quota });
    };
    let bytes = 300_000 + draw(2_000_000);
    await space(bytes);
    await open(small, address);
    await write(small, documents.bulky(server.url));
    const run = await Witness.begin(small, tally, server);
    while ((await run.stands(small)) === 'paused') {
      tally.count('faults');
      await expect(notices(small).first()).toContainText('The space for stored runs is used up.');
      await run.see(small);
      // All of it, or a little that is soon used up too.
      bytes += 500_000 + draw(1_000_000);
      await space(draw(3) < 1 ? undefined : bytes);
      // As the button does, but answered when storage has taken what was held back, or refused again.
      await result(small, 'resume');
    }
    await run.end(small, expected);
    await expect(notices(small)).toHaveCount(0);
    await context.close();
  }
});

const losses = [
  ['database deleted underneath', 'deleted while this page was open'],
  ['data of the site cleared', 'closed the connection to the stored runs'],
] as const;

for (const [name, how] of losses.slice(0, unhurried ? undefined : 1)) {
  trial(name, async ({ tally, draw, address, server, prepare, page, context }) => {
    const subject = await prepare(page, 'siblings');
    await subject.begin(page);
    const other = await context.newPage();
    await leave(other, address);
    await after(draw(running), async () => {
      if (name.startsWith('database')) return deleteDatabase(other);
      const session = await context.newCDPSession(other);
      await session.send('Storage.clearDataForOrigin', {
        origin: new URL(address).origin,
        storageTypes: 'all',
      });
    });
    tally.count('faults');
    await expect(notices(page)).toContainText([how]);
    await expect(notices(page)).toHaveCount(1);
    // The runs are gone; the document is not, and it can be run as before.
    await press(page, 'Start again');
    await expect(notices(page)).toHaveText([]);
    expect(await runIds(page)).toEqual([]);
    const run = await subject.begin(page);
    await open(page, address);
    await run.end(page, subject.expected);
    expect(await result(page, 'getWorkflow')).toMatchObject({
      workflow: documents.siblings(server.url),
    });
  });
}

trial('files of the browser damaged', async ({ tally, server, prepare, address }, info) => {
  const profile = info.outputPath('profile');
  let browser = await startBrowser(profile);
  try {
    const subject = await prepare(browser.page, 'nested');
    const run = await subject.begin(browser.page);
    await run.end(browser.page, subject.expected);
    await browser.quit();
    damageFiles(profile);
    tally.count('faults');
    browser = await startBrowser(profile);
    await open(browser.page, address);
    await run.see(browser.page);
    expect(run.isGone).toBe(true);
    tally.count('emptied');
    // The document is still there, and once it was read nobody is told again.
    await expect(notices(browser.page)).toHaveCount(1);
    await press(browser.page, 'Close');
    await expect(notices(browser.page)).toHaveCount(0);
    await open(browser.page, address);
    await expect(notices(browser.page)).toHaveCount(0);
    expect(await result(browser.page, 'getWorkflow')).toMatchObject({
      workflow: documents.nested(server.url),
    });
    const next = await Witness.begin(browser.page, tally, server);
    await next.end(browser.page, subject.expected);
  } finally {
    await browser.kill();
  }
});

/** Writes over the middle of what the browser has written of its databases. */
function damageFiles(profile: string): void {
  const folder = join(profile, 'Default', 'IndexedDB');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.log'),
  );
  for (const name of files) {
    const bytes = readFileSync(join(folder, name));
    bytes.fill(7, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 100);
    writeFileSync(join(folder, name), bytes);
  }
}

trial('storage blocked in a frame', async ({ tally, server, prepare, page, context, address }) => {
  const { expected } = await prepare(page, 'nested');
  const around = await context.newPage();
  await around.goto(server.url);
  await around.evaluate((src) => {
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts');
    frame.src = src;
    document.body.append(frame);
  }, address);
  await connect(around, true);
  tally.count('faults');
  await result(around, 'setWorkflow', { workflow: documents.nested(server.url) });
  const run = await Witness.begin(around, tally, server);
  await expect(around.frameLocator('iframe').locator('.notice')).toContainText([
    'Runs will not survive a reload.',
  ]);
  await run.end(around, expected);
});

if (unhurried && !isShell()) {
  trial('storage blocked by a setting', async ({ tally, server, address }, info) => {
    const profile = info.outputPath('profile');
    mkdirSync(join(profile, 'Default'), { recursive: true });
    const settings = { profile: { default_content_setting_values: { cookies: 2 } } };
    writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(settings));
    const browser = await startBrowser(profile);
    try {
      const { page } = browser;
      await open(page, address);
      tally.count('faults');
      await expect(notices(page)).toContainText(['Runs will not survive a reload.']);
      await result(page, 'setWorkflow', { workflow: documents.nested(server.url) });
      await begin(page);
      await expect(page.getByRole('status', { name: 'Run status' })).toHaveText(/^Completed/);
    } finally {
      await browser.kill();
    }
  });
}
