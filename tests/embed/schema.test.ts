import { readFileSync } from 'node:fs';
import { Validator, type Schema } from '@cfworker/json-schema';
import { afterAll, describe, expect, test } from 'vitest';
import { eventMessage } from '../../src/embed/answers';
import type { HostEvent } from '../../src/embed/host';
import { methodNames } from '../../src/embed/params';
import { accepted, refused } from './messages';
import { talk } from './talk';

const text = readFileSync(new URL('../../public/protocol.schema.json', import.meta.url), 'utf8');
// The project's own file; the tests below are what checks it.
const schema = JSON.parse(text) as Schema & { $defs: Record<string, Schema> };

function fits(value: unknown, name: string): boolean {
  return new Validator({ ...schema, anyOf: [{ $ref: `#/$defs/${name}` }] }, '2020-12').validate(value).valid;
}

/** As a message arrives: members that are undefined are not there. */
function sent(message: unknown): unknown {
  return JSON.parse(JSON.stringify(message));
}

function isJson(message: unknown): boolean {
  try {
    // Vitest’s own equality tells whether anything was lost on the way.
    expect(sent(message)).toEqual(message);
    return true;
  } catch {
    return false;
  }
}

describe('the published schema', () => {
  test.each(accepted)('takes %o', (message) => {
    expect(fits(sent(message), 'request')).toBe(true);
  });

  test.each(refused.filter(([message]) => isJson(message)))('refuses %o', (message) => {
    expect(fits(message, 'request')).toBe(false);
  });

  test('names exactly the methods there are', () => {
    const named = Object.keys(schema.$defs).filter((name) => name.endsWith('Result'));
    expect(named.map((name) => name.slice(0, -'Result'.length)).toSorted()).toEqual(methodNames.toSorted());
  });
});

const page = talk();
afterAll(() => page.close());

test.each([
  ['ping', undefined],
  ['setWorkflow', { text: 'wrong' }],
  ['setWorkflow', { text: '{}' }],
  ['getWorkflow', undefined],
  ['run', undefined],
  ['fork', { loop: 'l', iteration: 1 }],
  ['pause', undefined],
  ['resume', undefined],
  ['step', undefined],
  ['stepIteration', undefined],
  ['back', undefined],
  ['stop', undefined],
  ['seek', { loop: 'l', iteration: 1, step: 'a' }],
  ['getRun', undefined],
  ['getRecords', undefined],
  ['explain', { loop: 'l', iteration: 0 }],
  ['listRuns', undefined],
  ['deleteRun', { runId: 'other' }],
  ['subscribe', ['change']],
])('the answer to %s %j fits it', async (method, params) => {
  const answer = await page.ask(method, params);
  expect(fits(answer, 'response')).toBe(true);
  const { result } = answer as { result: unknown };
  expect(fits(result, `${method}Result`)).toBe(true);
});

test('answers that refuse fit it', async () => {
  await page.ask('setWorkflow', { text: 'wrong' });
  for (const [method, params] of [
    ['run'],
    ['fork', { loop: 'gone', iteration: 0 }],
    ['getRun', { runId: 'nobody' }],
    ['getRun', 3],
  ] as const) {
    const answer = await page.ask(method, params);
    expect(answer).toHaveProperty('error');
    expect(fits(answer, 'response')).toBe(true);
  }
  expect(fits(await page.raw(null), 'response')).toBe(true);
});

test.each<HostEvent>([
  {
    type: 'change',
    checked: {
      diagnostics: [{ code: 'c', severity: 'note', message: 'm', path: [], range: { from: 0, to: 1 } }],
      outline: [],
      name: '',
      semantics: 'playground',
      seed: 0,
      inputs: {},
      expressions: [],
    },
  },
  { type: 'run-start', runId: 'r' },
  { type: 'iteration', runId: 'r', items: [{ address: 'l', iteration: 0 }] },
  { type: 'step', runId: 'r', address: 'l[0]/a', stepId: 'a' },
  { type: 'seek', cursor: { address: 'l', iteration: 0, stepId: 'a' } },
  { type: 'seek', cursor: undefined },
  {
    type: 'run-end',
    runId: 'r',
    status: 'failed',
    error: { code: 'c', severity: 'error', message: 'm', path: 'steps[0]', address: 'l[0]/a' },
  },
  { type: 'error', code: 'storage/full', message: 'm' },
])('the event of $type fits it', (event) => {
  expect(fits(eventMessage(event), 'event')).toBe(true);
});
