import { expose, proxy, wrap } from 'comlink';
import { openJournal } from '../journal/open';
import { answersAt } from '../providers/answers';
import { createCodeSandbox } from '../providers/code-sandbox';
import { httpPort } from '../providers/http';
import { startNetWorker } from '../providers/start-net-worker';
import { startCodeWorker } from '../providers/start-code-worker';
import type { Storage, WorkerEvent } from './api';
import type { Boot } from './boot';
import type { ProgramApi } from './language';
import { News } from './news';
import { Registry } from './registry';
import { Service } from './service';

/** When the answers' script is taken in though nobody has asked: a run must also begin without a connection, ms. */
const answersAfterMs = 1000;

/** The interpreter's worker: journal, runs and providers, and a service for the page to ask. */
const boot: Boot = async ({ events, language, netAddress, answersAddress }, codeAssets) => {
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
  const { program } = wrap<ProgramApi>(language);
  const code = createCodeSandbox(async () => startCodeWorker(await codeAssets()));
  const answers = answersAt(answersAddress);
  setTimeout(() => void answers.load(), answersAfterMs);
  const news = new News(send);
  // Frames sandboxed without their origin have no lock manager.
  const locks = 'locks' in navigator ? navigator.locks : undefined;
  const registry = new Registry(
    journal,
    locks,
    (text) => program(text),
    ({ origins = [] }) => ({
      model: answers,
      fits: answers.fits,
      code,
      http: httpPort({ allowed: () => origins, start: () => startNetWorker(netAddress) }),
    }),
    {
      onChange: news.change,
      onIteration: news.iteration,
      onList: news.list,
      onStorage: (_, error) => {
        trouble(error.message, { kind: journal.kind, notice: error.message });
      },
    },
  );
  return proxy(new Service(journal, registry, news, notice));
};

expose(boot);
