import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chromium, type Browser, type Page } from '@playwright/test';
import { chromiumLaunch } from '../../scripts/chromium.mjs';

/** A browser with a profile of its own that can be killed as a power cut would. */
export interface BrowserProcess {
  readonly page: Page;
  /** Ends it as a person does: what it has not written yet is written. */
  quit(): Promise<void>;
  /** SIGKILL to every process of it at once; settled when it is gone. */
  kill(): Promise<void>;
}

/** ms that a browser may take to say where it listens; on a busy machine some never do. */
const patience = 20_000;

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
      // Whatever kind of browser it is: without, some are as narrow as a tablet.
      '--window-size=1280,800',
      ...args,
      'about:blank',
    ],
    // A group of its own, so that its helpers go with it; they would outlive it for a moment otherwise.
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  const gone = once(child, 'exit');
  const end = (): void => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  };
  process.once('exit', end);
  const kill = async (): Promise<void> => {
    end();
    await gone;
    process.off('exit', end);
  };
  const address = await new Promise<string | undefined>((resolve, reject) => {
    const late = setTimeout(() => resolve(undefined), patience);
    let heard = '';
    child.stderr.on('data', (data: Buffer) => {
      heard += data.toString();
      const found = /DevTools listening on (ws:\S+)/.exec(heard)?.[1];
      if (found === undefined) return;
      clearTimeout(late);
      resolve(found);
    });
    void gone.then(() => {
      clearTimeout(late);
      reject(new Error(`the browser did not start: ${heard}`));
    });
  });
  if (address === undefined) {
    await kill();
    return startBrowser(profile);
  }
  const browser: Browser = await chromium.connectOverCDP(address);
  const context = browser.contexts()[0];
  if (!context) throw new Error('a browser without a context');
  return {
    page: context.pages()[0] ?? (await context.newPage()),
    async quit() {
      const session = await browser.newBrowserCDPSession();
      // It may be gone before it answers.
      session.send('Browser.close').catch(() => undefined);
      await gone;
      process.off('exit', end);
    },
    async kill() {
      await kill();
      await browser.close().catch(() => undefined);
    },
  };
}
