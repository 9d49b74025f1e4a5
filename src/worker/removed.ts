import type { Journal } from '../journal/journal';
import { lockRun, type Locks } from '../journal/lock';

/**
 * Runs that were deleted and can still be brought back: until this tab deletes others, or is gone. Which tab
 * deleted a run is written with it, and a lock says that the tab is there, so that no other one takes it away.
 */
export class RemovedRuns {
  private readonly journal: Journal;
  private readonly locks: Locks;
  private readonly tab: string;
  private waiting: readonly string[] = [];
  private readonly ready: Promise<void>;

  constructor(journal: Journal, locks: Locks, tab: string) {
    this.journal = journal;
    this.locks = locks;
    this.tab = tab;
    // Storage that fails here will fail where it is told to the person.
    this.ready = this.begin().catch(() => undefined);
  }

  /** Takes its own lock for as long as the tab is there, and deletes what tabs that are gone have left. */
  private async begin(): Promise<void> {
    await lockRun(nameOf(this.tab), this.locks);
    const left = (await this.journal.listRuns()).filter(({ removed }) => removed !== undefined);
    for (const tab of new Set(left.map(({ removed = '' }) => removed))) {
      if (tab === this.tab) continue;
      const lock = await lockRun(nameOf(tab), this.locks);
      if (!lock) continue;
      for (const { id, removed } of left) if (removed === tab) await this.journal.deleteRun(id);
      lock.release();
    }
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.ready;
    const before = this.waiting.filter((id) => !ids.includes(id));
    this.waiting = ids;
    await this.journal.amendRuns(ids, { removed: this.tab });
    for (const id of before) await this.journal.deleteRun(id);
  }

  async bringBack(ids: readonly string[]): Promise<void> {
    await this.ready;
    this.waiting = this.waiting.filter((id) => !ids.includes(id));
    await this.journal.amendRuns(ids, { removed: null });
  }
}

function nameOf(tab: string): string {
  return `removed by ${tab}`;
}
