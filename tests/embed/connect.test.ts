import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { awaitHosts } from '../../src/embed/connect';

const connect = { type: 'loop-playground:connect', v: 1 };
const own = 'https://page.example';
const port = { name: 'port' };

type Listener = (event: unknown) => void;

/** As much of a window as the handshake touches; `parent` is itself unless framed. */
function fakeWindow(framed: boolean) {
  const listeners = new Set<Listener>();
  const posted: [message: unknown, target: string][] = [];
  const receiver = {
    postMessage: (message: unknown, target: string) => void posted.push([message, target]),
  };
  const page = {
    ...receiver,
    origin: own,
    parent: receiver as unknown,
    addEventListener: (_type: string, listener: Listener) => void listeners.add(listener),
    removeEventListener: (_type: string, listener: Listener) => void listeners.delete(listener),
    setInterval: (run: () => void, ms: number) => setInterval(run, ms),
    clearInterval: (timer: ReturnType<typeof setInterval>) => clearInterval(timer),
  };
  if (!framed) page.parent = page;
  const ports: unknown[] = [];
  return {
    posted,
    ports,
    page,
    wait(origin?: string) {
      const onPort = (given: unknown): void => void ports.push(given);
      // The fake has what the handshake uses, not the hundreds of members of a real window.
      awaitHosts({ window: page as unknown as Window, onPort, ...(origin === undefined ? {} : { origin }) });
    },
    hear(event: { data?: unknown; source?: unknown; origin?: string; ports?: readonly unknown[] }) {
      const whole = { data: connect, source: page.parent, origin: own, ports: [port], ...event };
      for (const listener of [...listeners]) listener(whole);
    },
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a framed page announces itself every 500 ms, 20 times at most', () => {
  const frame = fakeWindow(true);
  frame.wait();
  expect(frame.posted).toEqual([[{ type: 'loop-playground:ready', v: 1 }, '*']]);
  vi.advanceTimersByTime(1000);
  expect(frame.posted).toHaveLength(3);
  vi.advanceTimersByTime(60_000);
  expect(frame.posted).toHaveLength(20);
});

test('it stops announcing when a host has connected, and takes no second one', () => {
  const frame = fakeWindow(true);
  frame.wait();
  frame.hear({});
  frame.hear({});
  vi.advanceTimersByTime(60_000);
  expect(frame.posted).toHaveLength(1);
  expect(frame.ports).toEqual([port]);
});

test.each([
  ['no port', { ports: [] }],
  ['two ports', { ports: [port, port] }],
  ['another window', { source: {} }],
  ['the page itself', { source: null }],
  ['another type', { data: { type: 'connect', v: 1 } }],
  ['another version', { data: { ...connect, v: 2 } }],
  ['no object', { data: 'loop-playground:connect' }],
  ['nothing', { data: null }],
])('a handshake with %s is left unanswered, and a right one still taken', (_what, event) => {
  const frame = fakeWindow(true);
  frame.wait();
  frame.hear(event);
  expect(frame.ports).toEqual([]);
  frame.hear({});
  expect(frame.ports).toEqual([port]);
});

test('only the origin that the address names may connect', () => {
  const frame = fakeWindow(true);
  frame.wait('https://docs.example/some/page');
  expect(frame.posted[0]?.[1]).toBe('https://docs.example');
  frame.hear({ origin: 'https://evil.example' });
  frame.hear({ origin: 'null' });
  expect(frame.ports).toEqual([]);
  frame.hear({ origin: 'https://docs.example' });
  expect(frame.ports).toEqual([port]);
});

test.each([['*'], ['null'], [''], ['data:text/html,x']])('origin=%s lets nobody in', (origin) => {
  const frame = fakeWindow(true);
  frame.wait(origin);
  frame.hear({});
  expect(frame.posted).toEqual([]);
  expect(frame.ports).toEqual([]);
});

test('a page that is not framed takes any number of ports, from its own scripts only', () => {
  const top = fakeWindow(false);
  top.wait();
  top.hear({ source: {} });
  top.hear({ origin: 'https://evil.example' });
  expect(top.ports).toEqual([]);
  top.hear({});
  top.hear({});
  expect(top.ports).toEqual([port, port]);
  expect(top.posted).toEqual([[{ type: 'loop-playground:ready', v: 1 }, '/']]);
});
