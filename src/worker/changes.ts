import type { Entry } from './entry';

/** Tells of runs that have changed; of one whose rows are still being read as soon as they are there. */
export class Changes {
  private readonly indexing = new Set<Entry>();
  private readonly told: (entry: Entry) => void;

  constructor(told: (entry: Entry) => void) {
    this.told = told;
  }

  tell(entry: Entry): void {
    if (entry.isIndexed) return this.told(entry);
    if (this.indexing.has(entry)) return;
    this.indexing.add(entry);
    const tell = (): void => {
      this.indexing.delete(entry);
      this.told(entry);
    };
    entry.indexed().then(tell, tell);
  }
}
