import { expose, proxy, wrap } from 'comlink';
import { openJournal } from '../journal/open';
import { lateProviders } from '../providers/late-providers';
import { lateScript } from '../providers/late-script';
import type { Storage, WorkerEvent } from './api';
import type { Boot } from './boot';
import type { Comparer } from './comparer';
import { Comparisons } from './comparisons';
import type { ProgramApi } from './language';
import { News } from './news';
import { Registry } from './registry';
import { Service } from './service';
import type { Views } from './views';

/** When the providers' script is taken in though nobody has asked: a run must also begin without a connection, ms. */
const providersAfterMs = 1000;

/** The interpreter's worker: journal, runs and providers, and a service for the page to ask. */
const boot: Boot = async ({ events, language, viewsAddress, compareAddress, ...addresses }, codeAssets) => {
  const send = (event: WorkerEvent): void => {
    events.postMessage(event);
  };
  const trouble = (problem: string, storage: Storage): void => {
    send({ type: 'storage', storage, problem });
  };
  const { journal, notice } = await openJournal({
    onClosed: (reason) => {
      trouble(reason.message, { kind: 'indexeddb', notice: reason.message });
    },
  });
  const reader = wrap<ProgramApi>(language);
  const providers = lateProviders(addresses.providersAddress, { ...addresses, codeAssets });
  const views = lateScript<Views>(
    viewsAddress,
    'views',
    import.meta.env.DEV ? () => import('./views-script') : undefined,
  );
  // Once the page has its answer: the first run that is shown does not wait for it then.
  setTimeout(() => void views.load());
  setTimeout(() => void providers.load(), providersAfterMs);
  const news = new News(send);
  // Frames sandboxed without their origin have no lock manager.
  const locks = 'locks' in navigator ? navigator.locks : undefined;
  const registry = new Registry(journal, locks, (text) => reader.program(text), providers.portsFor, {
    onChange: news.change,
    onIteration: news.iteration,
    onList: news.list,
    onStorage: (_, error) => {
      trouble(error.message, { kind: journal.kind, notice: error.message });
    },
  });
  const comparer = lateScript<Comparer>(
    compareAddress,
    'comparer',
    import.meta.env.DEV ? () => import('./compare-script') : undefined,
  );
  const comparisons = new Comparisons(comparer, reader, providers.portsFor, registry);
  return proxy(new Service(journal, registry, news, notice, views, comparisons));
};

expose(boot);
