import { expect, test } from 'vitest';
import { apply, endOf, Gate, type RunRecord } from '../../src/engine';
import type { Step, Workflow } from '../../src/workflow/types';
import { all, foreach, loop } from './build-steps';
import { drive, fold, planFor, runDocument, type RunSettings, throughCheckpoint } from './harness';

const code = (id: string, more: object = {}): Step => ({ id, type: 'code', code: id, ...more });

const document: Workflow = {
  steps: [
    loop('l', [
      code('a'),
      loop('m', [code('b')]),
      foreach('e', '[1, 2]', [code('c')]),
      all('p', [code('d'), code('f', { onError: 'continue' })], { maxConcurrency: 1 }),
    ]),
  ],
};

/** Each piece of code takes 10 ms; `f` fails. */
function slowCode(clock: { now: number }): Pick<RunSettings, 'clock' | 'code'> {
  return {
    clock,
    code: {
      run(request) {
        clock.now += 10;
        const bad = { ok: false, error: { code: 'code/error', message: 'no' } } as const;
        return Promise.resolve(request.code === 'f' ? bad : { ok: true, value: 1 });
      },
    },
  };
}

/** What took how long: the running time of everything that has one. */
function times(records: readonly RunRecord[]): readonly string[] {
  return records.flatMap((record) =>
    'ms' in record && record.type !== 'attempt' ? [`${record.type} ${record.address} ${record.ms}`] : [],
  );
}

/** How long each thing stood still, of those that did. */
function rests(records: readonly RunRecord[]): readonly string[] {
  return records.flatMap((record) =>
    'idle' in record && record.type !== 'resumed'
      ? [`${record.type} ${'address' in record ? record.address : ''} ${record.idle}`]
      : [],
  );
}

test('a reload at any instant adds nothing to how long things took', async () => {
  const whole = await runDocument(document, slowCode({ now: 0 }));
  expect(times(whole.records)).toContain('iteration l 70');
  expect(times(whole.records)).toContain('loop-ended l 140');
  for (let k = 1; k < whole.records.length; k++) {
    const folded = fold(planFor(document), whole.records.slice(0, k));
    const state = k % 2 === 0 ? throughCheckpoint(folded) : folded;
    apply(state, { type: 'resumed', at: state.lastAt + 5000, idle: 5000, reload: true });
    const after: RunRecord[] = [];
    if (!state.ending) await drive(state, slowCode({ now: 0 }), after);
    expect({ k, times: [...times(whole.records.slice(0, k)), ...times(after)] }).toEqual({
      k,
      times: times(whole.records),
    });
  }
});

test('a pause is told apart, and everything still ends when it ended', async () => {
  const clock = { now: 0 };
  const gate = new Gate(4, false, { loop: 'm', iteration: 1 });
  gate.onHeld = () => {
    queueMicrotask(() => {
      clock.now += 5000;
      gate.open();
    });
  };
  const paused = await runDocument(document, { ...slowCode(clock), gate });
  const whole = await runDocument(document, slowCode({ now: 0 }));
  expect(times(paused.records)).toEqual(times(whole.records));
  const once = ['iteration l[0]/m 5000', 'loop-ended l[0]/m 5000', 'step l[0]/m 5000', 'iteration l 5000'];
  const twice = ['iteration l[1]/m 5000', 'loop-ended l[1]/m 5000', 'step l[1]/m 5000', 'iteration l 5000'];
  expect(rests(paused.records)).toEqual([...once, ...twice, 'loop-ended l 10000', 'step l 10000']);
  const last = paused.records.findLast((record) => record.type === 'loop-ended');
  expect(last && endOf(last.at, last.ms, last.idle)).toBe(clock.now);
});
