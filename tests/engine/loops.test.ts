import { describe, expect, test } from 'vitest';
import type { Run } from '../../src/engine';
import type { Json } from '../../src/json/json';
import type { LoopStep, Step, Workflow } from '../../src/workflow/types';
import { runDocument } from './harness';

const x: Step = { id: 'x', type: 'compute', value: '{{loop.iteration}}' };
const up: Step = { id: 'up', type: 'set', values: { n: '{{vars.n + 1}}' } };

function one(more: Partial<LoopStep>, rest: Partial<Workflow> = {}): Workflow {
  return { steps: [{ id: 'l', type: 'loop', steps: [x], ...more }], ...rest };
}

async function run(document: Workflow): Promise<Run> {
  return (await runDocument(document)).run;
}

async function ending(document: Workflow): Promise<Json> {
  const { outputs, error, loops } = await run(document);
  return error ? error.code : outputs === null ? null : `${loops[0]?.stoppedBy} ${loops[0]?.iterations}`;
}

describe('limits', () => {
  test.each<readonly [says: string, document: Workflow, expected: Json]>([
    ['five when none is given', one({}), 'max 5'],
    ['as given', one({ maxIterations: 2 }), 'max 2'],
    ['none with null', one({ maxIterations: null, until: 'loop.iteration == 20' }), 'until 21'],
    [
      'none with an expression that gives null',
      one({ maxIterations: 'inputs.most', until: 'loop.iteration == 7' }, { inputs: { most: null } }),
      'until 8',
    ],
    ['an expression over inputs', one({ maxIterations: 'inputs.most' }, { inputs: { most: 4 } }), 'max 4'],
    [
      'an expression over the steps of the iteration',
      one({ maxIterations: 'steps.x + 2 > 3 ? 3 : 9' }),
      'max 3',
    ],
    ['an expression that gives nothing', one({ maxIterations: 'inputs.none' }), 'loop/bad-limit'],
    ['an expression that gives a fraction', one({ maxIterations: '5 / 2' }), 'loop/bad-limit'],
    ['an expression that gives text', one({ maxIterations: '"3"' }), 'loop/bad-limit'],
    ['reached as a failure', one({ maxIterations: 2, onMaxReached: 'fail' }), 'loop/max-iterations'],
    [
      'true after the last allowed iteration is a success',
      one({ maxIterations: 2, until: 'steps.x == 1', onMaxReached: 'fail' }),
      'until 2',
    ],
  ])('%s', async (_says, document, expected) => {
    expect(await ending(document)).toBe(expected);
  });
});

describe('what until may give', () => {
  test.each([
    ['true', 'until 1'],
    ['false', 'max 2'],
    ['undefined', 'max 2'],
    ['null', 'max 2'],
    ['inputs.none.deep', 'max 2'],
    ['0', 'loop/until-not-boolean'],
    ['"true"', 'loop/until-not-boolean'],
    ['inputs.score && inputs.score >= 8', 'loop/until-not-boolean'],
    ['[]', 'loop/until-not-boolean'],
    ['fail("no")', 'expression/fail'],
  ])('%s: %s', async (until, expected) => {
    expect(await ending(one({ until, maxIterations: 2 }, { inputs: { score: 0 } }))).toBe(expected);
  });
});

