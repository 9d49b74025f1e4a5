import { mount } from 'svelte';
import { examples, firstExample } from '../examples';
import App from './App.svelte';
import { Playground } from './playground.svelte';
import { frameOwner } from './state/frame-identity';
import { draftOfThisTab } from './state/tab-identity';

/** The page at work, and when it has its document. */
export interface Started {
  readonly playground: Playground;
  readonly begun: Promise<void>;
}

/** Brings the page to life in the place of what its HTML has painted. */
export function start(target: HTMLElement): Started {
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
  return { playground, begun: playground.begin() };
}
