import { defineConfig } from '@playwright/test';
import { chromiumLaunch } from './scripts/chromium.mjs';

export default defineConfig({
  testDir: 'tests',
  projects: [
    { name: 'e2e', testMatch: 'e2e/**/*.spec.ts' },
    // Several times what they take, as some of them keep a machine busy.
    { name: 'trials', testMatch: 'trials/**/*.trial.ts', timeout: 90_000 },
  ],
  outputDir: '.cache/end-to-end',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  // A machine that is shared may stand still for seconds; what is waited for is a state, however long it takes.
  expect: { timeout: 15_000 },
  reporter: 'list',
  // dist/ as a static host would serve it; the port is whichever is free.
  webServer: {
    command: 'node scripts/serve.mjs --port 0',
    wait: { stdout: /Serving (?<page_url>\S+)/ },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 1000 },
  },
  use: {
    baseURL: process.env.PAGE_URL ?? '',
    browserName: 'chromium',
    launchOptions: chromiumLaunch(),
    trace: 'off',
  },
});
