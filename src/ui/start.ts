import { mount } from 'svelte';
import { examples, firstExample } from '../examples';
import App from './App.svelte';
import { Playground } from './playground.svelte';
import { serveHosts } from './serve-hosts';
import { frameOwner } from './state/frame-identity';
import { draftOfThisTab } from './state/tab-identity';

const target = document.getElementById('app');
if (!target) throw new Error('the page has no #app');
target.replaceChildren();

// A host around the page must see neither the person's own document nor their runs.
const owner = frameOwner();
const playground = new Playground({
  connect: async () => (await import('../worker/page')).connectWorker(),
  examples,
  firstExample,
  draftId: owner === undefined ? draftOfThisTab : () => Promise.resolve(owner),
  ...(owner !== undefined && { owner }),
});
mount(App, { target, props: { playground } });
serveHosts(playground, playground.begin());
