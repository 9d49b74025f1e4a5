/** Starts the net worker from its address. Throws where a page has no origin of its own, as in a sandboxed frame. */
export function startNetWorker(address: string): Worker {
  return new Worker(address, { name: 'net', type: import.meta.env.DEV ? 'module' : 'classic' });
}
