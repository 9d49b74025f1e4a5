import type { Breakpoint } from '../engine';
import type { Journal, JournalError, RunRow } from '../journal/journal';
import { lockRun, type Locks, type RunLock, whenFree, writtenRuns } from '../journal/lock';
import type { Program } from '../workflow/program';
import type { PortsFor } from '../providers/late-providers';
import type { StartOptions } from './api';
import { Clock } from './clock';
import { Entry } from './entry';
import type { IterationRecord } from './iteration-record';
import { LiveRun } from './live-run';
import { OpenRuns } from './open-runs';
import type { RunReader } from './run-reader';
import { OtherTabs } from './tabs';

export interface RegistryEvents {
  onChange(entry: Entry): void;
  onIteration(entry: Entry, record: IterationRecord): void;
  onStorage(entry: Entry, error: JournalError): void;
  /** The list of runs has changed. */
  onList(): void;
}

/** The runs this worker has open, and the one way in which they are begun, brought back and let go. */
export class Registry {
  readonly clock = new Clock();
  readonly reader: RunReader;
  private readonly entries = new OpenRuns();
  private readonly opening = new Map<string, Promise<Entry | undefined>>();
  private readonly reviving = new Map<string, Promise<Entry | undefined>>();
  private readonly indexing = new Set<Promise<void>>();
  private readonly journal: Journal;
  private readonly locks: Locks;
  private readonly events: RegistryEvents;
  private readonly portsFor: PortsFor;
  private readonly tabs: OtherTabs;

  constructor(journal: Journal, locks: Locks, reader: RunReader, portsFor: PortsFor, events: RegistryEvents) {
    this.journal = journal;
    this.locks = locks;
    this.reader = reader;
    this.portsFor = portsFor;
    this.events = events;
    this.tabs = new OtherTabs({ list: () => events.onList(), run: (runId) => this.heard(runId) });
  }

  /**
   * Begins a run that is being created in the journal. `program` is that of its text; what it and the breakpoints need has
   * been imported.
   */
  async begin(
    creating: Promise<RunRow>,
    program: Program,
    held: boolean,
    pauseAt: StartOptions['pauseAt'],
    breakpoints: readonly Breakpoint[],
  ): Promise<Entry> {
    const row = await creating;
    const stored = row.segments > 0 ? await this.reader.entry(row.id, program) : undefined;
    const entry = stored ?? new Entry(row, program, this.journal);
    this.entries.set(row.id, entry);
    entry.breakpoints = breakpoints;
    const lock = await lockRun(row.id, this.locks);
    if (!lock) throw new Error('a new run is locked already');
    this.carryOut(entry, lock, held, false, pauseAt);
    return entry;
  }

  /** An open run, or a stored one opened for looking. Undefined when there is none; rejects when it is unreadable. */
  async open(runId: string): Promise<Entry | undefined> {
    const under = this.opening.get(runId);
    if (under) return under;
    const known = this.entries.get(runId);
    if (known) return known;
    const opening = this.read(runId).finally(() => this.opening.delete(runId));
    this.opening.set(runId, opening);
    return opening;
  }

  /** The same of a run that is told something: for a link that its chain has dropped, the next one that is kept. */
  going(runId: string): Promise<Entry | undefined> {
    return this.open(this.entries.keptLink(runId));
  }

  /** Whether a run can go on without anything of it being gone, which otherwise has been told by then. */
  async isWhole(runId: string): Promise<boolean> {
    try {
      return (await this.open(runId))?.damage === undefined;
    } catch {
      // Asked to go on with it, the worker says why it cannot.
      return true;
    }
  }

  /** Tells what of a run could not be read when it was looked at. */
  tellDamage(entry: Entry): void {
    for (const error of entry.model.takeDamage()) this.events.onStorage(entry, error);
  }

  private async read(runId: string): Promise<Entry | undefined> {
    const entry = await this.reader.entry(runId);
    if (!entry) return undefined;
    this.entries.set(runId, entry);
    this.entries.tidy();
    if (entry.damage) this.events.onStorage(entry, entry.damage);
    return entry;
  }

  /** Carries a stored run on; read-only and followed when another tab does that already. */
  revive(link: string, held: boolean): Promise<Entry | undefined> {
    const runId = this.entries.keptLink(link);
    const under = this.reviving.get(runId);
    if (under) return under;
    const reviving = this.bringBack(runId, held).finally(() => this.reviving.delete(runId));
    this.reviving.set(runId, reviving);
    return reviving;
  }

  private async bringBack(runId: string, held: boolean): Promise<Entry | undefined> {
    const known = this.entries.get(runId);
    if (known && (known.live || known.isOver)) return known;
    // Before anything is read, as another tab may write until it is locked.
    const lock = await lockRun(runId, this.locks);
    let entry: Entry | undefined;
    try {
      const had = (await this.opening.get(runId)) ?? this.entries.get(runId);
      entry = had ?? (await this.open(runId));
      if (had && lock) await this.refresh(had);
      if (!entry || entry.live || entry.isOver) {
        lock?.release();
        return entry;
      }
      // Asked by the person, who has been told what is gone.
      if (lock && entry.damage) await this.journal.cut(runId, entry.row.segments);
    } catch (error) {
      lock?.release();
      throw error;
    }
    if (lock) {
      entry.readOnly = false;
      entry.damage = undefined;
      this.carryOut(entry, lock, held, true, undefined);
    } else {
      this.follow(entry);
    }
    return entry;
  }

