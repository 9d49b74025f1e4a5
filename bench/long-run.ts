import { planOf, type Plan } from '../src/engine';
import type { Journal, RunRow } from '../src/journal/journal';
import { openJournal } from '../src/journal/open';
import { Late } from '../src/json/late';
import type { PortsFor } from '../src/providers/late-providers';
import type { WorkerEvent } from '../src/worker/api';
import { views } from '../src/worker/answer-views';
import type { Entry } from '../src/worker/entry';
import { LateViews } from '../src/worker/late-views';
import { News } from '../src/worker/news';
import { Registry } from '../src/worker/registry';
import { type ProgramOf, RunReader } from '../src/worker/run-reader';
import { Service } from '../src/worker/service';
import { readProgram } from '../src/workflow/read-program';
import { deleteDatabase } from './journal';

/** Iterations of the run that is measured. */
export const iterations = 100_000;

/** The document of that run: a pure step, a variable and a condition in each iteration. */
export const longDocument = JSON.stringify({
  name: 'Long',
  steps: [
    {
      id: 'count',
      type: 'loop',
      until: `steps.next.n >= ${iterations}`,
      maxIterations: iterations,
      variables: { sum: 0 },
      steps: [
        { id: 'next', type: 'compute', value: { n: '{{loop.iteration + 1}}' } },
        { id: 'add', type: 'set', values: { sum: '{{vars.sum + steps.next.n}}' } },
      ],
    },
  ],
  outputs: { sum: '{{steps.count.vars.sum}}' },
});

/** The same without an end: every so many iterations the run is closed and another one goes on. */
export const endlessDocument = JSON.stringify({
  name: 'Endless',
  steps: [
    {
      id: 'count',
      type: 'loop',
      maxIterations: null,
      continueAsNewEvery: 10_000,
      variables: { sum: 0 },
      steps: [
        { id: 'next', type: 'compute', value: { n: '{{loop.iteration + 1}}' } },
        { id: 'add', type: 'set', values: { sum: '{{vars.sum + steps.next.n}}' } },
      ],
    },
  ],
});

/** A finished run in a database of its own. */
export interface LongRun {
  /** From the order to begin to the moment everything of it is durable. */
  readonly ms: number;
  readonly row: RunRow;
  readonly databaseName: string;
  readonly journal: Journal;
}

/** The language worker's part, done here. */
const programOf: ProgramOf = (text) => Promise.resolve(readProgram(text));

/** The document reaches none of these; each would be a mistake of the benchmark. */
export const noProviders = (): ReturnType<PortsFor> => ({
  model: { ask: () => refuse() },
  code: { run: () => refuse() },
  http: { send: () => refuse() },
  fits: () => refuse(),
});

function refuse(): never {
  throw new Error('The measured run is to reach nothing outside.');
}

/**
 * Carries out the run as the page's worker does: registry, live run, journal with strict durability, news to
 * the page through `send`. The database stays; {@link removeRun} takes it away.
 */
export async function carryOut(send: (event: WorkerEvent) => void): Promise<LongRun> {
  const databaseName = `bench-run-${crypto.randomUUID()}`;
  const { journal, notice } = await openJournal({ name: databaseName });
  if (journal.kind !== 'indexeddb') throw new Error(notice ?? 'There is no storage to measure.');
  const news = new News(send);
  const began = performance.now();
  const row = await new Promise<RunRow>((resolve, reject) => {
    const reader = new RunReader(journal, programOf, refuse);
    const registry = new Registry(journal, navigator.locks, reader, noProviders, {
      onChange: (entry) => {
        news.change(entry);
        // The entry's row is the stored one: it changes when the end is durable.
        if (entry.row.status === 'completed') resolve(entry.row);
        else if (entry.row.status !== 'running') reject(new Error(`The run is ${entry.row.status}.`));
      },
      onIteration: news.iteration,
      onStorage: (_, error) => reject(error),
      onList: news.list,
    });
    const late = new LateViews(new Late(() => Promise.resolve(views)));
    const unused = new Late<never>(refuse);
    new Service(journal, registry, news, notice, late, unused, unused)
      .start(
        { text: longDocument },
        { name: 'Long', semantics: 'playground', seed: 1, inputs: {}, breakpoints: [] },
      )
      .catch(reject);
  });
  const ms = performance.now() - began;
  if (row.counts.iterations !== iterations)
    throw new Error(`The run had ${row.counts.iterations} iterations.`);
  return { ms, row, databaseName, journal };
}

/** A stored run as the registry brings it back: ready to go on, its rows not read yet. */
export async function broughtBack(journal: Journal, runId: string): Promise<Entry> {
  const entry = await new RunReader(journal, programOf, refuse).entry(runId);
  if (!entry) throw new Error('The measured run is not stored.');
  return entry;
}

/** The plan of the measured run. */
export function longPlan(): Plan {
  const program = readProgram(longDocument);
  if (!program) throw new Error('The document of the measured run is no workflow.');
  return planOf(program, {}, 1);
}

/** Closes the run's journal and deletes its database. */
export async function removeRun({ journal, databaseName }: LongRun): Promise<void> {
  journal.close();
  await deleteDatabase(databaseName);
}
