import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { narrow } from '../../src/embed/requests';
import { EvaluationError, toJson, type Value } from '../../src/expression';
import { httpPort } from '../../src/providers/http';
import { readWorkflow } from '../../src/workflow/validate';
import { runDocument } from '../engine/harness';
import { scope } from '../expression/compute';
import { plainEnvironment } from '../expression/plain-environment';
import { prepareExpression, prepareTemplate } from '../expression/prepare';
import { type Escape, escapes } from './escapes';
import { expectUnchangedWorld, watchNetwork } from './world';

const environment = plainEnvironment(scope);
const shown = (value: Value): string => (value === undefined ? 'undefined' : JSON.stringify(toJson(value)));

function evaluated(evaluate: () => Value): string {
  try {
    return shown(evaluate());
  } catch (error) {
    if (error instanceof EvaluationError) return error.code;
    throw error;
  }
}

/** How often the worker that sends requests was to be started. */
let sent = 0;

/** Runs a document; an error comes as its code, whenever it is found. */
async function ran(text: string): Promise<string> {
  const { diagnostics } = readWorkflow(text);
  const wrong = diagnostics.find(({ severity }) => severity === 'error');
  if (wrong) return wrong.code;
  const http = httpPort({
    allowed: () => ['https://allowed.example'],
    start: () => {
      sent += 1;
      return Promise.reject(new Error('no request may come this far'));
    },
  });
  const { run } = await runDocument(text, { http });
  return run.error?.code ?? shown(run.outputs);
}

async function comesTo([, way, input]: Escape): Promise<string> {
  switch (way) {
    case 'expression': {
      const result = prepareExpression(input, environment);
      return result.ok ? evaluated(() => result.compiled.evaluate(scope)) : 'refused';
    }
    case 'template': {
      const result = prepareTemplate(input, environment, 'text');
      return result.ok ? evaluated(() => result.compiled.evaluate(scope)) : 'refused';
    }
    case 'code':
      return ran(JSON.stringify({ steps: [{ type: 'code', code: input }] }));
    case 'step':
      return ran(`{ "steps": [${input}] }`);
    case 'document':
      return ran(input);
    case 'message': {
      const narrowed = narrow(JSON.parse(input));
      return narrowed.ok ? 'understood' : narrowed.error.code;
    }
  }
}

let network: ReturnType<typeof watchNetwork>;
beforeAll(() => {
  network = watchNetwork();
});
afterAll(() => {
  network.end();
});
afterEach(() => {
  expectUnchangedWorld();
  expect(network.asked).toEqual([]);
  expect(sent).toBe(0);
});

/** Processor time that one row may take, in microseconds: code is given five seconds of it. */
const longest = 20_000_000;

const rows = escapes.map((row) => [row[0], row[1], row[2].slice(0, 100), row] as const);

test.each(rows)('%s: %s %s', { timeout: 60_000 }, async (_of, _way, _input, row) => {
  const started = process.cpuUsage();
  expect(await comesTo(row)).toBe(row[3]);
  expect(process.cpuUsage(started).user).toBeLessThan(longest);
});
