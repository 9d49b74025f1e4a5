import { describe, expect, test } from 'vitest';
import {
  align,
  compareBooks,
  firstDifferences,
  partingOf,
  rowsOf,
  type Fact,
  type TrialPorts,
} from '../../src/compare';
import { Signal } from '../../src/engine';
import type { Json } from '../../src/json/json';
import { readProgram } from '../../src/workflow/read-program';

const ports: TrialPorts = {
  model: { ask: () => ({ ok: true, value: 'made up' }) },
  code: { run: () => Promise.resolve({ ok: false, error: { code: 'code/error', message: 'no code here' } }) },
  fits: () => ({ ok: true }),
  turn() {
    const signal = new Signal(true);
    setImmediate(() => {
      signal.settle();
    });
    return signal;
  },
};

async function compared(loop: Json, refusals = {}) {
  const program = readProgram(JSON.stringify({ name: 'Compared', steps: [loop] }));
  if (!program) throw new Error('not a workflow');
  const result = await compareBooks(program, refusals, ports, { inputs: {}, seed: 1 });
  const parting = (column: number): string | undefined => {
    const at = result.firsts[column];
    const place = at === undefined ? undefined : result.aligned[at];
    return place && partingOf(column, place, result.aligned);
  };
  const [playground, smithers, dify, conductor] = result.results.map(
    ({ causes, trial, refused }, column) => ({
      parting: parting(column),
      causes: causes.map(({ name }) => name),
      iterations: trial?.iterations,
      status: trial?.status,
      refused,
    }),
  );
  return { ...result, playground, smithers, dify, conductor };
}

const counted = (id: string) => ({ id, type: 'compute', value: { n: '{{loop.iteration}}' } });

describe('one document under four rule books', () => {
  test('a check after each step leaves the iteration early', async () => {
    const { playground, smithers, conductor } = await compared({
      id: 'l',
      type: 'loop',
      until: 'steps.a.n >= 2',
      maxIterations: 5,
      steps: [counted('a'), counted('b')],
    });
    expect(playground).toMatchObject({ parting: undefined, iterations: 3, status: 'completed' });
    expect(smithers).toMatchObject({
      parting: 'leaves iteration 2 before `b`',
      causes: ['`until` is checked'],
      iterations: 3,
    });
    expect(conductor).toMatchObject({ parting: undefined, causes: [], iterations: 3 });
  });

  test('a check before the first iteration runs none', async () => {
    const { dify } = await compared({
      id: 'l',
      type: 'loop',
      until: 'loop.iteration >= 0',
      maxIterations: 3,
      steps: [counted('a')],
    });
    expect(dify).toMatchObject({
      parting: 'runs no iteration',
      causes: ['`until` is checked'],
      iterations: 0,
    });
  });

  test('text that is like `true` stops one book and fails another', async () => {
    const { playground, smithers, dify, conductor } = await compared({
      id: 'l',
      type: 'loop',
      until: 'loop.iteration > 0 ? "true" : false',
      check: 'after',
      maxIterations: 3,
      steps: [counted('a')],
    });
    expect(playground).toMatchObject({ status: 'failed', iterations: 2 });
    expect(smithers).toMatchObject({ causes: ['`until` stops on'], status: 'completed' });
    expect(dify).toMatchObject({ parting: undefined, status: 'failed' });
    expect(conductor).toMatchObject({
      parting: 'goes on after iteration 1',
      causes: ['another value of `until`'],
      iterations: 3,
    });
  });

  test('a limit that is left out', async () => {
    const { playground, dify } = await compared(
      { id: 'l', type: 'loop', until: 'loop.iteration >= 7', steps: [counted('a')] },
      { dify: 'needs `maxIterations`' },
    );
    expect(playground).toMatchObject({ iterations: 5 });
    expect(dify).toEqual({ parting: undefined, causes: [], refused: 'needs `maxIterations`' });
  });

  test('tries of a failing step take no time', async () => {
    const { smithers } = await compared({
      id: 'l',
      type: 'loop',
      until: 'true',
      check: 'after',
      maxIterations: 2,
      steps: [{ id: 'a', type: 'code', code: 'function main() {}', onError: 'continue' }],
    });
    expect(smithers).toMatchObject({ status: 'completed' });
  });

  test('an endless loop is cut', async () => {
    const { results } = await compared({
      id: 'l',
      type: 'loop',
      maxIterations: null,
      until: 'false',
      steps: [counted('a')],
    });
    expect(results.map(({ trial }) => trial?.cut)).toEqual(Array(4).fill({ most: 2000, of: 'iterations' }));
    expect(results[0]?.trial?.iterations).toBe(2000);
  });
});

const fact = (key: string, text = key): Fact => ({
  ...{ key, text, value: text, what: 'output', stepId: key, address: 'l', iteration: 0, numbers: [0] },
});
const facts = (keys: string): Fact[] => Array.from(keys, (key) => fact(key));

describe('aligning', () => {
  test.each([
    ['the same', ['abc', 'abc'], 'abc', [undefined, undefined]],
    ['one ends early', ['abc', 'ab'], 'abc', [undefined, 2]],
    ['one goes on', ['ab', 'abc'], 'abc', [undefined, 2]],
    ['one has more between', ['ac', 'abc'], 'abc', [undefined, 1]],
    ['one has more at the beginning', ['bc', 'abc'], 'abc', [undefined, 0]],
    ['three', ['ad', 'abd', 'acd'], 'acbd', [undefined, 2, 1]],
    ['nothing in common', ['ab', 'cd'], 'cdab', [undefined, 0]],
    ['nothing at all', ['', ''], '', [undefined, undefined]],
  ])('%s', (_, runs, keys, firsts) => {
    const aligned = align(runs.map(facts));
    expect(aligned.map(({ key }) => key).join('')).toBe(keys);
    expect(firstDifferences(aligned, runs.length)).toEqual(firsts);
  });

  test('lines show what parts and put the rest together', () => {
    const aligned = align([facts('abcdef'), [...facts('abc'), fact('d', 'x'), ...facts('ef')]]);
    const rows = rowsOf(aligned, firstDifferences(aligned, 2));
    expect(rows.map((row) => (row.kind === 'fact' ? row.at : [row.from, row.to]))).toEqual([
      [0, 2],
      2,
      3,
      [4, 6],
    ]);
  });
});
