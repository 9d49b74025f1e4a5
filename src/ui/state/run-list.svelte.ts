import type { RunListItem } from '../../worker/api';
import type { WorkerLink } from './worker-link';

/** Runs stored on this device, newest first, and the one the list page shows in detail. */
export class RunList {
  items = $state.raw<readonly RunListItem[]>();
  chosen = $state<string>();
  readonly bytes = $derived((this.items ?? []).reduce((sum, run) => sum + run.bytes, 0));

  readonly #link: WorkerLink;
  readonly #owner: string | undefined;
  #reading = false;
  #stale = false;

  constructor(link: WorkerLink, owner: string | undefined) {
    this.#link = link;
    this.#owner = owner;
  }

  /** Reads the list; calls while it is being read are answered by one more reading. */
  async read(): Promise<void> {
    if (this.#reading) {
      this.#stale = true;
      return;
    }
    this.#reading = true;
    const items = await this.#link.ask((api) => api.listRuns());
    this.#reading = false;
    const seen = items?.filter((run) => this.#owner === undefined || run.owner === this.#owner);
    if (seen) this.items = seen.toSorted((a, b) => b.number - a.number);
    if (this.#stale) {
      this.#stale = false;
      await this.read();
    }
  }

  /** Runs that were running when the page went away, without those of other frames. */
  async unfinished(): Promise<readonly string[]> {
    const ids = (await this.#link.ask((api) => api.unfinished())) ?? [];
    if (ids.length === 0) return ids;
    const runs = (await this.#link.ask((api) => api.listRuns())) ?? [];
    return runs.filter(({ id, owner }) => owner === this.#owner && ids.includes(id)).map(({ id }) => id);
  }

  /** Why none was deleted, in a sentence, when that is so. */
  async remove(ids: readonly string[]): Promise<string | undefined> {
    const elsewhere = await this.#link.ask((api) => api.deleteRuns(ids));
    await this.read();
    return elsewhere === undefined
      ? undefined
      : `Nothing was deleted: run ${elsewhere} goes on in another tab. Stop it there first.`;
  }

  async restore(ids: readonly string[]): Promise<void> {
    await this.#link.ask((api) => api.undeleteRuns(ids));
    await this.read();
    this.chosen = ids[0];
  }

  async rename(id: string, name: string): Promise<void> {
    await this.#link.ask((api) => api.amendRun(id, { name }));
    await this.read();
  }

  async pin(id: string, pinned: boolean): Promise<void> {
    await this.#link.ask((api) => api.amendRun(id, { pinned }));
    await this.read();
  }

  /** Stores a run out of a file; why not, when it is none. */
  async import(file: string): Promise<string | undefined> {
    const made = await this.#link.ask((api) => api.importRun(file, this.#owner));
    if (!made) return 'The interpreter does not answer.';
    if ('problem' in made) return made.problem;
    await this.read();
    this.chosen = made.runId;
    return undefined;
  }
}
