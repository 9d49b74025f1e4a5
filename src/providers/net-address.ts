import url from './net-worker?worker&url';

/** The complete address of the net worker's script. Asked on the page, which knows its own folder. */
export function netWorkerAddress(): string {
  return new URL(url, document.baseURI).href;
}

/** Starts the net worker from its address. Throws where a page has no origin of its own, as in a sandboxed frame. */
export function startNetWorker(address: string): Worker {
  return new Worker(address, { name: 'net', type: import.meta.env.DEV ? 'module' : 'classic' });
}
