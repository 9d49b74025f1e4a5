import { afterEach, describe, expect, test } from 'vitest';
import type { CodeRequest } from '../../src/engine/ports';
import { loadCodeAssets } from '../../src/providers/code-assets';
import { createCodeSandbox } from '../../src/providers/code-sandbox';
import type { CodeSandbox } from '../../src/providers/code-sandbox';
import { startCodeWorker } from '../../src/providers/start-code-worker';

const started: CodeSandbox[] = [];
afterEach(() => {
  for (const one of started.splice(0)) one.dispose();
});

function sandbox(timeoutMs = 5000, graceMs = 1000) {
  let workers = 0;
  const made = createCodeSandbox(
    async () => {
      workers += 1;
      return startCodeWorker(await loadCodeAssets());
    },
    { timeoutMs, graceMs },
  );
  started.push(made);
  return { run: (code: string, signal = NEVER) => made.run(request(code), signal), workers: () => workers };
}

const NEVER = new AbortController().signal;

const request = (code: string): CodeRequest => ({
  language: 'javascript',
  code,
  inputs: { n: 2 },
  seed: 'seed',
  now: 0,
});

/** Native code that never looks at the interrupt. */
const UNSTOPPABLE = 'return Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)';

test('code runs in one worker', async () => {
  const { run, workers } = sandbox();
  const results = await Promise.all([run('return inputs.n + 1'), run('const main = () => [Date.now()]')]);
  expect(results).toMatchObject([{ value: 3 }, { value: [0] }]);
  expect(workers()).toBe(1);
});

test('what code does wrong leaves the worker as it is', async () => {
  // A busy machine may take long to fill the memory; what counts here is that nothing is given up.
  const { run, workers } = sandbox(300, 20_000);
  expect(await run('while (true) {}')).toMatchObject({ error: { code: 'code/timeout' } });
  expect(await run('const main = () => main()')).toMatchObject({ error: { code: 'code/stack' } });
  expect(await run('return JSON.parse("[".repeat(1e6))')).toMatchObject({ error: { code: 'code/stack' } });
  expect(await run('return "x".repeat(2 ** 30)')).toMatchObject({ error: { code: 'code/memory' } });
  expect(await run('const a = []; for (;;) a.push("x".repeat(1e6) + a.length)')).toMatchObject({ ok: false });
  expect(await run('return fetch("/")')).toMatchObject({ error: { code: 'code/threw' } });
  expect(await run('return inputs.n')).toMatchObject({ value: 2 });
  expect(workers()).toBe(1);
});

test('code that cannot be interrupted ends its worker, not the next call', async () => {
  const { run, workers } = sandbox(100, 100);
  const [stuck, next] = await Promise.all([run(UNSTOPPABLE), run('return "next"')]);
  expect(stuck).toMatchObject({ error: { code: 'code/stuck' } });
  expect(next).toMatchObject({ value: 'next' });
  expect(workers()).toBe(2);
});

describe('cancelling', () => {
  test('a running call ends at once', async () => {
    const { run } = sandbox();
    const abort = new AbortController();
    await run('return 1');
    const running = run(UNSTOPPABLE, abort.signal);
    abort.abort();
    expect(await running).toMatchObject({ error: { code: 'code/cancelled' } });
    expect(await run('return 2')).toMatchObject({ value: 2 });
  });

  test('a waiting call is heard and never runs', async () => {
    const { run } = sandbox(200);
    const abort = new AbortController();
    const running = run('while (true) {}');
    const waiting = run('return 1', abort.signal);
    abort.abort();
    expect(await Promise.race([running, waiting])).toMatchObject({ error: { code: 'code/cancelled' } });
    expect(await running).toMatchObject({ error: { code: 'code/timeout' } });
  });
});

test('a worker that cannot start is replaced once, and then said to be unavailable', async () => {
  let times = 0;
  let broken = 1;
  const made = createCodeSandbox(async () => {
    times += 1;
    if (times <= broken) return startCodeWorker({ script: { text: 'nonsense(' }, wasm: new ArrayBuffer(0) });
    return startCodeWorker(await loadCodeAssets());
  });
  started.push(made);
  expect(await made.run(request('return 1'), NEVER)).toMatchObject({ value: 1 });
  expect(times).toBe(2);
  made.dispose();
  broken = 4;
  expect(await made.run(request('return 1'), NEVER)).toMatchObject({ error: { code: 'code/unavailable' } });
  expect(times).toBe(4);
  expect(await made.run(request('return 1'), NEVER)).toMatchObject({ value: 1 });
});

test('wasm that is none is said to be so', async () => {
  const { script } = await loadCodeAssets();
  const made = createCodeSandbox(() => startCodeWorker({ script, wasm: new ArrayBuffer(8) }));
  started.push(made);
  const result = await made.run(request('return 1'), NEVER);
  expect(result).toMatchObject({ error: { code: 'code/unavailable' } });
});
