import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { licenceList } from './scripts/licences.ts';
import { relaxPolicyInDevelopment } from './scripts/policy.ts';
import { progressIcons } from './scripts/progress-icons.ts';
import { workerChunks } from './scripts/worker-chunks.ts';

const licences = licenceList('third-party-licences.txt');

/** What of the interpreter comes later; schemas are for providers and forks alone. */
const rest = /\/src\/(expression|engine(?!\/(fits|schema))|journal(?!\/run-file)|worker\/(rest|standing))/;

export default defineConfig({
  // Relative addresses: the page works from any sub-path of any static host.
  base: './',
  plugins: [svelte(), relaxPolicyInDevelopment(), progressIcons(), licences.collector(), licences.writer()],
  // Workers are inlined and started from a blob, which only classic scripts survive in a sandboxed frame.
  worker: {
    format: 'iife',
    plugins: () => [licences.collector(), workerChunks('src/worker/worker.ts', rest)],
    // Whose work is in them stands in the list of licences.
    rolldownOptions: { output: { comments: false } },
  },
  build: {
    target: 'es2022',
    outDir: 'dist',
    // The page's policy has no `data:`, so no asset may be turned into such an address.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // Every browser that runs the rest knows module preloading.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Chunks that the size budgets know by name; `interpreter` and `language` hold the inlined workers.
          groups: [
            {
              name: 'codemirror',
              test: /node_modules[\\/](@codemirror|@lezer|@marijn|style-mod|crelt|w3c-keyname)[\\/]/,
            },
            { name: 'interpreter', test: /src[\\/]worker[\\/]worker\.ts\?worker&inline/ },
            { name: 'language', test: /src[\\/]worker[\\/]language-worker\.ts\?worker&inline/ },
          ],
        },
      },
    },
  },
});
