import { expect, test } from 'vitest';
import type { Playground } from '../../src/ui/playground.svelte';
import { blankRun } from '../../src/ui/state/blank-run';
import { Controls } from '../../src/ui/state/controls';
import { SelectedRun } from '../../src/ui/state/selected-run.svelte';
import { WorkerLink } from '../../src/ui/state/worker-link';

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

test('an answer that comes after later news does not take their place', async () => {
  const run = shown('a');
  const running = { ...blankRun('a', 'A run'), status: 'running' as const };
  const paused = { ...running, status: 'paused' as const };
  const answers = [running, running];
  const playground = {
    ...{ run, trouble: { recovered: () => undefined }, breakpoints: { tell: () => Promise.resolve() } },
    keepAsItWas: () => undefined,
    ask: () => {
      // The run has come to its goal before the page hears that it goes on.
      if (answers.length === 1) run.hear(paused);
      return Promise.resolve(answers.pop());
    },
  };
  const controls = new Controls(playground as unknown as Playground);
  await controls.resume();
  expect(run.snapshot?.status).toBe('running');
  await controls.resume();
  expect(run.snapshot?.status).toBe('paused');
});
