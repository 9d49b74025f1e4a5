// `npm run trials`: brings faults about in a real browser and prints one table of trials and losses.
// Options: --trials <kills of the browser>, --seed <text>, --only <part of a row's name>; the first two also as
// SEED and TRIALS. Exit code 1 when something was lost.
import { parseArgs } from 'node:util';
import { ensureChromium } from './chromium.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { runTool } from './processes.mjs';

try {
  const { seed, trials, only } = readOptions();
  ensureDependencies();
  process.env.CHROMIUM_PATH = ensureChromium({ windows: true });
  console.log('Building …');
  const build = await runTool('vite', ['build', '--logLevel', 'warn']);
  if (!build.ok) throw new Error(`${build.output}\nThe build failed.`);
  console.log(`Seed ${seed}; the same again: npm run trials -- --seed ${seed} --trials ${trials}`);
  const chosen = only === undefined ? [] : ['--grep', escaped(only)];
  const args = ['test', '--project=trials', '--reporter=./tests/trials/table.ts', ...chosen];
  const env = { SEED: seed, TRIALS: String(trials) };
  const { ok } = await runTool('playwright', args, { show: true, limit: Infinity, env });
  if (!ok) process.exitCode = 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function readOptions() {
  const text = { type: 'string' };
  const { values } = parseArgs({ options: { seed: text, trials: text, only: text } });
  const chance = String(Math.floor(Math.random() * 1_000_000));
  const trials = Number(values.trials ?? process.env.TRIALS ?? 200);
  if (!Number.isInteger(trials) || trials < 1) throw new Error('--trials is a whole number from 1.');
  return { seed: values.seed ?? process.env.SEED ?? chance, trials, only: values.only };
}

/** The text as a pattern that means nothing but itself. */
function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
