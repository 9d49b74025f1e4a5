// What size costs: the same work at several sizes, and the exponent of processor time over size.
import { openDriven } from './driven-page.mjs';
import { clearStorage, endlessLoop } from './endless.mjs';
import { documents } from './scale-documents.mjs';
import { seekFigure } from './seek.mjs';

/** What grows, to which sizes, and what is done with it: `run`s of a document, or having the page `take` it. */
const growing = [
  { name: 'iterations of nested loops', of: 'nested', sizes: [10_000, 99_856, 1_000_000], act: run },
  { name: 'items, 64 at once', of: 'items', sizes: [10_000, 40_000, 100_000], act: run },
  { name: 'outputs of 1 MB', of: 'megabytes', sizes: [10, 30, 100], act: run },
  { name: 'steps of a document, taken by the page', of: 'steps', sizes: [1000, 3000, 10_000], act: take },
  { name: 'steps of a document, run', of: 'steps', sizes: [1000, 3000, 10_000], act: run },
];

/** What is done with a run of each length once it is over: it must not cost more after a longer one. */
const flat = [
  { name: 'the page opened', act: reopen },
  { name: 'looked at in the middle', act: look },
];
const lengths = [10_000, 100_000, 1_000_000];

/** Iterations without end after which heap and storage are compared: the browser goes on compiling long after the first. */
const endless = { few: 1_000_000, many: 10_000_000 };

/** Exponents up to which something counts as linear, and as flat. */
const linear = 1.15;
const level = 0.25;

/** How often something is measured, unless it takes long; the least counts. */
const turns = 3;
const long = 5000;

/**
 * Measures the built page with documents of growing size.
 *
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} url of the built page
 * @param {{ text: string }} run without end
 */
export async function scale(context, url, { text }) {
  const figures = await runsAndAfter(context, url);
  for (const { name, of, sizes, act } of growing) {
    const points = [];
    for (const size of sizes) points.push([size, await fresh(context, url, act, documents[of](size))]);
    figures.push(figure(name, points, linear));
  }
  return [...figures, ...(await endlessLoop(context, url, { text }, endless))];
}

/** Loops of growing length, and what is done with them afterwards. */
async function runsAndAfter(context, url) {
  const runs = [];
  const after = flat.map(() => []);
  let seek;
  for (const length of lengths) {
    const page = await openDriven(context, url);
    runs.push([length, await run(page, documents.iterations(length))]);
    await page.close();
    for (const [n, { act }] of flat.entries()) {
      const all = [];
      for (let turn = 0; turn < turns; turn += 1) all.push(await act(context, url, length));
      after[n].push([length, Math.min(...all)]);
    }
    seek = await seekFigure(context, url, length);
    await clearStorage(context, url);
  }
  return [
    figure('iterations of a loop', runs, linear),
    seek,
    ...flat.map(({ name }, n) => figure(`iterations stored, ${name}`, after[n], level)),
  ];
}

/** Processor time, ms, that all processes of the browser take for something: what else the machine does counts little. */
async function spent(context, act) {
  const session = await context.browser().newBrowserCDPSession();
  const used = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  };
  const before = await used();
  await act();
  const ms = ((await used()) - before) * 1000;
  await session.detach();
  return ms;
}

/** The least that an act takes in pages without anything stored. */
async function fresh(context, url, act, text) {
  let least = Infinity;
  for (let turn = 0; turn < turns && (turn === 0 || least < long); turn += 1) {
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

function take(page, text) {
  return spent(page.context(), () =>
    page.evaluate((document) => window.bench.ask('setWorkflow', { text: document }), text),
  );
}

async function run(page, text) {
  await take(page, text);
  return spent(page.context(), async () => {
    const status = await page.evaluate(async () => {
      const { ask, nextEnd } = window.bench;
      const end = nextEnd();
      await ask('run');
      await end;
      return (await ask('getRun')).status;
    });
    if (status !== 'completed') throw new Error(`The run is ${status}.`);
  });
}

/** From the address to the moment the page tells how the stored run ended. */
async function reopen(context, url) {
  let page;
  const ms = await spent(context, async () => {
    page = await openDriven(context, url);
    const { status } = await page.evaluate(() => window.bench.ask('getRun'));
    if (status !== 'completed') throw new Error(`The run is ${status}.`);
  });
  await page.close();
  return ms;
}

/** From the request to the moment the page has what stood there. */
async function look(context, url, length) {
  const page = await openDriven(context, url);
  await page.evaluate(() => window.bench.ask('getRun'));
  const ms = await spent(context, () =>
    page.evaluate((iteration) => window.bench.ask('seek', { loop: 'count', iteration }), length >> 1),
  );
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
    note: `processor time; the ratio is its exponent over size; ${points.map(([size, ms]) => `${size.toLocaleString('en')}: ${Math.round(ms).toLocaleString('en')} ms`).join(', ')}`,
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