describe('when until is read', () => {
  // After iteration k: k, its own steps, the one before in history, itself among the outputs.
  const after = 'loop.iteration == 1 && steps.x == 1 && loop.history.x == 0 && loop.outputs.length == 2';
  const before = 'loop.iteration == 2 && !exists("x") && loop.history.x == 1 && loop.outputs.length == 2';
  const mid = 'loop.iteration == 1 && steps.x == 1 && loop.history.x == 0 && loop.outputs.length == 1';
  test.each<readonly [check: NonNullable<LoopStep['check']>, until: string, expected: string]>([
    ['after', after, 'until 2'],
    ['after', before, 'max 4'],
    ['before', before, 'until 2'],
    ['before', after, 'max 4'],
    ['before', 'true', 'until 0'],
    ['before-and-after', after, 'until 2'],
    ['before-and-after', before, 'until 2'],
    ['before-and-after', 'true', 'until 0'],
    ['each-step', mid, 'until 2'],
    ['each-step', after, 'until 2'],
    ['each-step', before, 'max 4'],
    ['each-step', 'true', 'until 0'],
  ])('%s, %s: %s', async (check, until, expected) => {
    expect(await ending(one({ check, until, maxIterations: 4 }))).toBe(expected);
  });

  test('a loop that never began has an empty last and its initial variables', async () => {
    const { outputs } = await run(one({ check: 'before', until: 'true', variables: { n: 3 } }));
    expect(outputs).toEqual({ iterations: 0, stoppedBy: 'until', last: {}, vars: { n: 3 } });
  });

  test('each-step ends in the middle, also out of an inner loop, and the begun iteration counts', async () => {
    const { outputs, loops, steps } = await run({
      steps: [
        {
          id: 'o',
          type: 'loop',
          check: 'each-step',
          until: 'iterationCount("deep") == 2',
          steps: [
            x,
            {
              id: 'i',
              type: 'loop',
              maxIterations: 5,
              steps: [
                { id: 'deep', type: 'compute', value: '{{loop.iteration}}' },
                { id: 'later', type: 'compute', value: '{{loop.iteration}}' },
              ],
            },
            { id: 'never', type: 'compute', value: 1 },
          ],
        },
      ],
    });
    expect(outputs).toEqual({ iterations: 1, stoppedBy: 'until', last: { x: 0 }, vars: {} });
    expect(loops).toEqual([
      { address: 'o', id: 'o', iterations: 1, stoppedBy: 'until' },
      { address: 'o[0]/i', id: 'i', iterations: 2, stoppedBy: 'exit' },
    ]);
    expect(steps).toMatchObject({ x: 0, deep: 1, later: 0 });
    expect(steps).not.toHaveProperty('never');
  });

  test('exit comes before the check, next goes to it', async () => {
    const leaving = (type: 'exit' | 'next'): Workflow =>
      one({ until: 'true', steps: [{ id: 'go', type }, x] });
    expect(await ending(leaving('exit'))).toBe('exit 1');
    expect(await ending(leaving('next'))).toBe('until 1');
    expect(await ending(one({ maxIterations: 2, steps: [{ id: 'go', type: 'next' }, x] }))).toBe('max 2');
  });
});

