import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumLaunch } from './scripts/chromium.mjs';

/** Milliseconds: generous, for a machine that does other things too. */
const testTimeout = 30_000;

const inBrowser = 'tests/**/*.browser.test.ts';

export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          // Modules below the page hold no state, so that files can share them; loading them anew takes a third.
          isolate: false,
          setupFiles: ['tests/seed.ts', 'tests/parts.ts'],
          testTimeout,
          include: ['tests/**/*.test.ts'],
          exclude: [inBrowser],
        },
      },
      {
        plugins: [svelte()],
        worker: { format: 'iife' },
        // Found while the first tests run, a package would make the page reload under them.
        optimizeDeps: { entries: ['src/**/*.ts', 'src/**/*.svelte'] },
        test: {
          name: 'browser',
          testTimeout,
          setupFiles: 'tests/parts.ts',
          include: [inBrowser],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: chromiumLaunch() }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
