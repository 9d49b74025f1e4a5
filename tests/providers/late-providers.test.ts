import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Late } from '../../src/json/late';
import { lateProviders } from '../../src/providers/late-providers';
import type { Providers } from '../../src/providers/providers';

/** The providers can be had from this try on. */
let from = 1;
let tries = 0;

const made = {
  model: { ask: () => ({ ok: true, value: 'said' }) },
  code: { run: () => Promise.resolve({ ok: true, value: 'ran' }) },
  http: () => ({ send: () => Promise.resolve({ ok: true, value: 'sent' }) }),
} as unknown as Providers;

beforeEach(() => {
  tries = 0;
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const providers = (): Late<Providers> =>
  new Late(() => {
    tries += 1;
    return tries < from ? Promise.reject(new Error('NetworkError')) : Promise.resolve(made);
  });

// Of requests nothing is read before the providers are there.
const nothing = {} as never;

async function answers(): Promise<readonly unknown[]> {
  const { model, code, http } = lateProviders(providers())([]);
  const all: readonly unknown[] = [
    model.ask(nothing, nothing),
    code.run(nothing, nothing),
    http.send(nothing, nothing),
  ];
  await vi.advanceTimersByTimeAsync(1000);
  return Promise.all(all);
}

test('what needs providers that can be had is answered', async () => {
  from = 1;
  expect(await answers()).toMatchObject([{ value: 'said' }, { value: 'ran' }, { value: 'sent' }]);
  expect(tries).toBe(1);
});

test('providers that could not be had for a moment are asked for once more', async () => {
  from = 2;
  expect(await answers()).toMatchObject([{ value: 'said' }, { value: 'ran' }, { value: 'sent' }]);
  expect(tries).toBe(2);
});

test('that providers cannot be had is said by each step', async () => {
  from = Infinity;
  expect(await answers()).toMatchObject([
    { ok: false, error: { code: 'llm/unavailable' } },
    { ok: false, error: { code: 'code/unavailable' } },
    { ok: false, error: { code: 'http/failed' } },
  ]);
});
