import type { Commit } from './commit';
import { JournalError } from './journal';

interface Waiting extends Commit {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The commits of one run, one transaction at a time: what comes meanwhile is written together in the
 * next. Measured in Chromium, that is faster than two transactions at once, which wait for each other, and
 * it is what makes all that follows a failure fail without asking the disk.
 */
export class Lane {
  readonly #write: (commits: readonly Commit[], first: boolean) => Promise<void>;
  #waiting: Waiting[] = [];
  #busy = false;
  /** No segment has been written here yet. */
  #first = true;

  /** `write` stores commits of consecutive segments in one transaction. */
  constructor(write: (commits: readonly Commit[], first: boolean) => Promise<void>) {
    this.#write = write;
  }

  /** Settles when the commit is durable; rejects also when one before it failed. */
  push(commit: Commit): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...commit, resolve, reject });
      if (!this.#busy) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, batchLength(this.#waiting));
      try {
        await this.#write(batch, this.#first);
        if (batch.some(({ segment }) => segment !== undefined)) this.#first = false;
        for (const { resolve } of batch) resolve();
        // Who waited for this may hand in more at once: it comes along in the next transaction.
        await Promise.resolve();
      } catch (error) {
        const [first, ...rest] = [...batch, ...this.#waiting];
        this.#waiting = [];
        first?.reject(error);
        for (const { reject } of rest)
          reject(new JournalError('missing', 'What comes before it is not stored.'));
      }
    }
    this.#busy = false;
  }
}

/** How many of the first commits belong together: segments that follow each other, up to one with more. */
function batchLength(commits: readonly Commit[]): number {
  let last: number | undefined;
  for (const [index, { segment, more }] of commits.entries()) {
    if (segment !== undefined && last !== undefined && segment.n !== last + 1) return index;
    last = segment?.n ?? last;
    if (more !== undefined) return index + 1;
  }
  return commits.length;
}
