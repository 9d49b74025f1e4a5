import '../../../src/ui/styles/base.css';
import { mount } from 'svelte';
import { examples, firstExample } from '../../../src/examples';
import App from '../../../src/ui/App.svelte';
import { Playground } from '../../../src/ui/playground.svelte';
import { FakeWorker, type FakeOptions } from '../fake-worker';

/** Shows the page on a worker without an engine; `?scene=` and the rest of the query choose what it tells. */
const query = new URLSearchParams(location.search);
const poem: Record<string, FakeOptions['poem']> = {
  paused: { position: 13, status: 'paused' },
  running: { position: 13, status: 'running' },
  completed: { position: 24, status: 'completed' },
  limit: { position: 12, status: 'completed', limit: 3 },
  stopped: { position: 14, status: 'stopped' },
};
const scene = query.get('scene') ?? 'first';
const worker = new FakeWorker({
  ...(poem[scene] ? { poem: poem[scene] } : {}),
  ...(['nested', 'huge', 'failed', 'long'].includes(scene) ? { scene } : {}),
  ...(scene === 'empty' ? { drafts: new Map([['main', { text: '{}', view: {}, origins: [] }]]) } : {}),
  ...(query.has('memory')
    ? {
        storage: {
          kind: 'memory',
          notice: 'Storage is blocked here: runs and text last until the page is closed.',
        },
      }
    : {}),
  ...(query.has('readonly') ? { readOnly: true } : {}),
  ...(query.has('wait') ? { waitingUntil: Date.parse('2026-11-21T20:14:00') } : {}),
  pace: Number(query.get('pace') ?? 0),
});
const target = document.getElementById('app')!;
const playground = new Playground({
  connect: () => worker,
  examples,
  firstExample,
  draftId: () => Promise.resolve('main'),
});
Object.assign(window, { playground, worker });
mount(App, { target, props: { playground } });
await playground.begin();
