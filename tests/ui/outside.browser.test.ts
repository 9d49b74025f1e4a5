import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Outside } from '../../src/ui/outside';
import { blankRun } from '../../src/ui/state/blank-run';
import type { LoopView, RunSnapshot } from '../../src/worker/api';

let icon: HTMLLinkElement;
let outside: Outside;

beforeEach(() => {
  vi.useFakeTimers();
  icon = document.createElement('link');
  icon.rel = 'icon';
  icon.setAttribute('href', './favicon.svg');
  document.head.prepend(icon);
  outside = new Outside();
});
afterEach(() => {
  outside.close();
  icon.remove();
  vi.useRealTimers();
});

const loop: LoopView = {
  ...{ address: 'l', id: 'l', kind: 'loop', iteration: 0, begun: 1, finished: 0 },
  limit: 120,
};
const run = (finished: number, status: RunSnapshot['status'] = 'running'): RunSnapshot => ({
  ...blankRun('r', 'A run'),
  ...{ status, loops: [{ ...loop, finished, ...(status === 'completed' && { stoppedBy: 'until' }) }] },
});
const shown = (): string | null => icon.getAttribute('href');

test('a ring in the icon closes as the run goes on, at most once a second, and ends with it', () => {
  outside.show(run(0), 'A');
  expect(shown()).toBe('./favicon-now-0.svg');
  outside.show(run(30), 'A');
  outside.show(run(60), 'A');
  expect(shown()).toBe('./favicon-now-0.svg');
  vi.advanceTimersByTime(1000);
  expect(shown()).toBe('./favicon-now-6.svg');
  vi.advanceTimersByTime(1000);
  outside.show(run(119), 'A');
  expect(shown()).toBe('./favicon-now-11.svg');
  outside.show({ ...run(120, 'completed'), stoppedBy: 'until' }, 'A');
  expect(shown()).toBe('./favicon-stopped.svg');
  vi.advanceTimersByTime(5000);
  expect(shown()).toBe('./favicon-stopped.svg');
  outside.show(undefined, 'A');
  expect(shown()).toBe('./favicon.svg');
});

test('a run of which the end cannot be told shows that it goes on', () => {
  outside.show({ ...run(3), loops: [{ ...loop, limit: null }] }, 'A');
  expect(shown()).toBe('./favicon-now.svg');
  outside.show(run(10, 'paused'), 'A');
  vi.advanceTimersByTime(1000);
  expect(shown()).toBe('./favicon-now-1.svg');
});
