// The built page, driven from its own scripts through a port.

/**
 * Opens the page and connects. In it `window.bench` asks requests and tells when the run has ended.
 *
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} url of the built page
 */
export async function openDriven(context, url) {
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('status', { name: 'Run status' }).waitFor();
  await page.evaluate(connect);
  return page;
}

/** Runs in the page. */
async function connect() {
  const { port1, port2 } = new MessageChannel();
  const waiting = new Map();
  let last = 0;
  let ended = () => undefined;
  port1.onmessage = ({ data }) => {
    if (data.event === 'run-end' && data.data.status !== 'continued') ended();
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
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
  const nextEnd = () => new Promise((resolve) => (ended = resolve));
  window.bench = { ask, nextEnd };
  window.postMessage({ type: 'loop-playground:connect', v: 1 }, '*', [port2]);
  await ask('ping');
  await ask('subscribe', ['run-end']);
}

/**
 * Has the page take a document and waits until nothing more comes of that.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} text
 */
export async function setDocument(page, text) {
  await page.evaluate(async (workflow) => {
    await window.bench.ask('setWorkflow', { text: workflow });
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 5000 }));
  }, text);
}

/** The middle one of an odd number of values. */
export function middle(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