describe('what a loop keeps and gives', () => {
  test('variables live across iterations and are in the result', async () => {
    const { outputs } = await run(
      one({ maxIterations: 3, variables: { n: 0, m: '{{vars.n}}' }, steps: [up] }),
    );
    expect(outputs).toEqual({
      iterations: 3,
      stoppedBy: 'max',
      last: { up: { n: 3 } },
      vars: { n: 3, m: 0 },
    });
  });

  test('initial values are made anew at each entry', async () => {
    const inner: Step = {
      id: 'i',
      type: 'loop',
      maxIterations: 2,
      variables: { n: '{{loop.iteration * 10}}' },
      steps: [up],
    };
    const document = one(
      { maxIterations: 2, steps: [inner] },
      { outputs: { n: '{{steps.l.outputs.map(o => o.i.vars.n)}}' } },
    );
    expect((await run(document)).outputs).toEqual({ n: [2, 12] });
  });

  test('set writes the innermost loop that declares the name', async () => {
    const inner: Step = {
      id: 'i',
      type: 'loop',
      maxIterations: 2,
      variables: { m: 0 },
      steps: [up, { id: 'm', type: 'set', values: { m: '{{vars.n}}', n: '{{vars.m + 1}}' } }],
    };
    const { steps, outputs } = await run(
      one(
        { maxIterations: 1, variables: { n: 0 }, steps: [inner] },
        { variables: { n: 100 }, outputs: { n: '{{vars.n}}' } },
      ),
    );
    expect(outputs).toEqual({ n: 100 });
    expect(steps.l).toMatchObject({ vars: { n: 4 }, last: { i: { vars: { m: 3 } } } });
  });

  test('one entry of outputs for each iteration, keys in document order', async () => {
    const late: Step = {
      id: 'a',
      type: 'parallel',
      steps: [
        { id: 'slow', type: 'wait', ms: 50 },
        { id: 'quick', type: 'wait', ms: 1 },
      ],
    };
    const branch: Step = {
      id: 'b',
      type: 'if',
      when: 'loop.iteration == 0',
      then: [{ id: 'first', type: 'compute', value: 1 }],
      else: [{ id: 'second', type: 'compute', value: 2 }],
    };
    const { outputs } = await run(
      one(
        { maxIterations: 2, steps: [late, branch, x] },
        { outputs: { all: '{{steps.l.outputs}}', last: '{{steps.l.last}}' } },
      ),
    );
    expect(JSON.stringify(outputs)).toBe(
      '{"all":[{"slow":null,"quick":null,"first":1,"x":0},{"slow":null,"quick":null,"second":2,"x":1}],"last":{"slow":null,"quick":null,"second":2,"x":1}}',
    );
  });

  test('history of an inner loop starts anew, that of the outer one stays readable by id', async () => {
    const seen: Step = {
      id: 'seen',
      type: 'compute',
      value: '{{[loop.history.seen.length, loops.l.history.x, iterations.l, iteration]}}',
    };
    const document = one(
      { maxIterations: 2, steps: [x, { id: 'i', type: 'loop', maxIterations: 2, steps: [seen] }] },
      { outputs: { all: '{{steps.l.outputs.map(o => o.i.outputs.map(p => p.seen))}}' } },
    );
    expect((await run(document)).outputs).toEqual({
      all: [
        [
          [null, null, 0, 0],
          [4, null, 0, 1],
        ],
        [
          [null, 0, 1, 0],
          [4, 0, 1, 1],
        ],
      ],
    });
  });

  test('a skipped loop gives null, a failed one under onError too, though it is listed', async () => {
    const skipped = await run(one({ skipIf: 'true' }));
    expect([skipped.outputs, skipped.loops]).toEqual([null, []]);
    const failed = await run(
      one(
        { onError: 'continue', steps: [x, { id: 'f', type: 'fail', message: 'no', skipIf: 'steps.x < 1' }] },
        { outputs: { l: '{{steps.l}}', e: '{{errors.l.code}}', seen: '{{exists("l")}}' } },
      ),
    );
    expect(failed.outputs).toEqual({ l: null, e: 'step/fail', seen: false });
    expect(failed.loops).toEqual([{ address: 'l', id: 'l', iterations: 2, stoppedBy: 'error' }]);
  });

  test('exit and next reach loops further out', async () => {
    const inner = (type: 'exit' | 'next'): Step => ({
      id: 'i',
      type: 'loop',
      maxIterations: 3,
      steps: [{ id: 'go', type, loop: 'l' }],
    });
    expect((await run(one({ maxIterations: 2, steps: [x, inner('exit')] }))).loops).toMatchObject([
      { iterations: 1, stoppedBy: 'exit' },
      { iterations: 1, stoppedBy: 'exit' },
    ]);
    const next = await run(one({ maxIterations: 2, steps: [x, inner('next')] }));
    expect(next.loops).toMatchObject([
      { iterations: 2, stoppedBy: 'max' },
      { stoppedBy: 'exit' },
      { stoppedBy: 'exit' },
    ]);
    expect(next.outputs).toMatchObject({ last: { x: 1 } });
  });
});

test('an error caught around a step is known by the step that caught it only', async () => {
  const { outputs } = await run({
    steps: [
      { id: 'q', type: 'sequence', onError: 'continue', steps: [{ id: 'f', type: 'fail', message: 'no' }] },
    ],
    outputs: { q: '{{errors.q.message}}', f: '{{errors.f}}' },
  });
  expect(outputs).toEqual({ q: 'no', f: null });
});
