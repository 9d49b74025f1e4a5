import type { Journal, JournalError } from '../../src/journal/journal';
import type { Locks } from '../../src/journal/lock';
import type { PortsFor } from '../../src/providers/late-providers';
import type { Entry } from '../../src/worker/entry';
import { rest } from '../../src/worker/parts';
import { Registry } from '../../src/worker/registry';
import { RunReader } from '../../src/worker/run-reader';
import { readProgram } from '../../src/workflow/read-program';
import { salvage } from './opened';

// What documents may need stands ready, as where a worker makes their programs.
await rest.load();

const noPorts: PortsFor = () => {
  const refuse = (): never => {
    throw new Error('the document reaches nothing outside');
  };
  return { model: { ask: refuse }, code: { run: refuse }, http: { send: refuse }, fits: refuse };
};

/** A registry on a journal, which tells the rows of each snapshot it would send and waits for states. */
export function registryOn(journal: Journal, onStorage?: (error: JournalError) => void, locks?: Locks) {
  const told: { readonly status: string; readonly rows: number; readonly isIndexed: boolean }[] = [];
  const waiting: { readonly done: (entry: Entry) => boolean; readonly resolve: (entry: Entry) => void }[] =
    [];
  const registry = new Registry(
    journal,
    locks,
    new RunReader(journal, (source) => Promise.resolve(readProgram(source)), salvage),
    noPorts,
    {
      onChange(entry) {
        const { status, rows } = entry.snapshot();
        told.push({ status, rows, isIndexed: entry.isIndexed });
        for (const { done, resolve } of waiting) if (done(entry)) resolve(entry);
      },
      onIteration: () => undefined,
      onList: () => undefined,
      onStorage: (_, error) => {
        if (!onStorage) throw error;
        onStorage(error);
      },
    },
  );
  const until = (done: (entry: Entry) => boolean): Promise<Entry> =>
    new Promise((resolve) => waiting.push({ done, resolve }));
  return { registry, told, until };
}
