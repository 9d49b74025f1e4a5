// Budgets of the built page, in gzip. Fonts, QuickJS and what else is loaded later are outside of them.
import { readdirSync, readFileSync } from 'node:fs';

/** The page and what it names itself: all that a browser needs before it can paint. */
function shell() {
  const html = readFileSync('dist/index.html', 'utf8');
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  const loaded = tags.filter((tag) => /^<script|rel="(?:stylesheet|modulepreload)"/.test(tag));
  const files = loaded.flatMap((tag) => /(?:src|href)="\.\/([^"]+)"/.exec(tag)?.[1] ?? []);
  return ['index.html', ...files].map((file) => `dist/${file}`);
}

const all = readdirSync('dist/assets').filter((file) => /\.(js|css)$/.test(file));

/** Chunks by the beginning of their names, in any case; a name that none has stands in the way as an error. */
function chunks(...names) {
  return names.flatMap((name) => {
    const found = all.filter((file) => file.toLowerCase().startsWith(`${name}-`));
    return found.length > 0 ? found.map((file) => `dist/assets/${file}`) : [`dist/assets/${name}-*.js`];
  });
}

const inGzip = { gzip: true, brotli: false };

const budgets = [
  { name: 'shell', path: shell(), limit: '30 kB', ...inGzip },
  // What fills the frame that the shell has painted.
  { name: 'page', path: chunks('start', 'client'), limit: '50 kB', ...inGzip },
  { name: 'editor', path: chunks('codemirror', 'editor', 'problems'), limit: '140 kB', ...inGzip },
  { name: 'interpreter worker', path: chunks('interpreter'), limit: '40 kB', ...inGzip },
  // Chunks that the interpreter imports later. What documents need that are more than loops over small steps, and reading
  // what is stored:
  { name: 'rest of the interpreter', path: chunks('rest'), limit: '18 kB', ...inGzip },
  { name: 'views', path: chunks('answer-views', 'rows', 'latest-start'), limit: '17 kB', ...inGzip },
  { name: 'providers', path: chunks('make-providers', 'fits'), limit: '12.5 kB', ...inGzip },
  // The list of runs, forks, and the reading and writing of files of runs.
  { name: 'stored runs', path: chunks('stored-runs'), limit: '8 kB', ...inGzip },
  { name: 'comparisons', path: chunks('comparisons'), limit: '6.5 kB', ...inGzip },
  { name: 'language worker', path: chunks('language'), limit: '31 kB', ...inGzip },
];

const named = budgets.flatMap(({ path }) => path);
for (const file of all.map((name) => `dist/assets/${name}`)) {
  if (!named.includes(file) && readFileSync(file, 'utf8').startsWith('loadChunk('))
    throw new Error(`${file} is a part of the interpreter that has no budget`);
}

export default budgets;
