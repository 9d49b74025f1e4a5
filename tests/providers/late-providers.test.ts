import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lateProviders } from '../../src/providers/late-providers';

/** The script can be had from this try on. */
let from = 1;
let tries = 0;

beforeEach(() => {
  tries = 0;
  vi.useFakeTimers();
  vi.stubGlobal('makeProviders', undefined);
  vi.stubGlobal('importScripts', () => {
    tries += 1;
    if (tries < from) throw new Error('NetworkError');
    vi.stubGlobal('makeProviders', () => ({
      model: { ask: () => ({ ok: true, value: 'said' }) },
      code: { run: () => Promise.resolve({ ok: true, value: 'ran' }) },
      http: () => ({ send: () => Promise.resolve({ ok: true, value: 'sent' }) }),
    }));
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

// Of requests and settings nothing is read before the script is there.
const nothing = {} as never;

async function answers(): Promise<readonly unknown[]> {
  const { model, code, http } = lateProviders('script', nothing).portsFor([]);
  const all: readonly unknown[] = [
    model.ask(nothing, nothing),
    code.run(nothing, nothing),
    http.send(nothing, nothing),
  ];
  await vi.advanceTimersByTimeAsync(1000);
  return Promise.all(all);
}

test('what needs a script that can be had is answered', async () => {
  from = 1;
  expect(await answers()).toMatchObject([{ value: 'said' }, { value: 'ran' }, { value: 'sent' }]);
  expect(tries).toBe(1);
});

test('a script that could not be had for a moment is asked for once more', async () => {
  from = 4;
  expect(await answers()).toMatchObject([{ value: 'said' }, { value: 'ran' }, { value: 'sent' }]);
  expect(tries).toBe(4);
});

test('a script that cannot be had is said to be so by each step', async () => {
  from = Infinity;
  expect(await answers()).toMatchObject([
    { ok: false, error: { code: 'llm/unavailable' } },
    { ok: false, error: { code: 'code/unavailable' } },
    { ok: false, error: { code: 'http/failed' } },
  ]);
});
