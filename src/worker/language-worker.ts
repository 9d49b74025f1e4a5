import { expose } from 'comlink';
import { checkText } from './check-text';
import type { LanguageApi } from './language';

/** The language's worker: a long document being checked never holds up a run. */
const language: LanguageApi = {
  check: (text) => Promise.resolve(checkText(text)),
  ping: () => Promise.resolve(performance.now()),
};

expose(language);
