import type { Locator, Page } from '@playwright/test';
import type { Run, RunRecord } from '../../src/engine/records';
import { ask, connect, result } from '../e2e/port';

/** Opens the playground and connects to it: from then on it can be asked. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address, { waitUntil: 'commit' });
  await attach(page);
}

/** Connects to a page that loads or has loaded: settled when it has its document and its runs go on. */
export async function attach(page: Page): Promise<void> {
  await page.getByRole('status', { name: 'Run status' }).waitFor();
  await connect(page);
}

/** Puts a document into the editor and lets the person allow the address it calls, if it calls one. */
export async function write(page: Page, document: object): Promise<void> {
  await result(page, 'setWorkflow', { workflow: document });
  if (!JSON.stringify(document).includes('"http"')) return;
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Allow/ })
    .click();
  // Allowed for the document from now on; the run that was begun with it is not part of the trial. On a busy
  // machine it may be over before it can be stopped.
  const status = page.getByRole('status', { name: 'Run status' });
  await status.filter({ hasNotText: /^(Ready|Reading)/ }).waitFor();
  await ask(page, 'stop');
  await status.getByText(/^(Stopped|Completed)/).waitFor();
}

/** Begins a run, at full speed unless told otherwise, and gives its id. */
export async function begin(page: Page, options: { readonly speed?: number } = {}): Promise<string> {
  return String((await result(page, 'run', options)).runId);
}

/** What the notices above the table say. */
export function notices(page: Page): Locator {
  return page.locator('.notice');
}

/** Presses a button, or one of those of which one is chosen; some of these lie under what is drawn for them. */
export async function press(page: Page, name: string): Promise<void> {
  await page
    .getByRole('button', { name, exact: true })
    .or(page.getByRole('radio', { name, exact: true }))
    .click({ force: true });
}

/** The run as the page has it now; undefined when it is not stored. */
export async function runOf(page: Page, runId: string): Promise<Run | undefined> {
  const { result: run, error } = await page.evaluate(
    (id) => window.testPort.ask('getRun', { runId: id }),
    runId,
  );
  if (run === undefined && codeOf(error) !== 'run/unknown') throw new Error(JSON.stringify(error));
  // What `getRun` promises to answer with.
  return run as Run | undefined;
}

/** Ids of the stored runs, oldest first. */
export async function runIds(page: Page): Promise<readonly string[]> {
  const { runs } = await result(page, 'listRuns');
  // What `listRuns` promises to answer with, newest first.
  return (runs as readonly { readonly id: string }[]).map(({ id }) => id).reverse();
}

/**
 * Records of a run from number `from` on, all of them durable by the time they are given; undefined when
 * the run is not stored. One text at a time: the page asks for as many answers as it takes.
 */
export async function recordsFrom(
  page: Page,
  runId: string,
  from: number,
): Promise<readonly RunRecord[] | undefined> {
  const { text, error } = await page.evaluate(
    async ([id, first]) => {
      const all: unknown[] = [];
      for (;;) {
        const answer = await window.testPort.ask('getRecords', {
          runId: id,
          from: first + all.length,
          limit: 1000,
        });
        if (answer.error !== undefined) return { error: answer.error, text: undefined };
        // The shape that the protocol promises.
        const { records, total } = answer.result as { records: unknown[]; total: number };
        all.push(...records);
        if (records.length === 0 || first + all.length >= total) return { text: JSON.stringify(all) };
      }
    },
    [runId, from] as const,
  );
  if (text !== undefined) return JSON.parse(text) as readonly RunRecord[];
  if (codeOf(error) === 'run/unknown') return undefined;
  throw new Error(JSON.stringify(error));
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
