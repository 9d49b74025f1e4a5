import { expect, test } from 'vitest';
import { blankRun } from '../../src/ui/state/blank-run';
import { SelectedRun } from '../../src/ui/state/selected-run.svelte';
import { WorkerLink } from '../../src/ui/state/worker-link';

const gone = (): never => {
  throw new Error('This page has no worker.');
};

test('of a chain without end only the last links are remembered, the shown one among them', () => {
  const nobody = (): void => undefined;
  const run = new SelectedRun(new WorkerLink(gone, { onEvent: nobody, onDeath: nobody, onProblem: nobody }));
  run.show(blankRun('link-0', 'Endless'), '{}');
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
