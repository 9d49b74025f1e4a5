import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { HostEvent } from '../../src/embed/host';
import { pageHost } from '../../src/ui/page-host';
import { Playground } from '../../src/ui/playground.svelte';
import { type FakeOptions, FakeWorker } from './fake-worker';
import { button, type OpenPage, openPage, otherText, pageExamples } from './open-page';
import { poemText } from './scenes';

let opened: OpenPage | undefined;
let worker: FakeWorker;
let playground: Playground;

async function open(options: FakeOptions = {}): Promise<void> {
  opened = await openPage(options);
  ({ worker, playground } = opened);
}

async function close(): Promise<void> {
  await opened?.close();
  opened = undefined;
}

const status = (): ReturnType<typeof page.getByRole> => page.getByRole('status', { name: 'Run status' });
const table = (): ReturnType<typeof page.getByRole> => page.getByRole('table', { name: 'Iterations' });

beforeEach(async () => {
  localStorage.clear();
  await page.viewport(1440, 900);
});
afterEach(close);

describe('a first visit', () => {
  test('shows the first example and offers what can be done', async () => {
    await open();
    await expect.element(status()).toHaveTextContent('Ready nothing has run yet');
    await expect.element(page.getByRole('region', { name: 'Workflow' })).toBeVisible();
    await expect.element(page.getByRole('textbox', { name: 'Workflow JSON' })).toBeVisible();
    await expect.element(page.getByRole('heading', { name: 'Run a loop, one iteration' })).toBeVisible();
    await expect.element(button('Run')).toBeEnabled();
    await expect.element(button('Stop')).toBeDisabled();
    await expect.element(button('Back')).toBeDisabled();
    expect(document.title).toBe('Poem, reviewed until it is good – Loop Playground');
  });

  test('an example is chosen by keyboard from the menu, and undone', async () => {
    await open();
    await button('Examples').click();
    await expect.element(page.getByRole('menu', { name: 'Examples' })).toBeVisible();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await expect.element(page.getByRole('heading', { name: 'Other', level: 1 })).toBeVisible();
    await expect
      .element(page.getByRole('status', { name: 'Message' }))
      .toHaveTextContent('Example other opened');
    await button('Undo').click();
    await expect.poll(() => playground.draft.text).toBe(poemText);
  });
});

