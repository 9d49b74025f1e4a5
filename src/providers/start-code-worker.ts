import type { FromCodeWorker, ToCodeWorker } from './code-messages';

/** What a code worker is made of: its classic script (a module's address in development) and QuickJS. */
export interface CodeAssets {
  readonly script: { readonly text: string } | { readonly url: string };
  readonly wasm: ArrayBuffer;
}

/** Compiling QuickJS takes some 30 ms; a machine may be busy. */
const START_MS = 20_000;

/**
 * Starts a code worker and resolves when it takes calls; rejects when it cannot start. From a blob, so
 * that it has the page's content security policy: nothing in it reaches the network.
 */
export async function startCodeWorker(assets: CodeAssets): Promise<Worker> {
  const { script } = assets;
  const url =
    'url' in script ? script.url : URL.createObjectURL(new Blob([script.text], { type: 'text/javascript' }));
  const worker = new Worker(url, { name: 'code', type: 'url' in script ? 'module' : 'classic' });
  try {
    await ready(worker, assets.wasm);
    return worker;
  } catch (error) {
    worker.terminate();
    throw error;
  } finally {
    if (!('url' in script)) URL.revokeObjectURL(url);
  }
}

function ready(worker: Worker, wasm: ArrayBuffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('it did not start in time')), START_MS);
    worker.onerror = (event) => {
      event.preventDefault();
      clearTimeout(timer);
      reject(new Error(event.message === '' ? 'its script did not load' : event.message));
    };
    worker.onmessage = (event: MessageEvent<FromCodeWorker>) => {
      clearTimeout(timer);
      if (event.data.type === 'ready') resolve();
      else if (event.data.type === 'failed') reject(new Error(event.data.message));
    };
    const start: ToCodeWorker = { type: 'start', wasm };
    worker.postMessage(start);
  });
}
