import { expect, test } from 'vitest';
import { type Ending, Execution, Gate, type Ports, Signal, State, writeCheckpoint } from '../../src/engine';
import { fits } from '../../src/engine/fits';
import { MemoryJournal } from '../../src/journal/memory';
import { simulatedModel } from '../../src/providers/simulated-model';
import { type RunLimits, runLimits } from '../../src/worker/run-limits';
import { RunStore } from '../../src/worker/run-store';
import { planFor } from '../engine/harness';
import { newRun } from '../journal/build';

function signalOf(settle: (done: () => void) => unknown, urgent = false): Signal {
  const signal = new Signal(urgent);
  settle(() => {
    signal.settle();
  });
  return signal;
}

/** Carries a document out on a journal in memory, as the worker does. */
async function runStored(
  document: object,
  limits: Partial<RunLimits>,
): Promise<{ ending: Ending; bytes: number }> {
  const journal = new MemoryJournal();
  const row = await journal.createRun(newRun('a'));
  const state = new State(planFor(JSON.stringify(document)));
  const store = new RunStore({
    ...{ journal, row, stored: 0, limits: { ...runLimits, ...limits } },
    checkpoint: () => writeCheckpoint(state),
    rowNow: () => ({}),
    onStored: () => undefined,
    onExhausted: (error) => {
      execution.exhaust(error);
    },
    onError: (error) => {
      throw error;
    },
  });
  const ports: Ports = {
    ...{ model: simulatedModel, fits },
    code: { run: () => Promise.reject(new Error('no code')) },
    http: { send: () => Promise.reject(new Error('no network')) },
    now: () => performance.now(),
    sleep: () => ({ signal: signalOf((done) => setImmediate(done)), cancel: () => undefined }),
    turn: () => signalOf((done) => setImmediate(done), true),
    record: (record, superfluous) => store.add(record, superfluous),
    commit: () => store.committed(),
  };
  const execution = new Execution(state, ports, { runId: 'a', seed: 0, gate: new Gate(4, false) });
  const ending = await execution.run();
  await store.close();
  return { ending, bytes: store.row.bytes };
}

const endless = (steps: readonly object[], more: object = {}): object => ({
  steps: [{ id: 'l', type: 'loop', maxIterations: null, ...more, steps }],
});
const text = { id: 't', type: 'template', template: 'x'.repeat(1000), onError: 'continue' };

test('a loop without end fails once its journal is too large, whatever its steps catch', async () => {
  const { ending, bytes } = await runStored(endless([text]), { journal: 1_000_000 });
  expect(ending).toMatchObject({ status: 'failed', error: { code: 'run/journal-too-large', stepId: 't' } });
  expect(bytes).toBeGreaterThan(1_000_000);
  expect(bytes).toBeLessThan(3_000_000);
});

test('a run fails once it keeps too much in memory', async () => {
  const { ending } = await runStored(endless([text], { until: 'loop.outputs.length < 0' }), {
    state: 1_000_000,
  });
  expect(ending).toMatchObject({ status: 'failed', error: { code: 'run/state-too-large' } });
});

test('what is made at once is stored before more is made', async () => {
  const big = { type: 'compute', value: '{{ range(15).map(i => "x".repeat(1048576)) }}' };
  const { ending } = await runStored({ steps: [{ type: 'loop', maxIterations: 8, steps: [big] }] }, {});
  expect(ending.status).toBe('completed');
});

test('below the limits a run ends as it should', async () => {
  const { ending } = await runStored(endless([text], { maxIterations: 200 }), { journal: 1_000_000 });
  expect(ending.status).toBe('completed');
});
