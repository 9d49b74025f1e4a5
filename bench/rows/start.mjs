// How soon the built page is painted, can run, and has its editor: as a stranger's first visit and from the cache.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../../scripts/serve.mjs';
import { middle } from './driven-page.mjs';

/** Painting waits for a frame, of which a stranger's visit takes four to seven: of nine pairs the middle one is still drawn by lot. */
const turns = 25;

/**
 * Opens the page and an empty one of the same weight in turns.
 *
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} url of the built page
 * @param {string} folder where the empty page may be put
 */
export async function start(context, url, folder) {
  const browser = context.browser();
  const weight = await weightOf(await browser.newContext(), url);
  writeEmpty(folder, weight);
  const empty = await serve({ folder });
  try {
    const cold = await inTurns(async (address) => {
      const stranger = await browser.newContext();
      const seen = await visit(stranger, address);
      await stranger.close();
      return seen;
    });
    const warm = await inTurns((address) => visit(context, address));
    return [...figures('first visit', cold), ...figures('from the cache', warm)];
  } finally {
    await empty.close();
  }

  /** The first turn is a warm-up; the others stand beside each other. */
  async function inTurns(open) {
    const pairs = [];
    for (let turn = 0; turn <= turns; turn += 1) {
      const pair = { ours: await open(url), other: await open(empty.url) };
      if (turn > 0) pairs.push(pair);
    }
    return pairs;
  }

  function figures(name, pairs) {
    const figure = (what, ours, of, other, bar) => ({
      name: `${name}: ${what}`,
      subject: { value: middle(pairs.map((pair) => pair.ours[ours])), unit: 'ms' },
      reference: { value: middle(pairs.map((pair) => pair.other[other])), unit: 'ms', of },
      ratio: middle(pairs.map((pair) => pair.ours[ours] / pair.other[other])),
      ...(bar && { bar }),
    });
    const [files, bytes] = [weight.length, weight.reduce((sum, { size }) => sum + size, 0)];
    return [
      figure('painted', 'painted', 'an empty page of the same weight', 'painted', { most: 1.5 }),
      {
        ...figure('can run', 'usable', 'the empty page loaded', 'loaded'),
        note: `${files} files, ${Math.round(bytes / 1000)} kB unpacked, until it can run`,
      },
      figure('editor there', 'editor', 'the empty page loaded', 'loaded'),
    ];
  }
}

/** What the page has fetched when it can run: kinds and sizes in bytes, unpacked as the server sends them. */
async function weightOf(context, url) {
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.goto(url);
  const found = await page.evaluate(async () => {
    const { usable } = await window.startSeen;
    const kindOf = ({ name }) => (/\.css$/.test(name) ? 'css' : /\.js$/.test(name) ? 'js' : 'other');
    const all = performance.getEntriesByType('resource').filter((entry) => entry.startTime <= usable);
    const [html] = performance.getEntriesByType('navigation');
    return [
      { kind: 'html', size: html.encodedBodySize },
      ...all.map((entry) => ({ kind: kindOf(entry), size: entry.encodedBodySize })),
    ];
  });
  await context.close();
  return found.filter(({ kind, size }) => kind !== 'other' && size > 0);
}

/** A page that shows a word and fetches files of these sizes in which there is nothing. */
function writeEmpty(folder, weight) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'assets'), { recursive: true });
  const tags = weight.flatMap(({ kind, size }, n) => {
    if (kind === 'html') return [];
    writeFileSync(join(folder, 'assets', `${n}.${kind}`), `/*${' '.repeat(Math.max(0, size - 4))}*/`);
    return kind === 'css'
      ? `<link rel="stylesheet" href="assets/${n}.css">`
      : `<script type="module" src="assets/${n}.js"></script>`;
  });
  // Of ours the shell has one list of styles, and all else comes once it is painted.
  const [first, ...rest] = tags.toSorted((a, b) => Number(b.includes('.css')) - Number(a.includes('.css')));
  const fill = '<!--'.padEnd(Math.max(0, (weight[0]?.size ?? 0) - tags.join('').length), ' ');
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">${first ?? ''}`;
  writeFileSync(
    join(folder, 'index.html'),
    `${html}<title>Empty</title><p>Empty</p>${rest.join('')}${fill}-->`,
  );
}

async function visit(context, url) {
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.goto(url);
  const seen = await page.evaluate(() => window.startSeen);
  await page.close();
  return seen;
}

/** Runs in the page before its own scripts: when things were there, in ms since the visit began. */
function watch() {
  const isUsable = () => {
    const run = [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Run');
    return run !== undefined && !run.disabled;
  };
  const hasEditor = () =>
    [...document.querySelectorAll('.editor')].some((one) => one.shadowRoot?.querySelector('.cm-line'));
  const isEmpty = () => document.title === 'Empty' && document.readyState === 'complete';
  window.startSeen = new Promise((resolve) => {
    const seen = {};
    const look = () => {
      const now = performance.now();
      if (isUsable()) seen.usable ??= now;
      if (hasEditor()) seen.editor ??= now;
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      const isThere = isEmpty() || (seen.usable !== undefined && seen.editor !== undefined);
      if (!paint || !isThere) return requestAnimationFrame(look);
      const [{ loadEventStart }] = performance.getEntriesByType('navigation');
      resolve({ ...seen, painted: paint.startTime, loaded: loadEventStart });
    };
    requestAnimationFrame(look);
  });
}
