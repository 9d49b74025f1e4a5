import type { WorkerEvent } from '../src/worker/api';
import type { Figure } from './figure';
import { endlessDocument, iterations, longDocument } from './long-run';
import type { Reply } from './worker';

declare global {
  interface Window {
    /** Measures one row in a worker of its own; rejects when there is no such row or it fails. */
    measureRow(name: string): Promise<readonly Figure[]>;
    /** The documents of the long runs, for those who measure them elsewhere. */
    readonly longRun: { readonly text: string; readonly iterations: number };
    readonly endlessRun: { readonly text: string };
  }
}

Object.assign(window, {
  longRun: { text: longDocument, iterations },
  endlessRun: { text: endlessDocument },
});

window.measureRow = (name) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    const finish = (settle: () => void): void => {
      worker.terminate();
      settle();
    };
    worker.onmessage = ({ data }: MessageEvent<Reply | WorkerEvent>) => {
      if (data.type === 'figures') finish(() => resolve(data.figures));
      else if (data.type === 'failed') finish(() => reject(new Error(data.message)));
    };
    worker.onerror = ({ message }) => finish(() => reject(new Error(message)));
    worker.postMessage(name);
  });
