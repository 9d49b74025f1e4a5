// Long tasks of the built page while it carries out a long run.
import { middle, openDriven, setDocument } from './driven-page.mjs';

const runs = 3;

/**
 * Counts the tasks of more than 50 ms on the page's main thread during runs at full speed.
 *
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} url of the built page
 * @param {{ text: string, iterations: number }} run
 */
export async function longTasks(context, url, run) {
  const measured = [];
  for (let turn = 0; turn < runs; turn += 1) measured.push(await measureOnce(context, url, run));
  const counts = measured.map(({ tasks }) => tasks.length).sort((a, b) => a - b);
  const worst = Math.max(0, ...measured.flatMap(({ tasks }) => tasks));
  const ms = middle(measured.map((one) => one.ms));
  return [
    {
      name: `long tasks of the page, ${run.iterations.toLocaleString('en')} iterations`,
      subject: { value: middle(counts), unit: 'tasks' },
      bar: { most: 0 },
      note:
        `three runs: ${counts.join(', ')}; the longest ${worst === 0 ? 'under 50' : Math.round(worst)} ms; ` +
        `${Math.round(run.iterations / (ms / 1000)).toLocaleString('en')} iterations/s on the page`,
    },
  ];
}

async function measureOnce(context, url, { text, iterations }) {
  const page = await openDriven(context, url);
  try {
    await setDocument(page, text);
    const { ms, tasks, counted } = await page.evaluate(watch);
    if (counted !== iterations) throw new Error(`The page counted ${counted} iterations.`);
    return { ms, tasks };
  } finally {
    await page.close();
  }
}

/** Runs in the page. */
async function watch() {
  const { ask, nextEnd } = window.bench;
  const tasks = [];
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  });
  observer.observe({ type: 'longtask' });
  const end = nextEnd();
  const began = performance.now();
  await ask('run');
  await end;
  const ms = performance.now() - began;
  // Two frames on, the last of it is painted and reported.
  await new Promise((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))),
  );
  for (const { duration } of observer.takeRecords()) tasks.push(duration);
  observer.disconnect();
  const { counts } = await ask('getRun');
  return { ms, tasks, counted: counts.iterations };
}
