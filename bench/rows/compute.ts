import { Execution, Gate, Signal, State } from '../../src/engine';
import { Clock } from '../../src/worker/clock';
import { median, type Figure } from '../figure';
import { iterations, longPlan, noProviders } from '../long-run';

const turns = 5;

/** The interpreter alone: the same run with records that nobody takes. */
export async function compute(): Promise<readonly Figure[]> {
  const measured: number[] = [];
  for (let turn = 0; turn <= turns; turn += 1) {
    const ms = await runOnce();
    if (turn > 0) measured.push(ms);
  }
  return [
    {
      name: 'compute only, nothing stored',
      subject: { value: iterations / (median(measured) / 1000), unit: 'iterations/s' },
    },
  ];
}

async function runOnce(): Promise<number> {
  const { now, sleep, turn } = new Clock();
  const execution = new Execution(
    new State(longPlan()),
    {
      ...noProviders(),
      ...{ now, sleep, turn },
      record: () => undefined,
      commit: () => {
        const signal = new Signal();
        signal.settle();
        return signal;
      },
    },
    { runId: 'bench', seed: 1, gate: new Gate(4, false) },
  );
  const began = performance.now();
  const { status } = await execution.run();
  if (status !== 'completed') throw new Error(`The run ended as ${status}.`);
  return performance.now() - began;
}
