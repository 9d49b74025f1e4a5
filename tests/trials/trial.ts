import { expect, test as base, type Page } from '@playwright/test';
import { randomFrom } from '../../src/engine/random';
import { startCountingServer, type CountingServer } from './counting-server';
import { documents, type Document, type Name } from './documents';
import type { Outcome } from './outcome';
import { open, write } from './page';
import { Tally } from './tally';
import { Witness } from './witness';

/** Where all chance of the trials comes from. */
const seed = process.env.SEED ?? '1';

/** Kills of the browser in all; `npm run trials` asks for 200, everything else is in proportion. */
const kills = Number(process.env.TRIALS ?? 5);

/** Whether this is `npm run trials`: then there is time for rows without which `npm test` is no poorer. */
export const unhurried = process.env.TRIALS !== undefined;

/** How often to do what is done `often` times beside 200 kills; at least once. */
export function times(often: number): number {
  return Math.max(1, Math.round((often * kills) / 200));
}

/** A number from 0 to `below`, below left out; the same in every trial with the same seed and name. */
export type Draw = (below: number) => number;

/** A document in the editor, and how its runs end when nothing happens to them. */
export interface Subject {
  readonly expected: Outcome;
  /** Puts the document into a page whose storage is empty, and lets it reach again what it calls. */
  writeAgain(page: Page): Promise<void>;
  /** Begins another run of it. */
  begin(page: Page, options?: { readonly speed?: number }): Promise<Witness>;
}

interface Trial {
  readonly tally: Tally;
  readonly server: CountingServer;
  readonly draw: Draw;
  readonly address: string;
  /** Opens the page with a document and runs it once undisturbed. */
  readonly prepare: (page: Page, name: Name) => Promise<Subject>;
}

/** A test that counts what it does to the page; its title is the row of the table. */
export const trial = base.extend<Trial>({
  // Playwright reads from the braces what a fixture needs; these need nothing.
  tally: async ({}, use, info) => {
    const tally = new Tally();
    await use(tally);
    info.annotations.push({ type: 'tally', description: JSON.stringify(tally.counts) });
    expect(tally.losses.slice(0, 10)).toEqual([]);
  },
  server: async ({}, use) => {
    const server = await startCountingServer();
    await use(server);
    await server.close();
  },
  draw: async ({}, use, info) => {
    const random = randomFrom(seed, info.title);
    await use((below) => random() * below);
  },
  address: async ({ baseURL }, use) => use(baseURL ?? ''),
  prepare: async ({ tally, server, address }, use) => {
    await use(async (page, name) => {
      const document: Document = documents[name];
      await open(page, address);
      await write(page, document(server.url));
      const undisturbed = await Witness.begin(page, new Tally(), server);
      const expected = await undisturbed.outcome(page);
      return {
        expected,
        writeAgain: (on) => write(on, document(server.url)),
        begin: (on, options) => Witness.begin(on, tally, server, options),
      };
    });
  },
});
