// Takes the pictures of the README anew from the built page: npm run pictures [-- <name of a picture> …].
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumLaunch, ensureChromium } from './chromium.mjs';
import { ensureDependencies, root } from './dependencies.mjs';
import { runTool } from './processes.mjs';
import { serve } from './serve.mjs';

const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

/** Name, theme, page, and what a person has done by then. */
const pictures = [
  ['nested-light', 'light', wide, [example('Three chapters'), run, shown('At low tide the sea')]],
  ['paused-dark', 'dark', wide, [run, shown('Snow on the gallery'), press('Pause'), during('Paused')]],
  ['explain-light', 'light', wide, [run, during('Completed'), tab('Explain'), shown('What it read')]],
  ['chart-dark', 'dark', wide, [run, during('Completed'), tab('Chart')]],
  [
    'compare-light',
    'light',
    wide,
    [tab('Compare'), press('Run under all four'), shown('One of four parts.')],
  ],
  ['phone-light', 'light', phone, [run, during('Completed')]],
];

try {
  ensureDependencies();
  process.env.CHROMIUM_PATH = ensureChromium();
  await takeAll(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function takeAll(names) {
  const wanted = pictures.filter(([name]) => names.length === 0 || names.includes(name));
  const build = await runTool('vite', ['build', '--logLevel', 'warn']);
  if (!build.ok) throw new Error(build.output);
  const { url, close } = await serve({ folder: join(root, 'dist'), port: 0 });
  const browser = await chromium.launch(chromiumLaunch());
  try {
    for (const picture of wanted) await take(await browser.newPage(), url, picture);
  } finally {
    await browser.close();
    await close();
  }
}

async function take(page, url, [name, colorScheme, viewport, actions]) {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.goto(url);
  for (const action of actions) await action(page);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(root, 'docs', 'pictures', `${name}.png`) });
  await page.close();
  console.log(name);
}

function example(name) {
  return async (page) => {
    await page.getByRole('button', { name: 'Examples' }).click();
    await page.getByRole('menuitem', { name }).click();
    // What it says of that goes by itself.
    await page.getByText('opened').waitFor();
    await page.getByText('opened').waitFor({ state: 'hidden' });
  };
}

function run(page) {
  return page.getByRole('button', { name: 'Run', exact: true }).click();
}

function press(name) {
  return (page) => page.getByRole('button', { name, exact: true }).click();
}

function tab(name) {
  return (page) => page.getByRole('tab', { name, exact: true }).click();
}

function shown(text) {
  return (page) => page.getByText(text).first().waitFor();
}

/** Waits until the run says so of itself. */
function during(text) {
  return (page) => page.getByRole('status', { name: 'Run status' }).filter({ hasText: text }).waitFor();
}
