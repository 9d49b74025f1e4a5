import type { FromCodeWorker, ToCodeWorker } from './code-messages';
import { createCodeRuntime } from './code-runtime';

// The worker that holds QuickJS. Its first message brings the WebAssembly, each further one a call.
addEventListener('message', (first: MessageEvent<ToCodeWorker>) => {
  if (first.data.type === 'start') void serve(first.data.wasm);
});

async function serve(wasm: ArrayBuffer): Promise<void> {
  try {
    const runtime = await createCodeRuntime(wasm);
    addEventListener('message', ({ data }: MessageEvent<ToCodeWorker>) => {
      if (data.type !== 'call') return;
      void runtime.run(data.call).then((result) => tell({ type: 'done', id: data.id, result }));
    });
    tell({ type: 'ready' });
  } catch (error) {
    tell({ type: 'failed', message: String(error) });
  }
}

function tell(message: FromCodeWorker): void {
  postMessage(message);
}
