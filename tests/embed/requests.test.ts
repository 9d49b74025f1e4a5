import { expect, test } from 'vitest';
import { messageLimits, narrow } from '../../src/embed/requests';

const accepted: readonly (readonly [message: unknown, params: unknown])[] = [
  [{ id: 1, method: 'ping' }, undefined],
  [{ id: 'a', method: 'ping', params: null }, undefined],
  [{ id: 1, method: 'ping', params: {} }, undefined],
  [{ id: 0, method: 'getWorkflow', extra: 'ignored' }, undefined],
  [{ id: 1, method: 'setWorkflow', params: { text: '' } }, { text: '' }],
  [{ id: 1, method: 'setWorkflow', params: { workflow: { steps: [] } } }, { workflow: { steps: [] } }],
  [{ id: 1, method: 'run' }, {}],
  [{ id: 1, method: 'run', params: { inputs: undefined } }, {}],
  [
    {
      id: 1,
      method: 'run',
      params: { inputs: { a: 1 }, seed: 's', answers: { ask: [1, 'two', { error: 'no' }] }, speed: 0 },
    },
    { inputs: { a: 1 }, seed: 's', answers: { ask: [1, 'two', { error: 'no' }] }, speed: 0 },
  ],
  [
    { id: 1, method: 'run', params: { seed: -3, pauseAt: { loop: 'l', iteration: 2, step: 's' } } },
    { seed: -3, pauseAt: { loop: 'l', iteration: 2, step: 's' } },
  ],
  [{ id: 1, method: 'pause' }, undefined],
  [{ id: 1, method: 'resume' }, undefined],
  [{ id: 1, method: 'step' }, undefined],
  [{ id: 1, method: 'stepIteration' }, undefined],
  [{ id: 1, method: 'stop' }, undefined],
  [{ id: 1, method: 'getRun' }, {}],
  [{ id: 1, method: 'getRun', params: { runId: 'r' } }, { runId: 'r' }],
  [{ id: 1, method: 'getRecords', params: { from: 0, limit: 10_000 } }, { from: 0, limit: 10_000 }],
  [{ id: 1, method: 'explain', params: { loop: 'l', iteration: 0 } }, { loop: 'l', iteration: 0 }],
  [{ id: 1, method: 'listRuns' }, undefined],
  [{ id: 1, method: 'deleteRun', params: { runId: 'r' } }, { runId: 'r' }],
  [{ id: 1, method: 'subscribe', params: ['ready', 'run-end', 'ready'] }, ['ready', 'run-end']],
  [{ id: 1, method: 'subscribe', params: { events: ['iteration'] } }, ['iteration']],
  [{ id: 1, method: 'subscribe', params: [] }, []],
];

test.each(accepted)('%o is understood', (message, params) => {
  expect(narrow(message)).toMatchObject({ ok: true, request: { params } });
});

