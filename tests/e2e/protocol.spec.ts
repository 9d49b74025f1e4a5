import { expect, test } from '@playwright/test';
import { ask, connect, endless, events, result, scored } from './port';

test.beforeEach(async ({ page }) => {
  await page.goto('./');
  await connect(page);
});

test('a script on the page sets a workflow, runs it and reads what happened', async ({ page }) => {
  await ask(page, 'subscribe', ['ready', 'change', 'run-start', 'iteration', 'run-end']);
  expect(await ask(page, 'setWorkflow', { workflow: scored })).toMatchObject({
    result: { diagnostics: [{ code: 'loop/limit-is-success' }], workflow: { name: 'Scored' } },
  });
  expect(await result(page, 'getWorkflow')).toMatchObject({ text: JSON.stringify(scored, null, 2) });
  const { runId } = await result(page, 'run');
  await expect
    .poll(async () => (await result(page, 'getRun', { runId })).status, { intervals: [20] })
    .toBe('completed');

  expect(await result(page, 'getRun')).toMatchObject({
    id: runId,
    name: 'Scored',
    status: 'completed',
    outputs: { score: 9 },
    steps: { write: 'draft 2', review: { score: 9 }, refine: { iterations: 3, stoppedBy: 'until' } },
    loops: [{ address: 'refine', id: 'refine', iterations: 3, stoppedBy: 'until' }],
    calls: [0, 1, 2].map((k) => ({
      stepId: 'review',
      address: `refine[${k}]/review`,
      attempt: 1,
      prompt: `Score draft ${k}`,
    })),
    counts: { iterations: 3, calls: 3, failures: 0, resumes: 0 },
  });
  expect(await result(page, 'explain', { loop: 'refine', iteration: 1 })).toMatchObject({
    text: 'steps.review.score >= 8',
    value: false,
    parts: expect.arrayContaining([
      expect.objectContaining({ text: 'steps.review.score', value: 7, evaluated: true }),
    ]),
  });
  expect(await ask(page, 'explain', { loop: 'refine', iteration: 3 })).toMatchObject({
    error: { code: 'explain/unknown' },
  });

  const all = await result(page, 'getRecords');
  const last = await result(page, 'getRecords', { from: Number(all.total) - 1, limit: 5 });
  expect(last).toMatchObject({ total: all.total, records: [{ type: 'run-ended', status: 'completed' }] });

  await expect.poll(async () => (await events(page)).map(({ event }) => event)).toContain('run-end');
  const told = await events(page);
  const order = told.map(({ event }) => event).filter((event) => event !== 'change');
  expect([order[0], order[1], order.at(-1)]).toEqual(['ready', 'run-start', 'run-end']);
  expect(told.filter(({ event }) => event === 'iteration').flatMap(iterationsOf)).toEqual([
    { address: 'refine', iteration: 0, verdict: false },
    { address: 'refine', iteration: 1, verdict: false },
    { address: 'refine', iteration: 2, verdict: true },
  ]);
});

function iterationsOf(message: { readonly data?: unknown }): readonly unknown[] {
  // An event of this kind always has them; the expectation above fails when it has not.
  return (message.data as { readonly iterations: readonly unknown[] }).iterations;
}

test('answers and inputs given to run take the place of those in the document', async ({ page }) => {
  await ask(page, 'setWorkflow', { workflow: { ...scored, inputs: { who: 'a', keep: 1 } } });
  await ask(page, 'run', { answers: { review: [{ score: 10 }] }, inputs: { who: 'b' }, seed: 'mine' });
  await expect.poll(async () => (await result(page, 'getRun')).status).toBe('completed');
  expect(await result(page, 'getRun')).toMatchObject({
    seed: 'mine',
    inputs: { who: 'b', keep: 1 },
    outputs: { score: 10 },
    loops: [{ iterations: 1 }],
  });
});

test('a run is paused at a place, stepped, and goes on', async ({ page }) => {
  await ask(page, 'setWorkflow', { workflow: scored });
  await ask(page, 'run', { pauseAt: { loop: 'refine', iteration: 1, step: 'review' } });
  await expect.poll(async () => (await result(page, 'getRun')).status).toBe('paused');
  expect(await result(page, 'getRun')).toMatchObject({ steps: { write: 'draft 1', review: { score: 5 } } });
  expect(await result(page, 'step')).toEqual({ status: 'paused' });
  expect(await result(page, 'getRun')).toMatchObject({ steps: { review: { score: 7 } } });
  await result(page, 'resume');
  await expect.poll(async () => (await result(page, 'getRun')).status).toBe('completed');
});

test('the page shows how fast the run goes that it shows', async ({ page }) => {
  const speed = (name: string) => page.getByRole('radio', { name });
  await ask(page, 'setWorkflow', { workflow: endless });
  await ask(page, 'run', { speed: 1 });
  await expect(speed('Three steps a second')).toBeChecked();
  await speed('Full speed').check({ force: true });
  await expect.poll(async () => (await result(page, 'getRun')).continuedFrom).toBeDefined();
  await expect(speed('Full speed')).toBeChecked();
  await ask(page, 'stop');
});

