import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The page that `npm run bench` measures in: the sources as the page has them, and no part of dist/. */
export default defineConfig({
  root: fileURLToPath(new URL('bench', import.meta.url)),
  base: './',
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    outDir: fileURLToPath(new URL('.cache/bench/rows', import.meta.url)),
    emptyOutDir: true,
    reportCompressedSize: false,
  },
});
