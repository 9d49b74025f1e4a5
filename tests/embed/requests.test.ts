import { expect, test } from 'vitest';
import { messageLimits, narrow } from '../../src/embed/requests';
import { accepted, refused } from './messages';

test.each(accepted)('%o is understood', (message, params) => {
  expect(narrow(message)).toMatchObject({ ok: true, request: { params } });
});

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
    expect(answer).toMatchObject({ ok: false, id: 'big', error: { code: 'protocol/bad-params' } });
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
