// Budgets of the built page, in gzip. Fonts, QuickJS and what else is loaded later are outside of them.
import { readFileSync } from 'node:fs';

/** The page and what it names itself: all that a browser needs before it can paint. */
function shell() {
  const html = readFileSync('dist/index.html', 'utf8');
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  const loaded = tags.filter((tag) => /^<script|rel="(?:stylesheet|modulepreload)"/.test(tag));
  const files = loaded.flatMap((tag) => /(?:src|href)="\.\/([^"]+)"/.exec(tag)?.[1] ?? []);
  return ['index.html', ...files].map((file) => `dist/${file}`);
}

const inGzip = { gzip: true, brotli: false };

export default [
  { name: 'shell', path: shell(), limit: '30 kB', ...inGzip },
  {
    name: 'editor',
    path: ['dist/assets/codemirror-*.js', 'dist/assets/editor-*.js'],
    limit: '140 kB',
    ...inGzip,
  },
  { name: 'interpreter worker', path: 'dist/assets/interpreter-*.js', limit: '40 kB', ...inGzip },
];
