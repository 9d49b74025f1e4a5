// What size costs: the same work ten and a hundred times, and the exponent of time over size.
import { openDriven } from './driven-page.mjs';
import { clearStorage, endlessLoop } from './endless.mjs';
import { documents } from './scale-documents.mjs';

/** What grows, to which sizes, and what is done with it: `run`s of a document, or having the page `take` it. */
const growing = [
  { name: 'iterations of a loop', of: 'iterations', sizes: [10_000, 100_000, 1_000_000], act: run },
  { name: 'iterations of nested loops', of: 'nested', sizes: [10_000, 99_856, 1_000_000], act: run },
  { name: 'items, 64 at once', of: 'items', sizes: [1000, 10_000, 100_000], act: run },
  { name: 'outputs of 1 MB', of: 'megabytes', sizes: [10, 30, 100], act: run },
  { name: 'steps of a document, taken by the page', of: 'steps', sizes: [1000, 3000, 10_000], act: take },
  { name: 'steps of a document, run', of: 'steps', sizes: [1000, 3000, 10_000], act: run },
];

/** What must not cost more in a longer run, and the exponent up to which it counts as flat. */
const flat = [
  { name: 'opening the page on a run', act: reopen },
  { name: 'looking at an iteration in its middle', act: look },
];
const lengths = [10_000, 100_000, 1_000_000];

/** Iterations without end after which heap and storage are compared. */
const endless = { few: 100_000, many: 10_000_000 };

/** How often something is measured; the least counts, as all that a busy machine does is to add. */
const turns = 3;

/**
 * Measures the built page with documents of growing size.
 *
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} url of the built page
 * @param {{ text: string }} run without end
 */
export async function scale(context, url, { text }) {
  const figures = [];
  for (const { name, of, sizes, act } of growing) {
    const points = [];
    for (const size of sizes) points.push([size, await fresh(context, url, act, documents[of](size))]);
    figures.push(figure(name, points, 1.15));
  }
  const points = flat.map(() => []);
  for (const length of lengths) {
    const found = await afterRun(context, url, documents.iterations(length), length);
    for (const [n, ms] of found.entries()) points[n].push([length, ms]);
  }
  for (const [n, { name }] of flat.entries()) figures.push(figure(`${name}, by iterations`, points[n], 0.25));
  return [...figures, ...(await endlessLoop(context, url, { text }, endless))];
}

/** The least time of an act in pages without anything stored, ms; large ones are done once. */
async function fresh(context, url, act, text) {
  let least = Infinity;
  for (let turn = 0; turn < turns && (turn === 0 || least < 5000); turn += 1) {
    const page = await openDriven(context, url);
    try {
      least = Math.min(least, await act(page, text));
    } finally {
      await page.close();
      await clearStorage(context, url);
    }
  }
  return least;
}

async function take(page, text) {
  return page.evaluate(async (document) => {
    const began = performance.now();
    await window.bench.ask('setWorkflow', { text: document });
    return performance.now() - began;
  }, text);
}

async function run(page, text) {
  await take(page, text);
  const { ms, status } = await page.evaluate(async () => {
    const { ask, nextEnd } = window.bench;
    const end = nextEnd();
    const began = performance.now();
    await ask('run');
    await end;
    const over = performance.now() - began;
    return { ms: over, status: (await ask('getRun')).status };
  });
  if (status !== 'completed') throw new Error(`The run is ${status}.`);
  return ms;
}

/** Carries a run out and measures what is done with it afterwards. */
async function afterRun(context, url, text, length) {
  const page = await openDriven(context, url);
  await run(page, text);
  await page.close();
  const times = [];
  for (const { act } of flat) {
    const all = [];
    for (let turn = 0; turn < turns; turn += 1) all.push(await act(context, url, length));
    times.push(Math.min(...all));
  }
  await clearStorage(context, url);
  return times;
}

/** From the address to the moment the page tells how the stored run ended. */
async function reopen(context, url) {
  const began = performance.now();
  const page = await openDriven(context, url);
  const { status } = await page.evaluate(() => window.bench.ask('getRun'));
  const ms = performance.now() - began;
  await page.close();
  if (status !== 'completed') throw new Error(`The run is ${status}.`);
  return ms;
}

/** From the request to the moment the page shows what stood there. */
async function look(context, url, length) {
  const page = await openDriven(context, url);
  await page.evaluate(() => window.bench.ask('getRun'));
  const ms = await page.evaluate(async (iteration) => {
    const began = performance.now();
    await window.bench.ask('seek', { loop: 'count', iteration });
    return performance.now() - began;
  }, length >> 1);
  await page.close();
  return ms;
}

function figure(name, points, most) {
  const [[small, first], [large, last]] = [points[0], points.at(-1)];
  return {
    name: `${large.toLocaleString('en')} ${name}`,
    subject: { value: last, unit: 'ms' },
    reference: { value: first, unit: 'ms', of: small.toLocaleString('en') },
    ratio: exponent(points),
    bar: { most },
    note: `the ratio is the exponent of time over size; ${points.map(([size, ms]) => `${size.toLocaleString('en')}: ${Math.round(ms).toLocaleString('en')} ms`).join(', ')}`,
  };
}

/** The slope of the straight line through the logarithms, by least squares. */
export function exponent(points) {
  const logs = points.map(([size, ms]) => [Math.log(size), Math.log(ms)]);
  const mean = (n) => logs.reduce((sum, log) => sum + log[n], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const rise = logs.reduce((sum, log) => sum + (log[0] - x) * (log[1] - y), 0);
  return rise / logs.reduce((sum, log) => sum + (log[0] - x) ** 2, 0);
}
