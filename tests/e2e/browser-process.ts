import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chromium, type Browser, type Page } from '@playwright/test';
import { chromiumLaunch } from '../../scripts/chromium.mjs';

/** A browser with a profile of its own that can be killed as a power cut would. */
export interface BrowserProcess {
  readonly page: Page;
  /** SIGKILL, and settled when the process is gone. */
  kill(): Promise<void>;
}

/** Starts a browser on a profile folder; the folder may be one that a killed browser left behind. */
export async function startBrowser(profile: string): Promise<BrowserProcess> {
  const { executablePath, args } = chromiumLaunch();
  const child = spawn(
    executablePath ?? chromium.executablePath(),
    [
      '--headless',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      '--no-first-run',
      ...args,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const gone = once(child, 'exit');
  const address = await new Promise<string>((resolve, reject) => {
    let heard = '';
    child.stderr.on('data', (data: Buffer) => {
      heard += data.toString();
      const found = /DevTools listening on (ws:\S+)/.exec(heard)?.[1];
      if (found !== undefined) resolve(found);
    });
    void gone.then(() => {
      reject(new Error(`the browser did not start: ${heard}`));
    });
  });
  const browser: Browser = await chromium.connectOverCDP(address);
  const context = browser.contexts()[0];
  if (!context) throw new Error('a browser without a context');
  return {
    page: context.pages()[0] ?? (await context.newPage()),
    async kill() {
      child.kill('SIGKILL');
      await gone;
      await browser.close().catch(() => undefined);
    },
  };
}
