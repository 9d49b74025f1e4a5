import type { Entry } from './entry';

/** Runs kept open though they have ended or are only looked at: the newest ones. */
const mostIdle = 6;

/** Links of chains remembered after that: an endless chain has no end of them. */
const mostLinks = 1000;

/** The runs a worker has open, by id. */
export class OpenRuns {
  private readonly entries = new Map<string, Entry>();
  /** By link of a chain that is not open any more: the next. A page is told of each link a moment late. */
  private readonly successors = new Map<string, string>();

  get(runId: string): Entry | undefined {
    return this.entries.get(runId);
  }

  set(runId: string, entry: Entry): void {
    this.entries.set(runId, entry);
  }

  delete(runId: string): void {
    this.entries.delete(runId);
  }

  all(): readonly Entry[] {
    return [...this.entries.values()];
  }

  /** The run itself while it is open; of a link of a chain that is not, the next link that is. */
  keptLink(runId: string): string {
    let kept = runId;
    while (!this.entries.has(kept)) {
      const next = this.successors.get(kept);
      if (next === undefined) return kept;
      kept = next;
    }
    return kept;
  }

  /** Lets go of the oldest that nobody carries out or follows. */
  tidy(): void {
    const idle = this.all().filter((entry) => !entry.live && !entry.readOnly);
    for (const { row } of idle.slice(0, Math.max(0, idle.length - mostIdle))) {
      this.entries.delete(row.id);
      if (row.successor !== undefined) this.successors.set(row.id, row.successor);
    }
    for (const oldest of this.successors.keys()) {
      if (this.successors.size <= mostLinks) return;
      this.successors.delete(oldest);
    }
  }
}
