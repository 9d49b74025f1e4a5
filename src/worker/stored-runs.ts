import type { Journal } from '../journal/journal';
import { type Locks, writtenRuns } from '../journal/lock';
import { decided } from '../journal/rows';
import { readRunFile, runFile } from '../journal/run-file';
import type * as api from './api';
import type { CheckedHead } from './boot';
import { forkOf } from './forks';
import { importedRun } from './import-run';
import { latestStart } from './latest-start';
import { isOver } from './over';
import { readyForBreakpoints } from './parts';
import type { Registry } from './registry';
import { RemovedRuns } from './removed';
import { runList } from './run-list';

export interface StoredRunsSettings {
  readonly journal: Journal;
  readonly registry: Registry;
  readonly locks: Locks;
  /** Name of this tab among those that delete runs. */
  readonly tab: string;
}

/**
 * What a person does with runs that are stored: list, name, delete, fork, take out into a file and back. Made once, it
 * keeps what was deleted until it is sure.
 */
export class StoredRuns {
  private readonly settings: StoredRunsSettings;
  private readonly removed: RemovedRuns;

  constructor(settings: StoredRunsSettings) {
    this.settings = settings;
    this.removed = new RemovedRuns(settings.journal, settings.locks, settings.tab);
  }

  async list(): Promise<readonly api.RunListItem[]> {
    const { journal, registry, locks } = this.settings;
    const rows = (await journal.listRuns()).filter(({ removed }) => removed === undefined);
    const live = new Map(registry.live().map((entry) => [entry.row.id, entry]));
    const written = await writtenRuns(locks);
    return runList(
      rows.map((row) => {
        const here = live.get(row.id)?.live;
        const going = here ? 'here' : written.has(row.id) && !isOver(row) ? 'elsewhere' : undefined;
        return { ...row, ...here?.row(), ...decided(row), ...(going && { going }) };
      }),
    );
  }

  /**
   * Deletes runs so that they can be brought back. When another tab carries one of them out, which would go on writing
   * it, none is deleted, and the number of that one is given.
   */
  async remove(ids: readonly string[]): Promise<number | undefined> {
    const { registry } = this.settings;
    for (const id of ids) {
      const elsewhere = await this.runElsewhere(id);
      if (elsewhere !== undefined) return elsewhere;
    }
    for (const id of ids) {
      const entry = await registry.open(id).catch(() => undefined);
      await entry?.live?.stop();
    }
    await this.removed.remove(ids);
    for (const id of ids) registry.forget(id);
    return undefined;
  }

  /** The number of a run when another tab carries it out. */
  private async runElsewhere(id: string): Promise<number | undefined> {
    const { journal, registry, locks } = this.settings;
    const row = await journal.getRun(id);
    if (!row || isOver(row) || registry.live().some((entry) => entry.row.id === id)) return undefined;
    return (await writtenRuns(locks)).has(id) ? row.number : undefined;
  }

  bringBack(ids: readonly string[]): Promise<void> {
    return this.removed.bringBack(ids);
  }

  async amend(id: string, change: { readonly name?: string; readonly pinned?: boolean }): Promise<void> {
    const { journal, registry } = this.settings;
    const name = change.name?.trim().slice(0, 200);
    const kept = { ...change, ...(name !== undefined && { name }) };
    const stored = await journal.getRun(id);
    let link = stored ? id : (await registry.going(id))?.row.id;
    // A run that goes on in others is one: what is decided of it holds for its last link, and those to come.
    while (link !== undefined) {
      await journal.amendRuns([link], kept);
      registry.amend(link, kept);
      const next: string | undefined = (await journal.getRun(link))?.successor;
      link = next !== undefined && (await journal.getRun(next)) ? next : undefined;
    }
  }

  async fork(options: api.ForkOptions, head: CheckedHead): Promise<api.Forked> {
    const { journal, registry } = this.settings;
    const entry = await registry.open(options.runId);
    if (!entry) return missing;
    await entry.live?.flush();
    const program = await registry.reader.program(options.text);
    await readyForBreakpoints(head.breakpoints);
    const { point } = options;
    const loop = point.loop === '' ? '' : latestStart(entry, point.loop);
    const asked = { ...options, point: { ...point, loop } };
    const made = await forkOf(journal, entry, program, asked, head, registry.clock.now());
    if (!('run' in made)) return { reasons: made };
    if (options.dryRun === true) return { reasons: [] };
    const creating = journal.createFrom(made.run, made.begin, made.copied);
    await registry.begin(creating, program, options.paused === true, undefined, head.breakpoints);
    return { runId: made.run.id };
  }

  async exportRun(id: string): Promise<string | undefined> {
    const { journal, registry } = this.settings;
    const entry = await registry.open(id);
    await entry?.live?.save();
    const row = await journal.getRun(id);
    if (!row) return undefined;
    return runFile(row, (from, to) => journal.segments(id, from, to));
  }

  async importRun(
    file: string,
    problemIn: (text: string) => Promise<string | undefined>,
    owner: string | undefined,
  ): Promise<api.Imported> {
    const { journal, registry } = this.settings;
    const read = readRunFile(file);
    if ('problem' in read) return read;
    const { text } = read.run;
    const problem = await problemIn(text);
    if (problem !== undefined) return { problem };
    const made = importedRun(read, await registry.reader.program(text), owner);
    if ('problem' in made) return made;
    const { id, number } = await journal.createFrom(made.run, made.segments);
    registry.listChanged();
    return { runId: id, number };
  }
}

const missing: api.Forked = {
  error: { code: 'run/unknown', message: 'the run is no longer stored' },
  diagnostics: [],
};
