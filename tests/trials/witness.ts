import { expect, type Page } from '@playwright/test';
import type { RunRecord } from '../../src/engine/records';
import { listIn } from '../../src/journal/records-of';
import type { CountingServer } from './counting-server';
import { difference, outcomeOf, type Outcome } from './outcome';
import { begin, notices, recordsFrom, runIds, runOf } from './page';
import type { Stored } from './stored';
import type { Tally } from './tally';

/** ms that a run may take to its end. */
const patience = 60_000;

/**
 * Sees one run through its faults, over as many pages as it takes: remembers every record that was told to be
 * stored, and holds what is there later against it.
 */
export class Witness {
  readonly #tally: Tally;
  readonly #server: CountingServer;
  /** Ids of the runs that were stored before this one began. */
  readonly #before: ReadonlySet<string>;
  /** By link of the chain: what was known to be stored. */
  readonly #known = new Map<string, RunRecord[]>();

  #gone = false;

  private constructor(tally: Tally, server: CountingServer, before: readonly string[]) {
    this.#tally = tally;
    this.#server = server;
    this.#before = new Set(before);
  }

  /** Begins a run of the document in the editor. */
  static async begin(
    page: Page,
    tally: Tally,
    server: CountingServer,
    options: { readonly speed?: number } = {},
  ): Promise<Witness> {
    const witness = new Witness(tally, server, await runIds(page));
    const first = await begin(page, options);
    witness.#known.set(first, []);
    tally.count('runs');
    return witness;
  }

