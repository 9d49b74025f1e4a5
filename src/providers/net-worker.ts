import { exchange } from './http-exchange';
import type { FromNetWorker, ToNetWorker } from './http-messages';

// The only script of the page that can reach other origins: loaded from an address of its own, it does
// not have the page's content security policy. Everything it sends goes through `exchange`.
serve(new Map());

function serve(running: Map<number, AbortController>): void {
  addEventListener('message', ({ data }: MessageEvent<ToNetWorker>) => {
    if (data.type === 'cancel') return running.get(data.id)?.abort();
    const abort = new AbortController();
    running.set(data.id, abort);
    void exchange(data, abort.signal).then((result) => {
      running.delete(data.id);
      const answer: FromNetWorker = { id: data.id, result };
      postMessage(answer);
    });
  });
}
