import './styles/base.css';
import { mount } from 'svelte';
import { examples, firstExample } from '../examples';
import App from './App.svelte';
import { Playground } from './playground.svelte';
import { serveHosts } from './serve-hosts';
import { draftOfThisTab } from './state/tab-identity';

const target = document.getElementById('app');
if (!target) throw new Error('the page has no #app');

const playground = new Playground({
  connect: async () => (await import('../worker/page')).connectWorker(),
  examples,
  firstExample,
  draftId: draftOfThisTab,
  // A frame sees only the runs that were begun in a frame of the same page.
  ...(window.parent === window ? {} : { owner: `frame ${document.referrer}` }),
});
mount(App, { target, props: { playground } });
serveHosts(playground, playground.begin());
