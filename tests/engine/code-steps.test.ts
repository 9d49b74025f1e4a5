import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../src/engine';
import type { Step, Workflow } from '../../src/workflow/types';
import { loop } from './build-steps';
import { expectSameChainCutAnywhere } from './cuts';
import { runDocument } from './harness';

function document(code: string, more: object = {}): Workflow {
  return { steps: [{ id: 'c', type: 'code', code, ...more }] };
}

async function attempts(workflow: Workflow): Promise<readonly Extract<RunRecord, { type: 'attempt' }>[]> {
  const { records } = await runDocument(workflow);
  return records.filter((record) => record.type === 'attempt');
}

describe('the place of an error', () => {
  test.each([
    ['const a = 1;\n  throw new TypeError("no");', 'TypeError'],
    ['return foo.bar', 'foo'],
    ['return 1 + "🌲".x.y.z', 'x.y'],
    ['const é = "ü"; return ñandú', 'ñandú'],
    ['let a = ;', ';'],
    ['\n  return (1', 'return (1'],
    ['function main(i) {\n  return i.a.b\n}', 'a.b'],
    ['"x"\n  .foo()', 'foo'],
    ['const x = 5\r\nreturn x.y.z', 'y.z'],
  ])('%j: at %j', async (code, place) => {
    const { run, records } = await runDocument(document(code));
    expect(run.status).toBe('failed');
    const failed = records.find((record) => record.type === 'failed');
    expect(failed?.error.path).toEqual(['steps', 0, 'code']);
    const { from, to } = failed?.error.within ?? { from: 0, to: 0 };
    expect(code.slice(from, to)).toBe(place);
  });

  test('without one the error is the step’s', async () => {
    const { run, records } = await runDocument(document('throw "plain"'));
    expect(run.error?.message).toBe('The code threw plain');
    const failed = records.find((record) => record.type === 'failed');
    expect(failed?.error).toMatchObject({ path: ['steps', 0] });
    expect(failed?.error.within).toBeUndefined();
  });
});

describe('the console', () => {
  test('is kept with each attempt, also with those that failed', async () => {
    const code = 'console.log("n", inputs.n, { a: [1] }); if (Math.random() < 2) throw 1';
    const found = await attempts(document(code, { inputs: { n: 3 }, retry: { maxAttempts: 2 } }));
    expect(found.map(({ logs }) => logs)).toEqual([['n 3 {"a":[1]}'], ['n 3 {"a":[1]}']]);
  });

  test('is absent when nothing was written', async () => {
    expect((await attempts(document('return 1')))[0]).not.toHaveProperty('logs');
  });

  test('keeps what was written last, and says that there was more', async () => {
    const code = 'for (let i = 0; i < 90; i++) console.log(String(i).padStart(100, "."))';
    const [found] = await attempts(document(`${code}; return 1`));
    expect(found?.logs).toHaveLength(41);
    expect(found?.logs?.[0]).toBe('…');
    expect(found?.logs?.at(-1)).toMatch(/\.89$/);
    expect(JSON.stringify(found?.logs).length).toBeLessThan(4200);
  });

  test('is the same wherever the run is cut', async () => {
    const step: Step = {
      id: 'c',
      type: 'code',
      code: 'console.log(inputs.k); return 1',
      inputs: { k: '{{iteration}}' },
    };
    const [link] = await expectSameChainCutAnywhere(JSON.stringify({ steps: [loop('l', [step])] }));
    const found = link?.records.filter((record) => record.type === 'attempt');
    expect(found?.map((record) => record.logs)).toEqual([['0'], ['1']]);
  });
});
