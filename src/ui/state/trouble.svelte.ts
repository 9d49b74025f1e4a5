import type { Storage } from '../../worker/api';

/** What stands in the way: the worker failed, storage did, its way to storage is gone, or something asked of it failed. */
export interface Problem {
  readonly kind: 'worker' | 'storage' | 'closed' | 'asked';
  readonly text: string;
}

/** What the page has to say about its worker and its storage. */
export class Trouble {
  now = $state.raw<Problem>();
  /** The browser has thrown away what was stored, and nobody has been told yet. */
  emptied = $state(false);

  readonly died = (text: string): void => {
    this.now = { kind: 'worker', text };
  };

  /** Something could not be done; not said in the place of what it comes from. */
  readonly failed = (text: string): void => {
    if (this.now?.kind === 'closed' || this.now?.kind === 'worker') return;
    // What is thrown begins like the middle of a sentence.
    this.now = { kind: 'asked', text: text.charAt(0).toUpperCase() + text.slice(1) };
  };

  /** News of storage, with what it refused to do if it did. */
  hear({ kind }: Storage, problem: string | undefined): void {
    if (problem !== undefined) this.now = { kind: kind === 'closed' ? kind : 'storage', text: problem };
  }

  /** What was asked has been done. */
  answered(): void {
    if (this.now?.kind === 'asked') this.now = undefined;
  }

  /** Storage takes again what it had refused. */
  recovered(): void {
    this.answered();
    if (this.now?.kind === 'storage') this.now = undefined;
  }

  dismiss(): void {
    this.now = undefined;
  }
}
