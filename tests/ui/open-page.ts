import { mount, tick, unmount } from 'svelte';
import { page } from 'vitest/browser';
import '../../src/ui/styles/base.css';
import App from '../../src/ui/App.svelte';
import { Playground } from '../../src/ui/playground.svelte';
import { FakeWorker, type FakeOptions } from './fake-worker';
import { poemText } from './scenes';

/** The whole page on a worker without an engine. */
export interface OpenPage {
  readonly worker: FakeWorker;
  readonly playground: Playground;
  readonly close: () => Promise<void>;
}

const example = (
  id: string,
  text: string,
): ConstructorParameters<typeof Playground>[0]['examples'][number] => ({
  id,
  title: `Example ${id}`,
  about: 'For a test.',
  group: 'Until',
  load: () => Promise.resolve(text),
});

/** The text of the example `other`; the first one, `poem`, is the poem. */
export const otherText = '{ "name": "Other", "steps": [{ "id": "one", "type": "compute", "value": 1 }] }';

/** Both examples of the page. */
export const pageExamples = [example('poem', poemText), example('other', otherText)];

export async function openPage(options: FakeOptions = {}): Promise<OpenPage> {
  const worker = new FakeWorker(options);
  const playground = new Playground({
    connect: () => worker,
    examples: pageExamples,
    firstExample: 'poem',
    draftId: () => Promise.resolve('main'),
  });
  const target = document.createElement('div');
  document.body.append(target);
  const component = mount(App, { target, props: { playground } });
  await playground.begin();
  await tick();
  const close = async (): Promise<void> => {
    // Written later, it would be what the next page begins with.
    await playground.draft.flush();
    await unmount(component);
    target.remove();
    worker.close();
  };
  return { worker, playground, close };
}

export const button = (name: string): ReturnType<typeof page.getByRole> =>
  page.getByRole('button', { name, exact: true });