test('pause, stepIteration and stop answer when they are done', async ({ page }) => {
  await ask(page, 'setWorkflow', { workflow: endless });
  await ask(page, 'run');
  expect(await result(page, 'pause')).toEqual({ status: 'paused' });
  const before = await result(page, 'getRun');
  expect(before.status).toBe('paused');
  expect(await result(page, 'stepIteration')).toEqual({ status: 'paused' });
  expect(await result(page, 'resume')).toEqual({ status: 'running' });
  await expect.poll(async () => (await result(page, 'getRun')).continuedFrom).toBeDefined();
  expect(await result(page, 'pause')).toEqual({ status: 'paused' });
  expect((await result(page, 'getRun')).status).toBe('paused');
  expect(await result(page, 'stop')).toEqual({ status: 'stopped' });
  expect((await result(page, 'getRun')).status).toBe('stopped');
});

test('a document with errors is not run, and the answer says what is wrong where', async ({ page }) => {
  const text = '{ "steps": [{ "id": "a", "type": "loop", "until": "steps.a >=", "steps": [] }] }';
  await ask(page, 'setWorkflow', { text });
  const answer = await ask(page, 'run');
  expect(answer).toMatchObject({ error: { code: 'workflow/invalid' } });
  expect(answer.error).toHaveProperty('diagnostics');
  expect(JSON.stringify(answer.error)).toContain('"path":"steps[0].until"');
  expect(await ask(page, 'setWorkflow', { text: '{ "name": }' })).toMatchObject({
    result: {
      workflow: null,
      diagnostics: expect.arrayContaining([expect.objectContaining({ severity: 'error' })]),
    },
  });
});

test('steps go on over the end of a link of a chain', async ({ page }) => {
  const [loop] = endless.steps;
  await ask(page, 'setWorkflow', { workflow: { steps: [{ ...loop, continueAsNewEvery: 2 }] } });
  await ask(page, 'run', { pauseAt: { loop: 'spin', iteration: 3 } });
  await expect.poll(async () => (await result(page, 'getRun')).status).toBe('paused');
  expect(await result(page, 'getRun')).toMatchObject({ steps: { count: 2 } });
  for (const count of [3, 4, 5, 6]) {
    expect(await result(page, 'stepIteration')).toEqual({ status: 'paused' });
    expect(await result(page, 'getRun')).toMatchObject({ status: 'paused', steps: { count } });
  }
  expect(await result(page, 'stop')).toEqual({ status: 'stopped' });
});

test('runs are listed and deleted', async ({ page }) => {
  await ask(page, 'setWorkflow', { workflow: scored });
  const { runId } = await result(page, 'run');
  await expect.poll(async () => (await result(page, 'getRun', { runId })).status).toBe('completed');
  expect(JSON.stringify(await result(page, 'listRuns'))).toContain(String(runId));
  expect(await result(page, 'deleteRun', { runId })).toEqual({ deleted: true });
  expect(JSON.stringify(await result(page, 'listRuns'))).not.toContain(String(runId));
  expect(await ask(page, 'getRun', { runId })).toMatchObject({ error: { code: 'run/unknown' } });
});

test('hostile messages are answered or ignored, and the page goes on', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  const answers = await page.evaluate(async () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    let deep: unknown = 0;
    for (let i = 0; i < 3000; i += 1) deep = [deep];
    const polluted: unknown = JSON.parse(
      '{ "__proto__": { "polluted": 1 }, "constructor": { "prototype": 1 } }',
    );
    const port = window.testPort;
    const { received } = port;
    for (const message of [null, 1, 'x', [], new Map(), new Date(), { method: 'ping' }, { id: {} }, cycle]) {
      port.send(message);
    }
    for (const params of [
      cycle,
      { deep },
      { inputs: new Map() },
      { inputs: { n: 10n } },
      { inputs: polluted, x: 1 },
    ]) {
      await port.ask('run', params);
    }
    for (const method of ['seek', 'constructor', '__proto__', 'toString', '']) await port.ask(method);
    for (const params of [{ text: 1 }, { workflow: 'x' }, { text: '{', dialect: 'dify' }]) {
      await port.ask('setWorkflow', params);
    }
    // To the window, not the port: no port, two ports, another version, something else entirely.
    const { port1, port2 } = new MessageChannel();
    const { port2: port4 } = new MessageChannel();
    port1.onmessage = () => received.push({ leaked: true });
    window.postMessage({ type: 'loop-playground:connect', v: 1 }, '*');
    window.postMessage({ type: 'loop-playground:connect', v: 1 }, '*', [port2, port4]);
    window.postMessage({ type: 'loop-playground:connect', v: 2 }, '*', [new MessageChannel().port2]);
    window.postMessage('loop-playground:connect', '*', [new MessageChannel().port2]);
    await port.ask('ping');
    return { all: received, polluted: 'polluted' in {} };
  });
  expect(answers.polluted).toBe(false);
  expect(answers.all.filter((message) => !('error' in message)).every((message) => 'result' in message)).toBe(
    true,
  );
  expect(answers.all.filter((message) => 'error' in message)).toHaveLength(9 + 5 + 5 + 3);
  expect(errors).toEqual([]);
  expect(await ask(page, 'ping')).toMatchObject({ result: { v: 1 } });
});

test('two scripts can be connected at once', async ({ page }) => {
  await ask(page, 'setWorkflow', { workflow: scored });
  await connect(page);
  expect(await result(page, 'getWorkflow')).toMatchObject({ workflow: { name: 'Scored' } });
});
