import { expect, test } from 'vitest';
import type { Playground } from '../../src/ui/playground.svelte';
import { blankRun } from '../../src/ui/state/blank-run';
import { Controls } from '../../src/ui/state/controls';
import { SelectedRun } from '../../src/ui/state/selected-run.svelte';
import { WorkerLink } from '../../src/ui/state/worker-link';
import type { RunSnapshot } from '../../src/worker/api';

const gone = (): never => {
  throw new Error('This page has no worker.');
};

function shown(name: string): SelectedRun {
  const nobody = (): void => undefined;
  const run = new SelectedRun(new WorkerLink(gone, { onEvent: nobody, onDeath: nobody, onProblem: nobody }));
  run.show(blankRun(name, 'A run'), '{}');
  return run;
}

test('of a chain without end only the last links are remembered, the shown one among them', () => {
  const run = shown('link-0');
  for (let n = 0; n < 1000; n++) {
    const own = { ...blankRun(`link-${n}`, 'Endless'), status: 'continued' as const };
    run.hear({ ...own, successor: `link-${n + 1}` });
    run.hear({ ...blankRun(`link-${n + 1}`, 'Endless'), continuedFrom: `link-${n}` });
  }
  expect(run.id).toBe('link-1000');
  expect(run.latest('link-1000')?.continuedFrom).toBe('link-999');
  expect(run.latest('link-901')?.status).toBe('continued');
  expect(run.latest('link-900')).toBeUndefined();
});

const running = { ...blankRun('a', 'A run'), status: 'running' as const, revision: 7 };
const paused = { ...running, status: 'paused' as const, revision: 8 };

/** What a person tells the run, and in what order answer and news of it arrive. */
function controlling(run: SelectedRun, answer: () => RunSnapshot): Controls {
  const playground = {
    ...{ run, trouble: { recovered: () => undefined }, breakpoints: { all: [] } },
    keepAsItWas: () => undefined,
    ask: () => Promise.resolve(answer()),
  };
  return new Controls(playground as unknown as Playground);
}

test('news later than an answer that comes after them are what the page shows', async () => {
  const run = shown('a');
  const controls = controlling(run, () => {
    // The run has come to its goal before the page hears that it goes on.
    run.hear(paused);
    return running;
  });
  expect((await controls.resume())?.status).toBe('running');
  expect(run.snapshot?.status).toBe('paused');
});

test('an answer later than the news that came before it is what the page shows', async () => {
  const run = shown('a');
  const controls = controlling(run, () => {
    run.hear(running);
    return paused;
  });
  await controls.pause();
  expect(run.snapshot?.status).toBe('paused');
});

test('news from before the question are older than its answer, whatever their number', async () => {
  const run = shown('a');
  // Of the worker before, which had counted further.
  run.hear({ ...paused, revision: 900 });
  await controlling(run, () => running).resume();
  expect(run.snapshot?.status).toBe('running');
});
