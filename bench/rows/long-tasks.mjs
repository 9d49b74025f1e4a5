// Long tasks of the built page while it carries out a long run, driven from its own scripts through a port.

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
  const ms = measured.map((one) => one.ms).sort((a, b) => a - b)[1];
  return [
    {
      name: `long tasks of the page, ${run.iterations.toLocaleString('en')} iterations`,
      subject: { value: counts[1], unit: 'tasks' },
      bar: { most: 0 },
      note:
        `three runs: ${counts.join(', ')}; the longest ${worst === 0 ? 'under 50' : Math.round(worst)} ms; ` +
        `${Math.round(run.iterations / (ms / 1000)).toLocaleString('en')} iterations/s on the page`,
    },
  ];
}

async function measureOnce(context, url, { text, iterations }) {
  const page = await context.newPage();
  try {
    await page.goto(url);
    await page.getByRole('status', { name: 'Run status' }).waitFor();
    const { ms, tasks, counted } = await page.evaluate(drive, text);
    if (counted !== iterations) throw new Error(`The page counted ${counted} iterations.`);
    return { ms, tasks };
  } finally {
    await page.close();
  }
}

/** Runs in the page. */
async function drive(text) {
  const { port1, port2 } = new MessageChannel();
  const waiting = new Map();
  let last = 0;
  let ended;
  const end = new Promise((resolve) => (ended = resolve));
  port1.onmessage = ({ data }) => {
    if (data.event === 'run-end') ended();
    waiting.get(data.id)?.(data);
  };
  const ask = async (method, params) => {
    last += 1;
    const answer = await new Promise((resolve) => {
      waiting.set(last, resolve);
      port1.postMessage({ id: last, method, params });
    });
    if (answer.error) throw new Error(`${method}: ${answer.error.message}`);
    return answer.result;
  };
  window.postMessage({ type: 'loop-playground:connect', v: 1 }, '*', [port2]);
  await ask('ping');
  await ask('subscribe', ['run-end']);
  await ask('setWorkflow', { text });
  // What the new text set in motion is not part of the run.
  await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 5000 }));
  const tasks = [];
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  });
  observer.observe({ type: 'longtask' });
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
