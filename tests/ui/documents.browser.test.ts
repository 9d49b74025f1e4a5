import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Run } from '../../src/engine';
import type { Playground } from '../../src/ui/playground.svelte';
import type { RunListItem } from '../../src/worker/api';
import type { FakeOptions, FakeWorker } from './fake-worker';
import { button, type OpenPage, openPage, otherText } from './open-page';
import { poemText } from './scenes';

let opened: OpenPage | undefined;
let worker: FakeWorker;
let playground: Playground;

async function open(options: FakeOptions = {}): Promise<void> {
  opened = await openPage(options);
  ({ worker, playground } = opened);
}

beforeEach(async () => {
  localStorage.clear();
  await page.viewport(1440, 900);
});
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

/** A run that is listed and cannot be opened any more. */
const gone: RunListItem = {
  ...{ id: 'run-3', number: 3, name: 'Gone', status: 'completed', why: '', iterations: 5, calls: 0 },
  ...{ failures: 0, resumes: 0, semantics: 'playground', seed: 1, bytes: 100, startedAt: 1, updatedAt: 2 },
  generation: 0,
};

test('a run that cannot be opened is not asked to be forked, nor is the one that is shown', async () => {
  await open({ poem: { position: 13, status: 'paused' }, list: [gone] });
  const loops = [{ address: 'refine', id: 'refine', iterations: 5 }];
  worker.api.getRun = (id) => Promise.resolve(id === gone.id ? ({ loops } as unknown as Run) : undefined);
  const tried: string[] = [];
  worker.api.open = (id) => Promise.resolve(void tried.push(id));
  await button('Runs').click();
  const runs = page.getByRole('table', { name: 'Stored runs' });
  await runs.getByRole('row', { name: /Gone/ }).click();
  await expect.element(button('Fork at the start of iteration 4')).toBeVisible();
  await button('Fork at the start of iteration 4').click();
  await expect.poll(() => tried).toEqual([gone.id]);
  await tick();
  expect(playground.layout.dialog).toBeUndefined();
});

test('a name that was begun for one run is not given to another', async () => {
  await open({ poem: { position: 13, status: 'paused' }, list: [gone] });
  await button('Runs').click();
  const runs = page.getByRole('table', { name: 'Stored runs' });
  await runs.getByRole('row', { name: /Gone/ }).click();
  await button('Rename…').click();
  await page.getByRole('textbox', { name: 'Name of the run' }).fill('Better');
  await runs.getByRole('row', { name: /Poem/ }).click();
  await expect.element(page.getByRole('region', { name: 'Run 12' })).toBeVisible();
  expect(page.getByRole('textbox', { name: 'Name of the run' }).query()).toBeNull();
});

