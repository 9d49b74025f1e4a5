// What a loop without end holds in memory and keeps in storage after many runs of its chain.
import { openDriven, setDocument } from './driven-page.mjs';

const usual = { few: 100_000, many: 1_000_000 };

/**
 * Compares heap and storage of the page after a million iterations with those after a hundred thousand, or after
 * other numbers, both paused as a run of the chain has just begun.
 *
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} url of the built page
 * @param {{ text: string }} endless
 * @param {{ few: number, many: number }} iterations other numbers to compare
 */
export async function endlessLoop(context, url, { text }, { few, many } = usual) {
  const early = await measureAt(few, context, url, text);
  const late = await measureAt(many, context, url, text);
  const megabytes = (bytes) => ({ value: bytes / 1e6, unit: 'MB' });
  const head = `after ${many.toLocaleString('en')} iterations`;
  const of = `after ${few.toLocaleString('en')}`;
  return [
    {
      name: `heap ${head}`,
      subject: megabytes(late.heap),
      reference: { ...megabytes(early.heap), of },
      ratio: late.heap / early.heap,
      bar: { most: 1.2 },
      note:
        `page and workers, after a collection; workers alone ${inMegabytes(early.workers)}, then ${inMegabytes(late.workers)}; ` +
        `code that the browser has compiled ${inMegabytes(early.code)}, then ${inMegabytes(late.code)}`,
    },
    {
      name: `storage ${head}`,
      subject: megabytes(late.stored),
      reference: { ...megabytes(early.stored), of },
      ratio: late.stored / early.stored,
      bar: { most: 1.2 },
      note: `everything in the page's databases as text; the browser itself tells of ${inMegabytes(early.used)}, then ${inMegabytes(late.used)}`,
    },
  ];
}

function inMegabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Runs the loop from its beginning up to an iteration, in a page without anything stored. */
async function measureAt(iteration, context, url, text) {
  const page = await openDriven(context, url);
  try {
    await setDocument(page, text);
    await page.evaluate(
      (at) => window.bench.ask('run', { pauseAt: { loop: 'count', iteration: at } }),
      iteration,
    );
    const status = page.getByRole('status', { name: 'Run status' });
    await status.filter({ hasText: /^Paused/ }).waitFor({ timeout: 1_200_000 });
    const { loops } = await page.evaluate(() => window.bench.ask('getRun'));
    if (loops[0]?.iterations !== iteration) throw new Error(`The loop stands at ${loops[0]?.iterations}.`);
    const heap = await heapOf(context, page);
    const stored = await page.evaluate(storageOf);
    await page.evaluate(() => window.bench.ask('stop'));
    return { ...heap, ...stored };
  } finally {
    await page.close();
    await clearStorage(context, url);
  }
}

/** Leaves nothing stored of what was measured. */
export async function clearStorage(context, url) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin: new URL(url).origin, storageTypes: 'all' });
  await page.close();
}

/** Bytes in use in the heaps of the page and its workers once what nobody holds is gone, compiled code among them. */
async function heapOf(context, page) {
  const session = await context.newCDPSession(page);
  const workers = [];
  const answers = new Map();
  let snapshot = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => snapshot.push(chunk));
  session.on('Target.attachedToTarget', ({ sessionId }) => workers.push(sessionId));
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result, method, params } = JSON.parse(message);
    if (method === 'HeapProfiler.addHeapSnapshotChunk') snapshot.push(params.chunk);
    answers.get(id)?.(result);
  });
  let last = 0;
  const askWorker = (sessionId, method) =>
    new Promise((resolve) => {
      last += 1;
      answers.set(last, resolve);
      const message = JSON.stringify({ id: last, method });
      void session.send('Target.sendMessageToTarget', { sessionId, message });
    });
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  const used = async (ask) => {
    await ask('HeapProfiler.collectGarbage');
    const heap = (await ask('Runtime.getHeapUsage')).usedSize;
    snapshot = [];
    await ask('HeapProfiler.takeHeapSnapshot');
    return { heap, code: sizeOf('code', JSON.parse(snapshot.join(''))) };
  };
  const own = await used((method) => session.send(method));
  let { heap, code } = own;
  for (const worker of workers) {
    const more = await used((method) => askWorker(worker, method));
    heap += more.heap;
    code += more.code;
  }
  if (workers.length < 2) throw new Error(`Only ${workers.length} workers were found.`);
  await session.detach();
  return { heap, code, workers: heap - own.heap };
}

/** Bytes that everything of one type takes in a heap snapshot of the browser's. */
function sizeOf(type, { snapshot: { meta }, nodes }) {
  const { node_fields: fields, node_types: types } = meta;
  const wanted = types[fields.indexOf('type')].indexOf(type);
  let bytes = 0;
  for (let at = 0; at < nodes.length; at += fields.length)
    if (nodes[at + fields.indexOf('type')] === wanted) bytes += nodes[at + fields.indexOf('self_size')];
  return bytes;
}

/** Runs in the page: what its databases hold, as text, and what the browser says they take; bytes. */
async function storageOf() {
  const settled = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  let stored = 0;
  for (const { name } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const all = await settled(database.transaction(store).objectStore(store).getAll());
      for (const value of all) stored += JSON.stringify(value).length;
    }
    database.close();
  }
  return { stored, used: (await navigator.storage.estimate()).usage ?? 0 };
}
