import { mount, tick, unmount } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../src/ui/styles/base.css';
import { Playground } from '../../src/ui/playground.svelte';
import StructureView from '../../src/ui/structure/StructureView.svelte';
import { FakeWorker, type FakeOptions } from '../ui/fake-worker';

let shown: { readonly component: ReturnType<typeof mount>; readonly target: HTMLElement } | undefined;
let playground: Playground;
let worker: FakeWorker;

async function open(options: FakeOptions): Promise<void> {
  worker = new FakeWorker(options);
  playground = new Playground({
    connect: () => worker,
    examples: [],
    firstExample: '',
    draftId: () => Promise.resolve('main'),
  });
  const target = document.createElement('div');
  target.style.cssText = 'display: flex; flex-direction: column; width: 840px; height: 400px';
  document.body.append(target);
  shown = { component: mount(StructureView, { target, props: { playground } }), target };
  await playground.begin();
  await tick();
}

afterEach(async () => {
  if (!shown) return;
  await unmount(shown.component);
  shown.target.remove();
  worker.close();
  shown = undefined;
});

const box = (name: RegExp): ReturnType<typeof page.getByRole> => page.getByRole('treeitem', { name });

test('shows where a run is, and another iteration when one looks back', async () => {
  await open({ poem: { position: 13, status: 'paused' } });
  await expect.element(box(/^review, llm, here, next$/)).toHaveAttribute('aria-current', 'step');
  await expect.element(box(/^refine, loop, .*3 done, at most 7, false goes on, 3 times$/)).toBeVisible();
  playground.seek({ address: 'refine', iteration: 1 });
  await expect.element(box(/^until of refine, asked after, here, false$/)).toBeVisible();
  await expect.element(box(/^keep, set, done/)).toBeVisible();
});

test('what came after a step that is looked back at is still to come', async () => {
  await open({ poem: { position: 99, status: 'completed' } });
  playground.seek({ address: 'refine', iteration: 5, stepId: 'write' });
  await expect.element(box(/^write, llm, here/)).toBeVisible();
  await expect.element(box(/^review, llm$/)).toBeVisible();
  await expect.element(box(/^until of refine, asked after, not yet$/)).toBeVisible();
  await expect.element(box(/^refine, loop, .*5 done/)).toBeVisible();
  playground.seek({ address: 'refine', iteration: 5 });
  await expect.element(box(/^until of refine, asked after, true$/)).toBeVisible();
  await expect.element(box(/^review, llm, done/)).toBeVisible();
});

test('a click goes to the text and to the cell; the text cursor marks its box', async () => {
  await open({ poem: { position: 13, status: 'paused' } });
  await expect.element(box(/^write, llm, done/)).toBeVisible();
  await userEvent.click(box(/^write, llm/));
  const item = playground.draft.outline.find(({ id }) => id === 'write');
  expect(playground.layout.structure.wanted).toEqual(item?.name);
  expect(playground.run.here).toEqual({ address: 'refine', iteration: 3, stepId: 'write' });
  const review = playground.draft.outline.find(({ id }) => id === 'review');
  playground.layout.caret = { line: 1, column: 1, offset: (review?.name.from ?? 0) + 2 };
  await expect.element(box(/^review, llm/)).toHaveAttribute('aria-selected', 'true');
});

test('an edited step says nothing of the run, the others still do', async () => {
  await open({ poem: { position: 24, status: 'completed' } });
  await expect.element(box(/^write, llm, done/)).toBeVisible();
  playground.draft.type(playground.draft.text.replace('Four lines', 'Three lines'));
  await expect.element(box(/^write, llm$/)).toBeVisible();
  await expect.element(box(/^review, llm, done/)).toBeVisible();
});
