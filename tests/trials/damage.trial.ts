import { expect, type Page } from '@playwright/test';
import { ask } from '../e2e/port';
import { strike } from './endure';
import { notices, open, press, recordsFrom, runOf } from './page';
import { leave, readStored, writeStored, type StoredRow } from './stored';
import { times, trial, unhurried, type Draw } from './trial';

/** A stored segment, as far as it is looked at here. */
interface Piece extends StoredRow {
  readonly key: [runId: string, n: number];
  readonly value: { readonly records: string; readonly checkpoint?: string };
}

/** What is done to the journal of a run, and the rows it is done to: `undefined` removes one. */
interface Spoilt {
  readonly store: 'segments' | 'directory';
  readonly rows: readonly { readonly key: [string, number]; readonly value?: unknown }[];
}

type Spoil = (pieces: readonly Piece[], draw: Draw) => Spoilt;

/** Any but the first and the last. */
function inTheMiddle(pieces: readonly Piece[], draw: Draw): Piece {
  const piece = pieces[1 + Math.floor(draw(pieces.length - 2))];
  if (!piece) throw new Error('the run was over too soon');
  return piece;
}

const withoutRecords = ({ key, value }: Piece): Spoilt['rows'][number] => ({
  key,
  value: { ...value, records: value.records.slice(0, -3) },
});

/** The page goes on by itself, and nothing at all is lost. */
const harmless: Readonly<Record<string, Spoil>> = {
  'rows of the directory lost': (pieces, draw) => ({
    store: 'directory',
    rows: [{ key: inTheMiddle(pieces, draw).key }, { key: inTheMiddle(pieces, draw).key }],
  }),
  'checkpoints unreadable': (pieces) => ({
    store: 'segments',
    rows: pieces.flatMap(({ key, value }) =>
      value.checkpoint === undefined
        ? []
        : [{ key, value: { ...value, checkpoint: value.checkpoint.slice(5) } }],
    ),
  }),
};

/** What comes after the damage is gone; the person is told, and decides. */
const harmful: Readonly<Record<string, Spoil>> = {
  'segment missing': (pieces, draw) => ({
    store: 'segments',
    rows: [{ key: inTheMiddle(pieces, draw).key }],
  }),
  'segment full of something else': (pieces) => {
    const last = pieces.findLastIndex(({ value }) => value.checkpoint !== undefined);
    const piece = pieces[last + 1] ?? pieces[last];
    return { store: 'segments', rows: piece ? [{ key: piece.key, value: { what: 'is this' } }] : [] };
  },
};

for (const [name, spoil] of Object.entries(harmless).slice(0, unhurried ? undefined : 1)) {
  trial(name, async ({ tally, draw, address, prepare, page }, info) => {
    const rounds = times(6);
    info.setTimeout(120_000 + rounds * 15_000);
    const subject = await prepare(page, 'siblings');
    for (let round = 0; round < rounds; round += 1) {
      const run = await subject.begin(page);
      await strike(page, run, 100 + draw(300), () => damage(page, address, run.id, spoil, draw));
      tally.count('faults');
      await open(page, address);
      await run.end(page, subject.expected);
      await expect(notices(page)).toHaveText([]);
    }
  });
}

for (const [name, spoil] of Object.entries(harmful).slice(0, unhurried ? undefined : 1)) {
  trial(name, async ({ tally, draw, address, prepare, page }, info) => {
    const rounds = times(6);
    info.setTimeout(120_000 + rounds * 15_000);
    const subject = await prepare(page, 'siblings');
    for (let round = 0; round < rounds; round += 1) {
      const run = await subject.begin(page);
      await strike(page, run, 200 + draw(200), () => damage(page, address, run.id, spoil, draw));
      tally.count('faults');
      await open(page, address);
      const notice = notices(page).filter({ hasText: 'is damaged: its first' });
      await expect(notice).toContainText('Resume goes on from there and sends later calls again.');
      expect((await runOf(page, run.id))?.status).toBe('paused');
      const kept = Number(/its first (\d+) records/.exec((await notice.textContent()) ?? '')?.[1]);
      run.release(kept);
      await run.see(page);
      await press(page, 'Resume');
      await run.end(page, subject.expected);
      await expect(notices(page)).toHaveText([]);
    }
  });
}

trial('old segment of an ended run cut short', async ({ tally, draw, address, prepare, page }) => {
  const subject = await prepare(page, 'siblings');
  const run = await subject.begin(page);
  await run.end(page, subject.expected);
  const before = (await recordsFrom(page, run.id, 0)) ?? [];
  await damage(page, address, run.id, (pieces) => ({
    store: 'segments',
    rows: [withoutRecords(inTheMiddle(pieces, draw))],
  }));
  tally.count('faults');
  await open(page, address);
  // The table shows all the other rows, the run is what it was, and what is gone is named.
  const answer = await ask(page, 'getRecords', { runId: run.id });
  const [, first, last] =
    /Records (\d+) to (\d+) of this run cannot be read/.exec(JSON.stringify(answer)) ?? [];
  expect(Number(last)).toBeGreaterThanOrEqual(Number(first));
  const rest = await recordsFrom(page, run.id, Number(last));
  expect(rest).toEqual(before.slice(Number(last)));
  const shown = await runOf(page, run.id);
  expect(shown).toMatchObject({ status: 'completed', outputs: { sum: 188 } });
  await expect(page.getByRole('status', { name: 'Run status' })).toHaveText(/^Completed/);
  const again = await subject.begin(page);
  await again.end(page, subject.expected);
});

if (unhurried) {
  trial('clock set back by a day', async ({ tally, draw, address, prepare, page }, info) => {
    const rounds = times(6);
    info.setTimeout(120_000 + rounds * 15_000);
    const subject = await prepare(page, 'retries');
    for (let round = 0; round < rounds; round += 1) {
      const run = await subject.begin(page);
      await strike(page, run, 100 + draw(300), () => damage(page, address, run.id, aDayLater));
      tally.count('faults');
      // They are the same records at other instants.
      run.release(0);
      await open(page, address);
      await run.end(page, subject.expected);
      await expect(notices(page)).toHaveText([]);
      const records = (await recordsFrom(page, run.id, 0)) ?? [];
      const starts = records.flatMap((record) => (record.type === 'iteration' ? record.at : []));
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    }
  });
}

/** What a journal looks like to a clock that stood a day later when it was written. */
function aDayLater(pieces: readonly Piece[]): Spoilt {
  const later = (text: string): string =>
    text.replace(/\b\d{13}(\.\d+)?\b/g, (instant) => String(Number(instant) + 86_400_000));
  const rows = pieces.map(({ key, value }) => {
    const { records, checkpoint } = value;
    const changed = checkpoint === undefined ? {} : { checkpoint: later(checkpoint) };
    return { key, value: { ...value, records: later(records), ...changed } };
  });
  return { store: 'segments', rows };
}

/** Leaves the page, spoils what is stored of a run, and counts nothing: that is the trial's affair. */
async function damage(
  page: Page,
  address: string,
  runId: string,
  spoil: Spoil,
  draw: Draw = () => 0,
): Promise<void> {
  await leave(page, address);
  const { segments = [] } = await readStored(page);
  // What the journal keeps there, which is released and has to stay so.
  const pieces = (segments as readonly Piece[]).filter(({ key }) => key[0] === runId);
  const { store, rows } = spoil(pieces, draw);
  await writeStored(page, store, rows);
}
