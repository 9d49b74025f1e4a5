// How long the page takes to show an iteration of a long stored run, wherever it lies.
import { middle, openDriven, setDocument } from './driven-page.mjs';

/** Iterations looked at; a step of so large a part of the run never comes near one looked at before. */
const seeks = 31;
const stride = 0.618;

/**
 * Carries out the run, opens the page anew and looks at iterations all over it.
 *
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} url of the built page
 * @param {{ text: string, iterations: number }} run its document, whose steps give the number of each iteration
 */
export async function seekStored(context, url, { text, iterations }) {
  const page = await openDriven(context, url);
  await setDocument(page, text);
  await page.evaluate(async () => {
    const end = window.bench.nextEnd();
    await window.bench.ask('run');
    await end;
  });
  await page.close();
  return [await seekFigure(context, url, iterations)];
}

/** The same of a run that is stored and shown when the page opens. */
export async function seekFigure(context, url, iterations) {
  const page = await openDriven(context, url);
  await page.evaluate(() => window.bench.ask('getRun'));
  const took = [];
  for (let turn = 0; turn <= seeks; turn += 1) {
    const ms = await page.evaluate(timeSeek, Math.floor(((turn * stride) % 1) * iterations));
    // The first one finds nothing compiled.
    if (turn > 0) took.push(ms);
  }
  await page.close();
  return {
    name: `any of ${iterations.toLocaleString('en')} iterations, until its row is shown`,
    subject: { value: middle(took), unit: 'ms' },
    bar: { most: 50 },
    note: `the middle one of ${seeks} all over the run; the slowest took ${Math.round(Math.max(...took))} ms`,
  };
}

/** Runs in the page: milliseconds from the request to the row of the iteration in the table, with what its step gave. */
async function timeSeek(iteration) {
  const isShown = () => {
    const row = document.querySelector('[role=row][aria-current=true]');
    return row?.textContent
      .replaceAll(/\s+/g, ' ')
      .trim()
      .startsWith(`${iteration} n ${iteration + 1} `);
  };
  const began = performance.now();
  await window.bench.ask('seek', { loop: 'count', iteration });
  await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`Iteration ${iteration} is not shown.`)), 10_000);
    const look = () => {
      if (!isShown()) return;
      clearTimeout(late);
      watch.disconnect();
      resolve();
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    look();
  });
  return performance.now() - began;
}
