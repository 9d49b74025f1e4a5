import { afterEach, beforeEach, expect, test } from 'vitest';
import { records, runOf } from './fake-host';
import { talk, type Talk } from './talk';

let page: Talk;
beforeEach(() => void (page = talk()));
afterEach(() => page.close());

const wrong = {
  code: 'document/field-unknown',
  severity: 'error',
  message: 'There is no field `wrong`',
  path: 'steps[0]["my-field"]',
  range: { from: 2, to: 9 },
};

test.each([
  ['ping', undefined, { v: 1 }],
  ['setWorkflow', { text: '{ "steps": [] }' }, { diagnostics: [], workflow: { steps: [] } }],
  ['setWorkflow', { text: '{ "wrong" }' }, { diagnostics: [wrong], workflow: null }],
  ['getWorkflow', undefined, { text: '{}', diagnostics: [], workflow: { steps: [] } }],
  ['run', undefined, { runId: 'mine' }],
  ['pause', undefined, { status: 'paused' }],
  ['resume', undefined, { status: 'paused' }],
  ['step', undefined, { status: 'paused' }],
  ['stepIteration', undefined, { status: 'paused' }],
  ['back', undefined, { status: 'paused' }],
  ['stop', undefined, { status: 'paused' }],
  ['seek', { loop: 'l', iteration: 2, step: 'a' }, { loop: 'l', iteration: 2, step: 'a' }],
  ['seek', { loop: 'l', iteration: 0 }, { loop: 'l', iteration: 0 }],
  ['getRun', undefined, runOf('mine')],
  ['getRun', { runId: 'other' }, runOf('other')],
  ['getRecords', undefined, { records, total: 3 }],
  ['getRecords', { from: 1, limit: 1 }, { records: records.slice(1, 2), total: 3 }],
  ['deleteRun', { runId: 'other' }, { deleted: true }],
  ['subscribe', ['change'], { events: ['change'] }],
])('%s %j', async (method, params, result) => {
  expect(await page.ask(method, params)).toEqual({ id: 1, result });
});

test('a workflow given as an object becomes text with two spaces', async () => {
  await page.ask('setWorkflow', { workflow: { steps: [{ type: 'wait' }] } });
  expect(page.host.text).toBe(JSON.stringify({ steps: [{ type: 'wait' }] }, null, 2));
});

test('explain leaves out the editor’s places and keeps what is undefined absent', async () => {
  expect(await page.ask('explain', { loop: 'l', iteration: 0 })).toEqual({
    id: 1,
    result: {
      text: 'steps.a == 1',
      value: false,
      sentence: 'Goes on because `steps.a == 1` is `false`',
      parts: [
        { range: { from: 0, to: 12 }, text: 'steps.a == 1', value: false, evaluated: true, decides: true },
        { range: { from: 0, to: 7 }, text: 'steps.a', evaluated: true, decides: true },
      ],
    },
  });
});

test('run goes at full speed unless told otherwise and passes on what it was given', async () => {
  await page.ask('run');
  const params = {
    inputs: { topic: 'rain' },
    seed: 's',
    answers: { review: [{ score: 9 }] },
    speed: 1,
    pauseAt: { loop: 'l', iteration: 2 },
  };
  await page.ask('run', params);
  expect(page.host.started).toEqual([{ speed: 4 }, params]);
});

test('run of a document with errors is refused with the diagnostics', async () => {
  await page.ask('setWorkflow', { text: 'wrong' });
  expect(await page.ask('run')).toEqual({
    id: 2,
    error: { code: 'workflow/invalid', message: 'It has 1 error', diagnostics: [wrong] },
  });
});

test('setWorkflow and run sent at once run the new text', async () => {
  const first = page.ask('setWorkflow', { text: 'wrong' });
  const second = page.ask('run');
  await first;
  expect(await second).toMatchObject({ id: 2, error: { code: 'workflow/invalid' } });
});

test.each([
  ['getRun', { runId: 'nobody' }, 'run/unknown'],
  ['getRecords', { runId: 'nobody' }, 'run/unknown'],
  ['deleteRun', { runId: 'nobody' }, 'run/unknown'],
  ['explain', { loop: 'x', iteration: 0 }, 'explain/unknown'],
  ['fork', undefined, 'protocol/bad-params'],
  ['seek', { loop: 'x', iteration: 0 }, 'seek/unknown'],
  ['getRun', { runId: 1 }, 'protocol/bad-params'],
])('%s %j is answered with %s', async (method, params, code) => {
  expect(await page.ask(method, params)).toMatchObject({ id: 1, error: { code } });
});

