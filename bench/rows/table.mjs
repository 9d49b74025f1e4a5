// Frames of the built page while its table of iterations follows a run at full speed.
import { middle, openDriven, setDocument } from './driven-page.mjs';

/** Frames of one measurement, and how often resting and running are measured after each other. */
const frames = 100;
const turns = 3;

/**
 * Compares the time of frames in which the table follows a run without end with frames of the same page at rest.
 *
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} url of the built page
 * @param {{ text: string }} endless
 */
export async function tableFrames(context, url, { text }) {
  const page = await openDriven(context, url);
  await setDocument(page, text);
  const measured = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const idle = await page.evaluate(timeFrames, frames);
    await page.evaluate(() => window.bench.ask('run'));
    await page.getByRole('table', { name: 'Iterations' }).getByRole('row').nth(3).waitFor();
    const running = await page.evaluate(timeFrames, frames);
    await page.evaluate(() => window.bench.ask('stop'));
    measured.push({ idle, running });
  }
  await page.close();
  return [
    {
      name: `iterations table, ${frames} frames at full speed`,
      subject: { value: middle(measured.map(({ running }) => running)), unit: 'ms' },
      reference: { value: middle(measured.map(({ idle }) => idle)), unit: 'ms', of: 'frames at rest' },
      ratio: middle(measured.map(({ running, idle }) => running / idle)),
      bar: { most: 1.1 },
    },
  ];
}

/** Runs in the page: how long so many frames take, ms. */
function timeFrames(count) {
  return new Promise((resolve) => {
    let left = count;
    let began;
    const next = (now) => {
      began ??= now;
      if (left === 0) return resolve(now - began);
      left -= 1;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
}