describe('a run', () => {
  test('is begun, paused, stepped, resumed and ends', async () => {
    await open();
    await button('Run').click();
    await expect.element(button('Pause')).toBeVisible();
    await expect.element(status()).toHaveTextContent('Running write, iteration 0');
    await button('Pause').click();
    await expect.element(button('Resume')).toBeVisible();
    await button('Step').click();
    await expect.element(status()).toHaveTextContent('Paused before review, iteration 0');
    await button('Step iteration').click();
    await expect.element(status()).toHaveTextContent('Paused before write, iteration 1');
    await button('Resume').click();
    for (let place = 0; place < 24; place += 1) worker.advance();
    await expect.element(status()).toHaveTextContent('Completed stopped by until after iteration 5');
    await expect.element(button('Run')).toBeEnabled();
    await expect.element(table().getByRole('row').nth(6)).toHaveTextContent(/5.*score 9.*true/);
    expect(document.title).toMatch(/^Completed/);
    expect(document.querySelectorAll('.button.primary')).toHaveLength(1);
  });

  test('a step is not said to go on to where the run was sent before it was paused', async () => {
    await open({ poem: { position: 12, status: 'paused' } });
    await playground.controls.resume({ loop: 'refine', iteration: 5 });
    await expect.element(status()).toHaveTextContent('Running write, iteration 3, until iteration 5');
    await playground.controls.pause();
    // A step that takes long.
    worker.api.step = (id) => worker.api.resume(id);
    await button('Step').click();
    await expect.element(status()).toHaveTextContent(/^Running write, iteration 3$/);
  });

  test('Step begins one that is paused before its first step', async () => {
    await open();
    await userEvent.keyboard('{F9}');
    await expect.element(status()).toHaveTextContent('Paused before write, iteration 0');
    expect(worker.asked.join()).toContain('"paused":true');
  });

  test('that is over says when the text is another one now, and Step begins that', async () => {
    await open({ poem: { position: 24, status: 'completed' } });
    await expect.element(button('Step')).toBeDisabled();
    playground.draft.type(`${poemText} `);
    await expect.element(page.getByText('of the text before your edits')).toBeVisible();
    await button('Step').click();
    await expect.element(status()).toHaveTextContent('Paused before write, iteration 0');
    expect(page.getByText('of the text before your edits').elements()).toEqual([]);
  });

  test('keys run, pause and step', async () => {
    await open();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await expect.element(button('Pause')).toBeVisible();
    await userEvent.keyboard('{F8}');
    await expect.element(button('Resume')).toBeVisible();
    await userEvent.keyboard('{Control>}{F9}{/Control}');
    await expect.element(status()).toHaveTextContent('Paused before write, iteration 1');
    button('Resume').element().focus();
    await userEvent.keyboard('s');
    await expect.element(status()).toHaveTextContent('Paused before review, iteration 1');
    await userEvent.keyboard('?');
    await expect.element(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await button('Close').click();
    await button('Keys').click();
    await expect.element(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(button('Keys')).toHaveFocus();
    await button('Keys').click();
    await button('Close').click();
    await expect.element(button('Keys')).toHaveFocus();
    await expect.poll(() => page.getByRole('dialog').elements().length).toBe(0);
  });

  test('of a document with errors is refused with a way to them', async () => {
    await open({ drafts: new Map([['main', { text: '{ "steps": ', view: {}, origins: [] }]]) });
    await button('Run').click();
    await expect.element(page.getByText('This workflow has 1 error and cannot run.')).toBeVisible();
    await expect.element(page.getByRole('region', { name: 'Problems' })).toBeVisible();
  });

  test('that needs the network asks first', async () => {
    const text =
      '{ "name": "Net", "steps": [{ "id": "get", "type": "http", "url": "https://api.example.com/x" }] }';
    await open({ drafts: new Map([['main', { text, view: {}, origins: [] }]]) });
    await button('Run').click();
    await expect.element(page.getByRole('dialog')).toHaveTextContent('https://api.example.com');
    expect(worker.asked).toEqual([]);
    await button('Allow and run').click();
    await expect.poll(() => worker.asked.join()).toContain('"origins":["https://api.example.com"]');
    await expect.poll(() => worker.drafts.get('main')?.origins).toEqual(['https://api.example.com']);
  });

  test('takes other inputs for once', async () => {
    await open();
    await button('Run with…').click();
    await page.getByLabelText('topic').fill('a ferry');
    await page.getByLabelText('Seed').fill('12');
    await button('Run with these').click();
    await expect.poll(() => worker.asked.join()).toContain('"inputs":{"topic":"a ferry"},"seed":12');
  });
});

describe('looking', () => {
  test('a click on a cell moves every view, and there is a way back', async () => {
    await open({ poem: { position: 13, status: 'paused' } });
    await table().getByRole('row').nth(2).getByText('score 6').click();
    await expect
      .element(page.getByRole('region', { name: 'Output of 1 / review' }))
      .toHaveTextContent('"score": 6');
    await expect
      .element(page.getByRole('slider', { name: 'Iteration' }))
      .toHaveAttribute('aria-valuenow', '1');
    await expect.element(page.getByText('At iteration 1, after')).toBeVisible();
    await button('Go to the run').click();
    await expect
      .element(page.getByRole('slider', { name: 'Iteration' }))
      .toHaveAttribute('aria-valuenow', '3');
  });

  test('the table and the slider go by keyboard', async () => {
    await open({ poem: { position: 24, status: 'completed' } });
    await expect.element(table().getByRole('row').nth(6)).toBeVisible();
    await table().getByRole('row').nth(1).getByRole('rowheader').click();
    await userEvent.keyboard('{ArrowDown}{ArrowRight}{ArrowRight}');
    await expect
      .poll(() => playground.run.cursor)
      .toEqual({ address: 'refine', iteration: 1, stepId: 'review' });
    await userEvent.keyboard('{End}');
    await expect.poll(() => playground.run.cursor).toBeUndefined();
    page.getByRole('slider', { name: 'Iteration' }).element().focus();
    await userEvent.keyboard('{Home}{ArrowRight}');
    await expect.poll(() => playground.run.cursor).toEqual({ address: 'refine', iteration: 1 });
  });

  test('Step walks the record of a run that has ended', async () => {
    await open({ poem: { position: 24, status: 'completed' } });
    await expect.element(button('Step')).toBeDisabled();
    playground.seek({ address: 'refine', iteration: 1, stepId: 'write' });
    await button('Step').click();
    await expect.poll(() => playground.run.cursor?.stepId).toBe('review');
    await button('Step iteration').click();
    await expect.poll(() => playground.run.cursor).toEqual({ address: 'refine', iteration: 1 });
    await button('Step iteration').click();
    await expect.poll(() => playground.run.cursor).toEqual({ address: 'refine', iteration: 2 });
    expect(worker.runs).toHaveLength(1);
  });

  test('variables stand beside those of the iteration before', async () => {
    await open({ poem: { position: 24, status: 'completed' } });
    playground.seek({ address: 'refine', iteration: 4 });
    await page.getByRole('tab', { name: 'Variables' }).click();
    const best = page.getByRole('table', { name: 'Variables' }).getByRole('row', { name: /^best/ });
    await expect.element(best).toHaveTextContent(/best.*7.*8.*changed/);
  });

  test('nested loops are groups that fold, and the slider chooses its loop', async () => {
    await open({ scene: 'nested' });
    await expect.element(table().getByText('1 / 2')).toBeVisible();
    await expect.poll(() => table().getByRole('row').elements().length).toBe(9);
    await button('Fold iteration 0 of chapters').click();
    await expect.poll(() => table().getByRole('row').elements().length).toBe(6);
    await button('Unfold iteration 0 of chapters').click();
    await expect.poll(() => table().getByRole('row').elements().length).toBe(9);
    const slider = page.getByRole('slider', { name: 'Iteration' });
    await expect.element(slider).toHaveAttribute('aria-valuetext', 'iteration 2 of refine, at most 4');
    await button('chapters 1').click();
    await expect.element(slider).toHaveAttribute('aria-valuetext', 'iteration 1 of chapters, at most 3');
  });

  test('the menu of a row opens where it was asked for, and gives the focus back', async () => {
    await open({ poem: { position: 24, status: 'completed' } });
    const cell = table().getByRole('row').nth(3).getByRole('rowheader');
    await cell.click();
    await expect.element(cell).toHaveFocus();
    await cell.click({ button: 'right' });
    const menu = page.getByRole('menu', { name: 'Iteration 2 of refine' });
    const [on, again] = [/^Go on from iteration 2/, /^Run again up to/].map((name) =>
      menu.getByRole('menuitem', { name }),
    );
    await expect.element(on!).toHaveFocus();
    const { left, top } = menu.element().getBoundingClientRect();
    const { x, y, right, bottom } = cell.element().getBoundingClientRect();
    expect([left >= x, left <= right, top >= y, top <= bottom + 8]).toEqual([true, true, true, true]);
    await userEvent.keyboard('{ArrowUp}');
    await expect.element(again!).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => menu.elements().length).toBe(0);
    await expect.element(cell).toHaveFocus();
    await cell.click({ button: 'right' });
    await expect.element(menu).toBeVisible();
    await page.getByRole('heading', { level: 1 }).click();
    await expect.poll(() => menu.elements().length).toBe(0);
  });

  test('any place of a row goes to its iteration, and what is looked for in another iteration is found', async () => {
    await open({ scene: 'nested' });
    const row = table().getByRole('row', { name: /^1 \/ 0/ });
    await row.getByRole('cell').last().click();
    expect(playground.run.cursor).toEqual({ address: 'chapters[1]/refine', iteration: 0 });
    playground.layout.dialog = { kind: 'go-to' };
    const dialog = page.getByRole('dialog', { name: 'Go to an iteration' });
    await dialog.getByRole('textbox').fill('0 / 1');
    await dialog.getByRole('button', { name: 'Show it' }).click();
    await expect.poll(() => playground.run.cursor).toEqual({ address: 'chapters[0]/refine', iteration: 1 });
    await expect.element(dialog).not.toBeInTheDocument();
    playground.layout.dialog = { kind: 'go-to' };
    await dialog.getByRole('textbox').fill('0 / 1 / 2');
    await expect
      .element(dialog.getByRole('alert'))
      .toHaveTextContent(/all numbers as in the table: 0 \/ 1\.$/);
  });

  test('a hundred thousand rows cost as many elements as fit on the screen', async () => {
    await open({ scene: 'huge' });
    await expect.element(table().getByText('68411')).toBeVisible();
    await expect.element(page.getByRole('tree')).toBeVisible();
    expect(table().getByRole('row').elements().length).toBeLessThan(80);
    table().element().scrollTop = 0;
    await expect.element(table().getByRole('rowheader', { name: '0', exact: true })).toBeVisible();
    expect(table().getByRole('row').elements().length).toBeLessThan(80);
  });
});

describe('what the page says', () => {
  test('storage that will not last, and a run of another tab', async () => {
    await open({
      poem: { position: 13, status: 'paused' },
      readOnly: true,
      storage: { kind: 'memory', notice: 'Storage is blocked: runs end with the page.' },
    });
    await expect.element(page.getByText('Storage is blocked: runs end with the page.')).toBeVisible();
    await expect.element(page.getByText('Another tab runs this; this page follows it.')).toBeVisible();
    await expect.element(button('Run')).toBeEnabled();
    await expect.element(button('Stop')).toBeDisabled();
  });

  test('an edited document offers both ways on', async () => {
    await open({ poem: { position: 13, status: 'paused' } });
    playground.draft.type(`${poemText} `);
    await expect.element(button('Start again')).toBeVisible();
    await button('Go on as it was').click();
    await expect.element(button('Pause')).toBeVisible();
    expect(button('Start again').elements()).toHaveLength(0);
    expect(worker.runs).toHaveLength(1);
  });

  test('a wait can be skipped', async () => {
    await open({ poem: { position: 13, status: 'waiting' }, waitingUntil: Date.now() + 60_000 });
    await expect.element(status()).toHaveTextContent(/^Waiting/);
    await button('Skip the wait').click();
    await expect.poll(() => worker.asked).toContain('skip');
  });

  test('a failed run says why where it is seen', async () => {
    await open({ scene: 'failed' });
    await expect.element(status()).toHaveTextContent('Failed at until, after iteration 0');
    await expect
      .element(page.getByRole('region', { name: 'Problems' }))
      .toHaveTextContent('loop/until-not-boolean');
    await expect.element(button('Problems 1')).toBeVisible();
  });

  test('a worker that died is started again from what is stored', async () => {
    await open({ poem: { position: 13, status: 'running' } });
    const told: HostEvent[] = [];
    pageHost(playground).watch((event) => told.push(event));
    worker.die('it did not answer');
    expect(told).toEqual([{ type: 'error', code: 'worker/lost', message: 'it did not answer' }]);
    await expect.element(page.getByText('The interpreter stopped: it did not answer')).toBeVisible();
    await button('Start it again').click();
    await expect.element(button('Pause')).toBeVisible();
    expect(page.getByText('The interpreter stopped').elements()).toHaveLength(0);
  });
});

describe('a reload', () => {
  test('brings text, cursor, tab and run back, and goes on with what was running', async () => {
    await open({ poem: { position: 13, status: 'running' } });
    playground.seek({ address: 'refine', iteration: 1, stepId: 'review' });
    playground.showTab('variables');
    playground.setSpeed(1);
    playground.draft.type(`${poemText}\n`);
    await expect.poll(() => worker.drafts.get('main')?.text).toBe(`${poemText}\n`);
    const { drafts } = worker;
    await close();
    await open({ poem: { position: 13, status: 'running' }, drafts, speed: 1 });
    expect(playground.draft.text).toBe(`${poemText}\n`);
    expect(playground.run.cursor).toEqual({ address: 'refine', iteration: 1, stepId: 'review' });
    expect(playground.speed).toBe(1);
    await expect
      .element(page.getByRole('tab', { name: 'Variables' }))
      .toHaveAttribute('aria-selected', 'true');
    await expect.element(status()).toHaveTextContent(/^Running/);
  });

  test('leaves a paused run paused', async () => {
    await open({ poem: { position: 13, status: 'paused' } });
    await expect.element(button('Resume')).toBeVisible();
    await expect.element(status()).toHaveTextContent('Paused before review, iteration 3');
  });

  test('writes nothing over a stored text that it has not read', async () => {
    const drafts = new Map([['main', { text: '{ "steps": [] }', view: {}, origins: [] }]]);
    worker = new FakeWorker({ drafts });
    Object.assign(worker.api, { getDraft: () => Promise.reject(new Error('too busy')) });
    playground = new Playground({
      connect: () => worker,
      examples: pageExamples,
      firstExample: 'poem',
      draftId: () => Promise.resolve('main'),
    });
    await playground.begin();
    playground.setSpeed(1);
    await playground.draft.flush();
    expect(drafts.get('main')?.text).toBe('{ "steps": [] }');
  });

  test('does not replace a stored text when the worker cannot be asked', async () => {
    worker = new FakeWorker();
    playground = new Playground({
      connect: () => Promise.reject(new Error('no worker here')),
      examples: pageExamples,
      firstExample: 'poem',
      draftId: () => Promise.resolve('main'),
    });
    await playground.begin();
    expect(playground.draft.text).toBe('');
    expect(playground.trouble.now?.text).toBe('no worker here');
  });
});

describe('stored runs', () => {
  test('are listed, opened with their document, and deleted with a way back', async () => {
    await open({ poem: { position: 13, status: 'paused' } });
    await playground.setWorkflow(otherText);
    await button('Runs').click();
    const row = page.getByRole('table', { name: 'Stored runs' }).getByRole('row', { name: /Poem, reviewed/ });
    await expect.element(row).toHaveTextContent(/12.*Paused.*before review/);
    await button('Open, read only').click();
    await expect.element(status()).toHaveTextContent('Paused before review, iteration 3');
    expect(playground.draft.text).toBe(poemText);
    await button('Runs').click();
    await button('Delete').click();
    await expect.element(page.getByText('No runs yet.')).toBeVisible();
    await button('Undo').click();
    await expect.element(row).toBeVisible();
  });
});

describe('a narrow page', () => {
  test('has the same controls in one column', async () => {
    await page.viewport(390, 844);
    await open({ poem: { position: 13, status: 'paused' } });
    await expect
      .element(page.getByRole('tab', { name: 'Iterations' }))
      .toHaveAttribute('aria-selected', 'true');
    await expect.element(table().getByRole('row').nth(3)).toHaveTextContent('review is next');
    await button('Step iteration').click();
    await expect.element(status()).toHaveTextContent('Paused before write, iteration 4');
    await page.getByRole('tab', { name: 'Workflow' }).click();
    await expect.element(page.getByRole('textbox', { name: 'Workflow JSON' })).toBeVisible();
    await button('Examples, theme and keys').click();
    await page.getByRole('menuitem', { name: 'List of keys' }).click();
    await expect.element(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await button('Close').click();
    await button('More').click();
    await page.getByRole('menuitem', { name: 'Runs' }).click();
    await expect.element(page.getByRole('table', { name: 'Stored runs' })).toBeVisible();
    expect(document.documentElement.scrollWidth).toBe(390);
  });
});