test.each([['pause'], ['back'], ['getRun'], ['getRecords'], ['stop']])(
  '%s before any run says so',
  async (method) => {
    page.host.current = undefined;
    expect(await page.ask(method)).toMatchObject({ error: { code: 'run/unknown' } });
  },
);

test('a failure of the page is an answer, not an exception', async () => {
  page.host.broken = true;
  expect(await page.ask('getRun')).toMatchObject({ id: 1, error: { code: 'protocol/internal' } });
  expect(await page.ask('ping')).toEqual({ id: 2, result: { v: 1 } });
});

test('an answer that cannot be cloned is answered as an error', async () => {
  const run = { ...runOf('mine'), inputs: { trap: () => 0 } };
  page.host.getRun = () => Promise.resolve(run as never);
  expect(await page.ask('getRun')).toMatchObject({ id: 1, error: { code: 'protocol/internal' } });
});

test.each([[null], ['x'], [[]], [{ id: [] }], [new Map()], [{ method: 'ping' }]])(
  '%o gets an answer and the session goes on',
  async (message) => {
    expect(await page.raw(message)).toMatchObject({ id: null, error: { code: 'protocol/bad-request' } });
    expect(await page.ask('ping')).toEqual({ id: 1, result: { v: 1 } });
  },
);

test('events arrive only after they were asked for, and ready at once', async () => {
  page.host.tell({ type: 'run-start', runId: 'mine' });
  expect(await page.ask('subscribe', ['ready', 'iteration', 'run-end'])).toMatchObject({ id: 1 });
  expect(await page.next()).toEqual({ event: 'ready', data: { v: 1 } });
  page.host.tell({ type: 'run-start', runId: 'mine' });
  page.host.tell({
    type: 'iteration',
    runId: 'mine',
    items: [{ address: 'l', iteration: 0, verdict: true }],
  });
  page.host.tell({ type: 'run-end', runId: 'mine', status: 'continued', successor: 'next' });
  expect(await page.next()).toEqual({
    event: 'iteration',
    data: { runId: 'mine', iterations: [{ address: 'l', iteration: 0, verdict: true }] },
  });
  expect(await page.next()).toEqual({
    event: 'run-end',
    data: { runId: 'mine', status: 'continued', successor: 'next' },
  });
});

test('what is looked at and where a run stands are told to whoever asks', async () => {
  await page.ask('subscribe', ['step', 'seek']);
  page.host.tell({ type: 'step', runId: 'mine', address: 'l[0]/a', stepId: 'a' });
  page.host.tell({ type: 'seek', cursor: { address: 'l', iteration: 0, stepId: 'a' } });
  page.host.tell({ type: 'seek', cursor: undefined });
  expect(await page.next()).toEqual({
    event: 'step',
    data: { runId: 'mine', address: 'l[0]/a', stepId: 'a' },
  });
  expect(await page.next()).toEqual({
    event: 'seek',
    data: { moment: { loop: 'l', iteration: 0, step: 'a' } },
  });
  expect(await page.next()).toEqual({ event: 'seek', data: { moment: null } });
});

test('a closed session no longer listens to the page', () => {
  expect(page.host.listeners.size).toBe(1);
  page.session.close();
  expect(page.host.listeners.size).toBe(0);
});

test('a frame lists, opens and deletes only what was begun in it', async () => {
  const frame = talk('frame:1');
  try {
    expect(await frame.ask('listRuns')).toMatchObject({ result: { runs: [{ id: 'mine' }] } });
    expect(await frame.ask('getRun', { runId: 'mine' })).toMatchObject({ result: { id: 'mine' } });
    for (const method of ['getRun', 'getRecords', 'deleteRun']) {
      expect(await frame.ask(method, { runId: 'other' })).toMatchObject({ error: { code: 'run/unknown' } });
    }
    frame.host.current = 'other';
    expect(await frame.ask('stop')).toMatchObject({ error: { code: 'run/unknown' } });
    await frame.ask('run');
    expect(frame.host.started).toEqual([{ speed: 4, owner: 'frame:1' }]);
    expect(frame.host.deleted).toEqual([]);
  } finally {
    frame.close();
  }
});

test('the page itself sees every run', async () => {
  expect(await page.ask('listRuns')).toMatchObject({ result: { runs: [{ id: 'mine' }, { id: 'other' }] } });
});