  /** Ids of the run's links that are stored now, oldest first. */
  async links(page: Page): Promise<readonly string[]> {
    return (await runIds(page)).filter((id) => !this.#before.has(id));
  }

  /** Takes note of what is stored by now, and whether what was stored before is still there. */
  async see(page: Page): Promise<void> {
    const links = await this.links(page);
    if (links.length === 0) {
      const said = await notices(page).allTextContents();
      if (said.some((text) => text.includes('emptied it'))) this.#gone = true;
      else this.#tally.lose('lost', `the run is not in the list; the page says ${JSON.stringify(said)}`);
    }
    for (const id of links.slice(-1)) {
      const known = this.#known.get(id) ?? [];
      this.#known.set(id, known);
      // The last one that is known is read again: it has to be where it was.
      const from = Math.max(0, known.length - 1);
      const found = await recordsFrom(page, id, from);
      if (found === undefined) continue;
      // A page that was frozen may answer when all this has been seen on another one.
      if (Math.max(0, known.length - 1) !== from) continue;
      const last = known.at(-1);
      if (last !== undefined && !same(last, found[0])) {
        this.#tally.lose('lost', `record ${from} of ${id} is ${JSON.stringify(found[0])}`);
      }
      const more = found.slice(known.length - from);
      known.push(...more);
      this.#tally.count('acknowledged', more.length);
    }
  }

  /** The browser has thrown everything away, and the page has said so: there is nothing more to see. */
  get isGone(): boolean {
    return this.#gone;
  }

  /** Id of the link that was seen last. */
  get id(): string {
    return [...this.#known.keys()].at(-1) ?? '';
  }

  /** What the page has said is gone is not missed: all but the first `count` records of the last link. */
  release(count: number): void {
    this.#known.get(this.id)?.splice(count);
  }

  /** Looks into the database itself: what was known to be stored of the last link has to be there. */
  isIn({ segments = [] }: Stored): void {
    const records = segments.flatMap(({ key, value }) =>
      Array.isArray(key) && key[0] === this.id ? recordsIn(value) : [],
    );
    this.#compare(this.id, records);
  }

  /** Whether the run, with all its links, has ended. */
  async hasEnded(page: Page): Promise<boolean> {
    const status = await this.status(page);
    return status === 'completed' || status === 'failed' || status === 'stopped';
  }

  /** Status of the last link. */
  async status(page: Page): Promise<string | undefined> {
    const last = (await this.links(page)).at(-1);
    return last === undefined ? undefined : (await runOf(page, last))?.status;
  }

  /** Waits until the run stands still, paused or at its end, and gives its status. */
  async stands(page: Page): Promise<string | undefined> {
    const still = /^(paused|completed|failed|stopped)$/;
    let found: string | undefined;
    // What is found counts: asked once more, the run could be going on.
    await expect
      .poll(async () => (found = await this.status(page)), { timeout: patience, intervals: [30] })
      .toMatch(still);
    return found;
  }

  /** Waits for the end, holds everything against what was known, and gives how it ended. */
  async outcome(page: Page): Promise<Outcome> {
    await expect.poll(() => this.hasEnded(page), { timeout: patience, intervals: [30] }).toBe(true);
    const links = await this.links(page);
    const read: (readonly RunRecord[])[] = [];
    for (const id of links) {
      const records = (await recordsFrom(page, id, 0)) ?? [];
      read.push(records);
      this.#compare(id, records);
      this.#findGaps(id, records);
      this.#countCalls(id, records, true);
    }
    for (const [id, known] of this.#known) if (!links.includes(id)) this.#countCalls(id, known, false);
    const last = await runOf(page, links.at(-1) ?? '');
    if (!last) throw new Error('the run that ended is not stored');
    return outcomeOf(last, read);
  }

  /** The same, and the end has to be that of the run that nothing happened to. */
  async end(page: Page, expected: Outcome): Promise<void> {
    const outcome = await this.outcome(page);
    const found = difference(outcome, expected);
    if (found !== undefined)
      this.#tally.lose('different', `${found}; ${JSON.stringify(outcome).slice(0, 2000)}`);
  }

  #compare(id: string, records: readonly RunRecord[]): void {
    const changed = (this.#known.get(id) ?? []).findIndex((record, n) => !same(record, records[n]));
    if (changed !== -1) this.#tally.lose('lost', `record ${changed} of ${id} was stored and is not any more`);
  }

  /** Iterations and items are told once each, without a hole. */
  #findGaps(id: string, records: readonly RunRecord[]): void {
    const numbers = new Map<string, Set<number>>();
    for (const record of records) {
      if (record.type !== 'iteration' && record.type !== 'item') continue;
      const number = record.type === 'iteration' ? record.iteration : record.index;
      const there = numbers.get(record.address) ?? new Set();
      if (there.has(number)) this.#tally.lose('lost', `${record.address}[${number}] of ${id} stands twice`);
      numbers.set(record.address, there.add(number));
    }
    for (const [address, there] of numbers) {
      if (Math.max(...there) - Math.min(...there) + 1 !== there.size)
        this.#tally.lose('lost', `${address} of ${id} has a gap`);
    }
  }

  /**
   * A call whose answer is recorded must be the last one sent for its place. `complete`: all records of the
   * link are here, so that also a failed attempt is known to have been the last.
   */
  #countCalls(id: string, records: readonly RunRecord[], complete: boolean): void {
    const recorded = new Map<string, { readonly serial: number; readonly failed: boolean }[]>();
    for (const record of records) {
      if (record.type !== 'attempt' || record.source !== 'real') continue;
      const serial = serialIn(record.answer);
      if (serial === undefined) continue;
      const key = `${id}/${record.address}`;
      const there = recorded.get(key) ?? [];
      recorded.set(key, [...there, { serial, failed: record.error !== undefined }]);
    }
    for (const [key, attempts] of recorded) {
      const asked = this.#server.asked.get(key) ?? [];
      const last = attempts.at(-1);
      if (last === undefined || (last.failed && !complete)) continue;
      const after = asked.filter((serial) => serial > last.serial);
      if (after.length > 0) this.#tally.lose('twice', `${key} was sent again after it was recorded`);
      this.#tally.count('cutOff', asked.length - after.length - attempts.length);
    }
  }
}

function same(a: RunRecord, b: RunRecord | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Records in a segment as it is stored: their text is. */
function recordsIn(segment: unknown): readonly RunRecord[] {
  if (typeof segment !== 'object' || segment === null || !('records' in segment)) return [];
  // What every released version has kept there.
  return listIn(String(segment.records)) as readonly RunRecord[];
}

/** The number that the server gave its answer. */
function serialIn(answer: unknown): number | undefined {
  if (typeof answer !== 'object' || answer === null || !('body' in answer)) return undefined;
  const { body } = answer;
  if (typeof body !== 'object' || body === null || !('serial' in body)) return undefined;
  return typeof body.serial === 'number' ? body.serial : undefined;
}
