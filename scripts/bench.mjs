// `npm run bench`: measures in a real browser and prints one table. Options: --only <row>, --json <file>.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endlessLoop } from '../bench/rows/endless.mjs';
import { longTasks } from '../bench/rows/long-tasks.mjs';
import { scale } from '../bench/rows/scale.mjs';
import { seekStored } from '../bench/rows/seek.mjs';
import { start } from '../bench/rows/start.mjs';
import { tableFrames } from '../bench/rows/table.mjs';
import { chromiumLaunch, ensureChromium } from './chromium.mjs';
import { ensureDependencies, root } from './dependencies.mjs';
import { runTool } from './processes.mjs';
import { serve } from './serve.mjs';

const folders = { page: '.cache/bench/page', rows: '.cache/bench/rows', empty: '.cache/bench/empty' };
const inWorker = ['expressions', 'walk', 'peers', 'stored', 'resume', 'compute', 'events'];
/** Rows measured on the built page: how, and with which document. */
const onPage = {
  start: { measure: (context, url) => start(context, url, join(root, folders.empty)), document: 'longRun' },
  'long-tasks': { measure: longTasks, document: 'longRun' },
  seek: { measure: seekStored, document: 'longRun' },
  table: { measure: tableFrames, document: 'endlessRun' },
  endless: { measure: endlessLoop, document: 'endlessRun' },
  scale: { measure: scale, document: 'endlessRun' },
};
const names = [...inWorker, ...Object.keys(onPage)];
/** Rows that are only measured when asked for: they take up to a quarter of an hour. */
const onRequest = ['scale'];
const usage = `npm run bench -- [--only ${names.join('|')}] [--json <file>]`;

try {
  const { only, json } = readOptions();
  ensureDependencies();
  process.env.CHROMIUM_PATH = ensureChromium();
  await build();
  const { figures, browser } = await measure(only);
  const lines = figures.map((figure) => ({ ...figure, verdict: verdictOf(figure) }));
  print(lines);
  if (json) writeFileSync(json, `${JSON.stringify({ ...machine(), browser, figures: lines }, null, 2)}\n`);
  if (lines.some(({ verdict }) => verdict === 'missed')) process.exitCode = 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function readOptions() {
  const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'string' } } });
  const { only, json } = values;
  if (only !== undefined && !names.includes(only)) throw new Error(`There is no row ${only}. ${usage}`);
  return { only, json };
}

/** The page as it is published, apart from dist/, and the page that holds the rows. */
async function build() {
  console.log('Building …');
  const page = ['build', '--logLevel', 'warn', '--outDir', folders.page, '--emptyOutDir'];
  const rows = ['build', '--logLevel', 'warn', '--config', 'vite.bench.config.ts'];
  for (const args of [page, rows]) {
    const { ok, output } = await runTool('vite', args);
    if (!ok) throw new Error(`${output}\nThe build failed.`);
  }
}

async function measure(only) {
  const { chromium } = await import('playwright-core');
  const page = await serve({ folder: join(root, folders.page) });
  const rows = await serve({ folder: join(root, folders.rows) });
  const browser = await chromium.launch(chromiumLaunch());
  try {
    const figures = [];
    for (const name of names.filter((one) =>
      only === undefined ? !onRequest.includes(one) : one === only,
    )) {
      console.log(`Measuring ${name} …`);
      // Each row has a context of its own: nothing stored by one is there for the next.
      const context = await browser.newContext();
      figures.push(
        ...(Object.hasOwn(onPage, name)
          ? await measurePage(context, page.url, rows.url, onPage[name])
          : await measureRow(context, rows.url, name)),
      );
      await context.close();
    }
    return { figures, browser: `Chromium ${browser.version()}` };
  } finally {
    await browser.close();
    await Promise.all([page.close(), rows.close()]);
  }
}

async function measureRow(context, url, name) {
  const tab = await context.newPage();
  await tab.goto(url);
  return tab.evaluate((row) => window.measureRow(row), name);
}

async function measurePage(context, pageUrl, rowsUrl, { measure: measureOn, document }) {
  const tab = await context.newPage();
  await tab.goto(rowsUrl);
  const run = await tab.evaluate((name) => window[name], document);
  await tab.close();
  return measureOn(context, pageUrl, run);
}

/** The bar is for the ratio where there is a reference, else for the figure itself. */
function verdictOf({ subject, ratio, bar }) {
  if (!bar) return 'reported';
  const value = ratio ?? subject.value;
  return ('least' in bar ? value >= bar.least : value <= bar.most) ? 'met' : 'missed';
}

function machine() {
  return { date: new Date().toISOString().slice(0, 10), cores: cpus().length, cpu: cpus()[0]?.model ?? '' };
}

function print(lines) {
  const head = ['figure', 'measured', 'reference', 'ratio', 'bar', 'verdict'];
  const cells = lines.map(({ name, subject, reference, ratio, bar, verdict }) => [
    name,
    amount(subject),
    reference ? `${amount(reference)}, ${reference.of}` : '',
    ratio === undefined ? '' : ratio.toFixed(2),
    bar ? ('least' in bar ? `≥ ${bar.least}` : `≤ ${bar.most}`) : '',
    verdict,
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => row[column].length)),
  );
  const line = (row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd();
  console.log(`\n${[head, widths.map((width) => '─'.repeat(width)), ...cells].map(line).join('\n')}`);
  for (const { name, note } of lines) if (note) console.log(`\n${name.trim()}: ${note}`);
}

function amount({ value, unit }) {
  const digits = value < 100 && !Number.isInteger(value) ? 2 : 0;
  return `${value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${unit}`;
}