  /** Opens a run to be looked at, and follows the tab that carries it out. */
  async look(runId: string): Promise<Entry | undefined> {
    const entry = await this.open(runId);
    const isWritten = (await writtenRuns(this.locks)).has(runId) && !this.reviving.has(runId);
    if (isWritten && entry && !entry.live && !entry.isOver) this.follow(entry);
    return entry;
  }

  private follow(entry: Entry): void {
    if (entry.readOnly) return;
    entry.readOnly = true;
    void whenFree(entry.row.id, this.locks)
      .then(async (lock) => {
        lock?.release();
        entry.readOnly = false;
        await this.refresh(entry);
        const { successor } = entry.row;
        const next = successor === undefined ? undefined : await this.look(successor);
        if (next) this.changed(next);
        // The other tab is gone; what it had begun goes on here.
        if (!entry.damage && (entry.row.status === 'running' || entry.row.status === 'waiting'))
          await this.revive(entry.row.id, false);
      })
      // What storage refuses is told to whoever asks for the run.
      .catch(() => undefined)
      .finally(() => this.changed(entry));
  }

  private carryOut(
    entry: Entry,
    lock: RunLock,
    held: boolean,
    reload: boolean,
    pauseAt: StartOptions['pauseAt'],
  ): void {
    const { row, model, state, stored, speed = row.speed } = entry;
    const live = new LiveRun({
      ...{ row: { ...row, speed }, model, state, stored, lock, held },
      journal: this.journal,
      clock: this.clock,
      providers: this.portsFor(row.origins ?? []),
      ...(pauseAt && { pauseAt }),
      onChange: () => this.changed(entry),
      onIteration: (record) => {
        entry.recent.add(record);
        this.events.onIteration(entry, record);
        this.changed(entry);
      },
      onStorage: (error) => this.events.onStorage(entry, error),
      onStored: () => this.tabs.tell(row.id),
      onEnd: (successor) => void this.ended(entry, live, successor),
    });
    entry.live = live;
    entry.pauseAt(entry.breakpoints);
    live.begin(reload);
    this.listChanged();
  }

  private async ended(entry: Entry, live: LiveRun, successor: RunRow | undefined): Promise<void> {
    entry.row = {
      ...live.row(),
      ...(successor && { successor: successor.id }),
    };
    entry.source = live.source;
    entry.live = undefined;
    this.tabs.tell(entry.row.id);
    this.changed(entry);
    if (successor) {
      // Whoever asks for the successor from now on gets the one that is carried out.
      const opening = this.handOver(successor, entry, live).finally(() => this.opening.delete(successor.id));
      this.opening.set(successor.id, opening);
      await opening;
    }
    this.entries.tidy();
    this.listChanged();
  }

  /** Begins the next link of a chain as the last one stood: paused, or on its way to a pause point. */
  private async handOver(successor: RunRow, before: Entry, { gate, pauseAt }: LiveRun): Promise<Entry> {
    const { program } = before.model;
    const next =
      (await this.reader.entry(successor.id, program)) ?? new Entry(successor, program, this.journal);
    next.breakpoints = before.breakpoints;
    // It may have been changed since the successor was stored.
    next.speed = gate.speed;
    this.entries.set(successor.id, next);
    const lock = await lockRun(successor.id, this.locks);
    if (lock) this.carryOut(next, lock, !gate.isOpen, false, pauseAt);
    return next;
  }

  /** The link that goes on in the place of this run, when it was continued. */
  async nextOf({ row }: Entry): Promise<Entry | undefined> {
    return row.successor === undefined ? undefined : this.going(row.successor);
  }

  /** Another tab has written a run, which is read anew when it is open here. */
  private heard(runId: string): Promise<void> | undefined {
    const entry = this.entries.get(runId);
    if (!entry || entry.live) return undefined;
    return this.refresh(entry)
      .then(() => this.look(runId))
      .then(() => this.changed(entry));
  }

  private async refresh(entry: Entry): Promise<void> {
    const standing = await this.reader.standing(entry);
    if (standing && !carried(entry)) entry.take(standing);
  }

  /** Tells of an entry; of one whose rows are still being read as soon as they are there. */
  private changed(entry: Entry): void {
    entry.revision++;
    if (entry.isIndexed) return this.events.onChange(entry);
    const indexed = entry.indexed();
    // A run at full speed changes thousands of times meanwhile.
    if (this.indexing.has(indexed)) return;
    this.indexing.add(indexed);
    const tell = (): void => {
      this.indexing.delete(indexed);
      this.events.onChange(entry);
    };
    indexed.then(tell, tell);
  }

  live(): Entry[] {
    return this.entries.all().filter((entry) => entry.live !== undefined);
  }

  /** Takes over what a person has decided about a run. */
  amend(runId: string, change: Pick<Partial<RunRow>, 'name' | 'pinned'>): void {
    const entry = this.entries.get(runId);
    if (entry) entry.row = { ...entry.row, ...change };
    entry?.live?.amend(change);
    if (entry) this.changed(entry);
    this.listChanged();
  }

  /** The list of runs is another one, also for other tabs. */
  listChanged(): void {
    this.tabs.tell();
    this.events.onList();
  }

  forget(runId: string): void {
    this.entries.delete(runId);
  }
}

/** Asked by a function, as the answer may change while something is waited for. */
function carried({ live }: Entry): boolean {
  return live !== undefined;
}
