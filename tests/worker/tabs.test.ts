import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OtherTabs } from '../../src/worker/tabs';

let posted: string[];

beforeEach(() => {
  posted = [];
  vi.useFakeTimers();
  vi.stubGlobal(
    'BroadcastChannel',
    class extends EventTarget {
      postMessage(message: string): void {
        posted.push(message);
      }
    },
  );
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function opened(): OtherTabs {
  return new OtherTabs({ list: () => undefined, run: () => undefined });
}

test('tells at once what was not told lately', () => {
  const tabs = opened();
  tabs.tell('a');
  tabs.tell('b');
  tabs.tell();
  expect(posted).toEqual(['a', 'b', '']);
});

test('tells a run that is written without a pause ten times a second, and at last once more', () => {
  const tabs = opened();
  for (let ms = 0; ms < 1000; ms += 1) {
    tabs.tell('a');
    vi.advanceTimersByTime(1);
  }
  expect(posted.length).toBeGreaterThanOrEqual(10);
  expect(posted.length).toBeLessThanOrEqual(11);
  const before = posted.length;
  tabs.tell('a');
  vi.runAllTimers();
  expect(posted.length).toBe(before + 1);
  expect(vi.getTimerCount()).toBe(0);
});
