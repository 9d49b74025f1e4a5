import { expose, proxy, wrap } from 'comlink';
import {
  addedField,
  apply,
  fill,
  itemFrame,
  planOf,
  readCheckpoint,
  replay,
  State,
  writeCheckpoint,
} from '../engine';
import { openJournal } from '../journal/open';
import { lateProviders } from '../providers/late-providers';
import { lateScript, needed } from '../providers/late-script';
import type { Storage, WorkerEvent } from './api';
import type { Boot } from './boot';
import type { Comparisons, OpenComparisons } from './comparisons';
import type { ProgramApi } from './language';
import { LateViews } from './late-views';
import { News } from './news';
import { Registry } from './registry';
import { newRunId } from './new-run';
import { RunReader } from './run-reader';
import { Service } from './service';
import type { OpenStoredRuns, StoredRuns } from './stored-runs';
import type { Views } from './views';

/** When scripts are taken in that nobody has asked for: all must also work without a connection later on, ms. */
const restAfterMs = 1000;

/** What the scripts that come later have of the engine, so that there is only one of its classes. */
const engine = { addedField, apply, fill, itemFrame, planOf, readCheckpoint, replay, State, writeCheckpoint };

/** The interpreter's worker: journal, runs and providers, and a service for the page to ask. */
const boot: Boot = async (
  { events, language, viewsAddress, runsAddress, compareAddress, ...addresses },
  codeAssets,
) => {
  const send = (event: WorkerEvent): void => {
    events.postMessage(event);
  };
  const { journal, notice } = await openJournal({
    onClosed: ({ message }) => {
      send({ type: 'storage', storage: { kind: 'closed', notice: message }, problem: message });
    },
  });
  const reader = wrap<ProgramApi>(language);
  const storage: Storage = { kind: journal.kind, ...(notice !== undefined && { notice }) };
  const providers = lateProviders(addresses.providersAddress, { ...addresses, codeAssets });
  const views = lateScript<Views>(
    viewsAddress,
    'views',
    import.meta.env.DEV ? () => import('./views-script') : undefined,
  );
  // Once the page has its answer: the first run that is shown does not wait for it then.
  setTimeout(() => void views.load());
  const news = new News(send);
  // Frames sandboxed without their origin have no lock manager.
  const locks = 'locks' in navigator ? navigator.locks : undefined;
  const late = new LateViews(views, engine);
  const runReader = new RunReader(journal, (text) => reader.program(text), late.salvage);
  const registry = new Registry(journal, locks, runReader, providers.portsFor, {
    onChange: news.change,
    onIteration: news.iteration,
    onList: news.list,
    onStorage: (_, { message, kind }) => {
      // A connection that is gone has said so itself.
      if (kind !== 'closed') send({ type: 'storage', storage, problem: message });
    },
  });
  const compareScript = lateScript<OpenComparisons>(
    compareAddress,
    'openComparisons',
    import.meta.env.DEV ? () => import('./compare-script') : undefined,
  );
  let compared: Comparisons | undefined;
  const comparisons = async (): Promise<Comparisons> => {
    const open = await needed(compareScript);
    return (compared ??= open({ views: late, language: reader, portsFor: providers.portsFor, registry }));
  };
  const runsScript = lateScript<OpenStoredRuns>(
    runsAddress,
    'openStoredRuns',
    import.meta.env.DEV ? () => import('./runs-script') : undefined,
  );
  // The development server has no script that could be taken in at once when a step asks.
  if (import.meta.env.DEV) await providers.load();
  setTimeout(() => {
    void providers.load();
    void runsScript.load();
  }, restAfterMs);
  let opened: StoredRuns | undefined;
  const runs = async (): Promise<StoredRuns> => {
    const open = await needed(runsScript);
    return (opened ??= open({
      ...{ journal, registry, locks },
      engine: { ...engine, fits: providers.portsFor([]).fits },
      ready: () => providers.load(),
      tab: newRunId(),
    }));
  };
  return proxy(new Service(journal, registry, news, notice, late, comparisons, runs));
};

expose(boot);
