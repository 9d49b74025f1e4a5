import { Execution, Gate, Signal, State } from '../../src/engine';
import { Clock } from '../../src/worker/clock';
import { median, type Figure } from '../figure';
import { iterations, longPlan, noProviders } from '../long-run';

const turns = 5;

/** What another orchestrator took for an iteration, ms. It runs under Node 22 and Bun, so not in the browser: recorded. */
const smithers = { least: 1, most: 4, stored: '31 to 62' };

/** The interpreter alone: the same run with records that nobody takes. */
export async function compute(): Promise<readonly Figure[]> {
  const measured: number[] = [];
  for (let turn = 0; turn <= turns; turn += 1) {
    const ms = await runOnce();
    if (turn > 0) measured.push(ms);
  }
  const subject = { value: iterations / (median(measured) / 1000), unit: 'iterations/s' };
  return [
    { name: 'compute only, nothing stored', subject },
    {
      name: 'compute only, nothing stored',
      subject,
      reference: {
        value: 1000 / smithers.least,
        unit: 'iterations/s',
        of: 'smithers-orchestrator 0.32.0, recorded',
      },
      ratio: (subject.value * smithers.least) / 1000,
      bar: { least: 100 },
      note:
        `it took ${smithers.least} to ${smithers.most} ms an iteration in memory, of which the least counts, ` +
        `and ${smithers.stored} ms with everything stored, on two cores`,
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