const bad = 'protocol/bad-params';
const refused: readonly (readonly [message: unknown, code: string, path?: string])[] = [
  [{ id: 1, method: 'seek', params: {} }, 'protocol/unknown-method'],
  [{ id: 1, method: 'fork' }, 'protocol/unknown-method'],
  [{ id: 1, method: 'constructor' }, 'protocol/unknown-method'],
  [{ id: 1, method: '__proto__' }, 'protocol/unknown-method'],
  [{ id: 1, method: 'x'.repeat(100_000) }, 'protocol/unknown-method'],
  [{ id: 1, method: 'ping', params: { a: 1 } }, bad, 'a'],
  [{ id: 1, method: 'ping', params: 3 }, bad],
  [{ id: 1, method: 'setWorkflow' }, bad],
  [{ id: 1, method: 'setWorkflow', params: [] }, bad],
  [{ id: 1, method: 'setWorkflow', params: {} }, bad],
  [{ id: 1, method: 'setWorkflow', params: { text: 3 } }, bad, 'text'],
  [{ id: 1, method: 'setWorkflow', params: { workflow: [] } }, bad, 'workflow'],
  [{ id: 1, method: 'setWorkflow', params: { text: '', workflow: {} } }, bad],
  [{ id: 1, method: 'setWorkflow', params: { text: '', dialect: 'dify' } }, 'dialect/not-available', 'dialect'],
  [{ id: 1, method: 'run', params: { input: {} } }, bad, 'input'],
  [{ id: 1, method: 'run', params: { inputs: [] } }, bad, 'inputs'],
  [{ id: 1, method: 'run', params: { seed: 1.5 } }, bad, 'seed'],
  [{ id: 1, method: 'run', params: { seed: null } }, bad, 'seed'],
  [{ id: 1, method: 'run', params: { speed: 5 } }, bad, 'speed'],
  [{ id: 1, method: 'run', params: { speed: '4' } }, bad, 'speed'],
  [{ id: 1, method: 'run', params: { answers: [] } }, bad, 'answers'],
  [{ id: 1, method: 'run', params: { answers: { 'a-b': 1 } } }, bad, 'answers["a-b"]'],
  [{ id: 1, method: 'run', params: { pauseAt: { iteration: 0 } } }, bad, 'pauseAt.loop'],
  [{ id: 1, method: 'run', params: { pauseAt: { loop: 'l' } } }, bad, 'pauseAt.iteration'],
  [{ id: 1, method: 'run', params: { pauseAt: { loop: 'l', iteration: -1 } } }, bad, 'pauseAt.iteration'],
  [{ id: 1, method: 'run', params: { pauseAt: { loop: 'l', iteration: 0, at: 1 } } }, bad, 'pauseAt.at'],
  [{ id: 1, method: 'run', params: { pauseAt: 'l' } }, bad, 'pauseAt'],
  [{ id: 1, method: 'run', params: { inputs: { when: new Date(0) } } }, bad, 'inputs.when'],
  [{ id: 1, method: 'run', params: { inputs: { n: Number.NaN } } }, bad, 'inputs.n'],
  [{ id: 1, method: 'run', params: { inputs: { n: 1n } } }, bad, 'inputs.n'],
  [{ id: 1, method: 'run', params: { inputs: { list: [1, undefined] } } }, bad, 'inputs.list[1]'],
  [{ id: 1, method: 'getRun', params: { runId: 7 } }, bad, 'runId'],
  [{ id: 1, method: 'getRun', params: { runId: '' } }, bad, 'runId'],
  [{ id: 1, method: 'getRecords', params: { from: -1 } }, bad, 'from'],
  [{ id: 1, method: 'getRecords', params: { limit: 10_001 } }, bad, 'limit'],
  [{ id: 1, method: 'explain', params: { loop: 'l' } }, bad, 'iteration'],
  [{ id: 1, method: 'deleteRun' }, bad, 'runId'],
  [{ id: 1, method: 'subscribe' }, bad],
  [{ id: 1, method: 'subscribe', params: ['ready', 'nothing'] }, bad, '[1]'],
  [{ id: 1, method: 'subscribe', params: { events: ['toString'] } }, bad, 'events[0]'],
  [{ id: 1 }, 'protocol/bad-request'],
  [{ id: 1, method: {} }, 'protocol/bad-request'],
];

test.each(refused)('%o is refused', (message, code, path) => {
  const answer = narrow(message);
  expect(answer).toMatchObject({ ok: false, id: 1, error: { code } });
  expect(answer.ok ? undefined : answer.error.path).toBe(path);
  expect(answer.ok ? '' : answer.error.message).not.toBe('');
});

test.each([
  [undefined],
  [null],
  [7],
  ['ping'],
  [[]],
  [new Map([['id', 1]])],
  [{}],
  [{ method: 'ping' }],
  [{ id: null, method: 'ping' }],
  [{ id: {}, method: 'ping' }],
  [{ id: Number.NaN, method: 'ping' }],
  [{ id: 'x'.repeat(201), method: 'ping' }],
])('%o has no id to answer to', (message) => {
  expect(narrow(message)).toMatchObject({ ok: false, id: null, error: { code: 'protocol/bad-request' } });
});

test('a cycle, a deep and a wide message are refused at once, with their id', () => {
  const cycle: { [key: string]: unknown } = {};
  cycle.self = cycle;
  const wide = (width: number): unknown => Array.from({ length: width }, () => cycle);
  let deep: unknown = 0;
  for (let i = 0; i < 5000; i++) deep = [deep];
  const long = 'x'.repeat(messageLimits.characters + 1);
  for (const inputs of [cycle, { deep }, { wide: wide(50) }, { long }, { zeros: Array(1_000_001).fill(0) }]) {
    const answer = narrow({ id: 'big', method: 'run', params: { inputs } });
    expect(answer).toMatchObject({ ok: false, id: 'big', error: { code: bad } });
  }
});

test('a getter that throws and a proxy do not get through', () => {
  const trap = Object.defineProperty({ id: 1, method: 'ping' }, 'params', {
    enumerable: true,
    get() {
      throw new Error('caught');
    },
  });
  expect(narrow(trap)).toMatchObject({ ok: false, id: 1, error: { code: 'protocol/bad-request' } });
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  expect(narrow(proxy)).toMatchObject({ ok: false, id: null });
});

test('a key `__proto__` stays a member and changes no prototype', () => {
  const inputs: unknown = JSON.parse('{ "__proto__": { "polluted": true } }');
  const answer = narrow({ id: 1, method: 'run', params: { inputs } });
  const params = answer.ok && answer.request.method === 'run' ? answer.request.params : undefined;
  expect(Object.keys(params?.inputs ?? {})).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(params?.inputs)).toBe(Object.prototype);
  expect('polluted' in {}).toBe(false);
});
