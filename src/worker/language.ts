import type { Checked } from './api';

/** Calls from the page to the language worker, which knows nothing of runs. */
export interface LanguageApi {
  check(text: string): Promise<Checked>;
  ping(): Promise<number>;
}