describe('what belongs to a document', () => {
  const marks = (): unknown => [
    playground.breakpoints.all.map(({ step }) => step),
    [...playground.layout.structure.folds.keys()],
    playground.layout.structure.alone,
    playground.folds.all,
  ];

  test('goes with it, and comes back with it', async () => {
    await open();
    playground.breakpoints.put({ step: 'review', kind: 'step' });
    playground.layout.structure.fold('refine', false);
    playground.layout.structure.alone = 'refine';
    playground.folds.toggleAll();
    const all = [['review'], ['refine'], 'refine', true];
    await playground.openExample('poem');
    expect(marks()).toEqual(all);
    await playground.openExample('other');
    expect(marks()).toEqual([[], [], undefined, false]);
    await button('Undo').click();
    await expect.poll(marks).toEqual(all);
    await playground.setWorkflow(poemText);
    expect(marks()).toEqual(all);
    await playground.setWorkflow(otherText);
    expect(marks()).toEqual([[], [], undefined, false]);
  });

  test('comes back once by the undo of the editor, and the message that offers it goes', async () => {
    await open();
    const all = (): readonly string[] => playground.breakpoints.all.map(({ step }) => step);
    playground.breakpoints.put({ step: 'review', kind: 'step' });
    playground.layout.toast = undefined;
    await button('Examples').click();
    await page.getByRole('menuitem', { name: 'Example other' }).click();
    await expect.poll(all).toEqual([]);
    await expect.element(button('Undo')).toBeVisible();
    const editor = page.getByRole('textbox', { name: 'Workflow JSON' });
    await expect.element(editor).toHaveTextContent('"Other"');
    await editor.click();
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.poll(all).toEqual(['review']);
    expect(playground.draft.text).toBe(poemText);
    expect(button('Undo').elements()).toHaveLength(0);
  });

  test.each<[by: string, back: () => unknown]>([
    ['the message', () => playground.layout.toast?.undo?.()],
    ['the page around', () => playground.setWorkflow(poemText)],
  ])('brought back by %s, it keeps what is set since over an edit that is taken back', async (_, back) => {
    await open();
    await playground.openExample('other');
    await back();
    await expect.poll(() => playground.draft.checkedText).toBe(poemText);
    playground.breakpoints.put({ step: 'review', kind: 'step' });
    for (const text of [`${poemText} `, poemText]) {
      playground.type(text);
      await expect.poll(() => playground.draft.checkedText).toBe(text);
    }
    expect(playground.breakpoints.all).toEqual([{ step: 'review', kind: 'step' }]);
  });

  test('its breakpoints are told to a run that is resumed, not those of another document', async () => {
    await open({ poem: { position: 13, status: 'paused' } });
    playground.breakpoints.put({ step: 'review', kind: 'step' });
    const said = 'breakpoints of run-12 [{"step":"review","kind":"step"}]';
    worker.asked.length = 0;
    expect(await playground.openRun('run-12', true)).toBe(true);
    expect(worker.asked.slice(-2)).toEqual([said, 'resume run-12']);
    await playground.forking.fits('run-12', { loop: 'refine', iteration: 1 });
    expect(worker.asked.at(-1)).toContain('"breakpoints":[{"step":"review","kind":"step"}]');
    await playground.controls.pause();
    await playground.setWorkflow(otherText);
    playground.breakpoints.put({ step: 'one', kind: 'step' });
    worker.asked.length = 0;
    await playground.openRun('run-12', true);
    const at = worker.asked.indexOf('resume run-12');
    expect(worker.asked.slice(at - 1, at + 1)).toEqual(['breakpoints of run-12 []', 'resume run-12']);
  });

  test('brought back beside a run of another document, its breakpoints are not told to that run', async () => {
    await open({ poem: { position: 13, status: 'paused' } });
    await playground.setWorkflow(otherText);
    playground.breakpoints.put({ step: 'one', kind: 'step' });
    await playground.openRun('run-12');
    expect(playground.breakpoints.all).toEqual([]);
    worker.asked.length = 0;
    await button('Undo').click();
    await expect.poll(() => playground.breakpoints.all).toEqual([{ step: 'one', kind: 'step' }]);
    expect(worker.asked).not.toContainEqual(expect.stringContaining('breakpoints of'));
  });
});

test('another document is no edit of the run that is shown, and undo brings back what belonged to the first', async () => {
  await open({ poem: { position: 13, status: 'paused' } });
  playground.layout.watches = ['loop.iteration * 2'];
  await playground.openExample('other');
  const notice = page.getByText(/^Run \d+ is of another document: /);
  await expect.element(notice).toBeVisible();
  expect(page.getByText(/was edited after/).elements()).toHaveLength(0);
  await expect.element(button('Run')).toBeVisible();
  expect(playground.layout.watches).toEqual([]);
  playground.draft.type(`${otherText} `);
  await expect.element(notice).toBeVisible();
  playground.layout.toast?.undo?.();
  await expect.element(notice).not.toBeInTheDocument();
  await expect.poll(() => playground.layout.watches).toEqual(['loop.iteration * 2']);
  await playground.openExample('other');
  await button('Open that document').click();
  await expect.element(button('Resume')).toBeVisible();
  expect(playground.draft.text).toBe(poemText);
  playground.draft.type(`${poemText} `);
  await expect.element(page.getByText(/was edited after/)).toBeVisible();
});

test('a reload knows that the document is not the one of the run', async () => {
  await open({ scene: 'failed' });
  await playground.openExample('other');
  await playground.draft.flush();
  const { drafts } = worker;
  await opened?.close();
  await open({ scene: 'failed', drafts });
  await expect.element(page.getByText(/is of another document: /)).toBeVisible();
});

test('the list of runs opens with the run on the page', async () => {
  await open({ poem: { position: 24, status: 'completed' } });
  playground.runs.chosen = 'of-a-while-ago';
  await button('Runs').click();
  await expect.poll(() => playground.runs.chosen).toBe(playground.run.id);
});

test('an edit after a failed run is tried once it has been read; what was found before stays until then', async () => {
  await open({ scene: 'failed' });
  const { text } = playground.draft;
  const forks = (): number => worker.asked.filter((asked) => asked.startsWith('fork')).length;
  const notice = page.getByRole('region', { name: 'Go on after the edit' });
  playground.draft.type(`${text} `);
  await expect.element(notice).toBeVisible();
  const before = forks();
  for (let n = 2; n < 12; n += 1) {
    playground.draft.type(text + ' '.repeat(n));
    await tick();
    expect(notice.query()).not.toBeNull();
  }
  await expect.poll(() => playground.draft.checkedText === playground.draft.text).toBe(true);
  await expect.poll(forks).toBe(before + 1);
});
