import { expose, proxy, wrap } from 'comlink';
import { openJournal } from '../journal/open';
import { Late } from '../json/late';
import { lateProviders } from '../providers/late-providers';
import type { Storage, WorkerEvent } from './api';
import type { Boot } from './boot';
import type { Comparisons } from './comparisons';
import type { ProgramApi } from './language';
import { LateViews } from './late-views';
import { News } from './news';
import { Registry } from './registry';
import { newRunId } from './new-run';
import { needsOfProviders, readyForProgram, rest } from './parts';
import { type ProgramOf, RunReader } from './run-reader';
import { Service } from './service';
import type { StoredRuns } from './stored-runs';

/** When parts are imported that nobody has asked for: all must also work without a connection later on, ms. */
const unaskedAfterMs = 1000;

/** The interpreter's worker: journal, runs and providers, and a service for the page to ask. */
const boot: Boot = async ({ events, language, chunkFolder, netAddress }, codeAssets) => {
  // What is imported from now on comes from there.
  Object.assign(globalThis, { chunkFolder });
  const send = (event: WorkerEvent): void => {
    events.postMessage(event);
  };
  const { journal, notice } = await openJournal({
    onClosed: ({ message }) => {
      send({ type: 'storage', storage: { kind: 'closed', notice: message }, problem: message });
    },
  });
  const reader = wrap<ProgramApi>(language);
  const programOf: ProgramOf = async (text) => {
    const program = await reader.program(text);
    if (!program) return undefined;
    await readyForProgram(program);
    const need = needsOfProviders(program);
    if (need === 'judge') await providers.load();
    // Without them each step tries again, and says so itself.
    else if (need === 'ask') await providers.load().catch(() => undefined);
    return program;
  };
  const storage: Storage = { kind: journal.kind, ...(notice !== undefined && { notice }) };
  const providers = new Late(async () =>
    (await import('../providers/make-providers')).makeProviders({ netAddress, codeAssets }),
  );
  const portsFor = lateProviders(providers);
  const views = new Late(async () => (await import('./answer-views')).views);
  const news = new News(send);
  // Frames sandboxed without their origin have no lock manager.
  const locks = 'locks' in navigator ? navigator.locks : undefined;
  const late = new LateViews(views);
  const runReader = new RunReader(journal, programOf, late.salvage);
  const registry = new Registry(journal, locks, runReader, portsFor, {
    onChange: news.change,
    onIteration: news.iteration,
    onList: news.list,
    onStorage: (_, { message, kind }) => {
      // A connection that is gone has said so itself.
      if (kind !== 'closed') send({ type: 'storage', storage, problem: message });
    },
  });
  const comparisons = new Late<Comparisons>(async () => {
    const made = await import('./comparisons');
    return new made.Comparisons({
      views: late,
      programOf,
      refusalsOf: (text) => reader.refusals(text),
      portsFor,
      registry,
    });
  });
  const runs = new Late<StoredRuns>(async () => {
    const made = await import('./stored-runs');
    return new made.StoredRuns({ journal, registry, locks, tab: newRunId() });
  });
  void importUnasked([rest, views, providers, runs, comparisons]);
  return proxy(new Service(journal, registry, news, notice, late, comparisons, runs));
};

/** Imports one after the other; the worker stands still until a part is there, and hears messages in between. */
async function importUnasked(parts: readonly Late<unknown>[]): Promise<void> {
  await passed(unaskedAfterMs);
  for (const part of parts) {
    await part.load().catch(() => undefined);
    await passed(0);
  }
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

expose(boot);
