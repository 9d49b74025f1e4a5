// `npm run fuzz`: hostile inputs, and one table of what they brought about.
// Options: --runs <times as many as npm test tries>, --seed <whole number>. Exit code 1 on a finding.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies, root } from './dependencies.mjs';
import { runTool } from './processes.mjs';

const file = join(root, '.cache', 'fuzz.json');

try {
  const { runs, seed } = readOptions();
  ensureDependencies();
  mkdirSync(join(root, '.cache'), { recursive: true });
  rmSync(file, { force: true });
  console.log(`Seed ${seed}; the same again: npm run fuzz -- --seed ${seed} --runs ${runs}`);
  const args = ['run', '--project=node', 'tests/hostile/fuzz.test.ts'];
  const reporters = ['--reporter=json', `--outputFile.json=${file}`];
  const env = { FUZZ_RUNS: String(runs), FUZZ_SEED: String(seed) };
  const { ok, output } = await runTool('vitest', [...args, ...reporters], { limit: Infinity, env });
  const kinds = readKinds(output);
  printTable(kinds);
  for (const { kind, finding } of kinds) if (finding) console.log(`\n${kind}\n${finding}`);
  if (!ok) process.exitCode = 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function readOptions() {
  const text = { type: 'string' };
  const { values } = parseArgs({ options: { runs: text, seed: text } });
  const runs = Number(values.runs ?? 10);
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
  if (!(runs > 0 && Number.isFinite(runs))) throw new Error('--runs is a number above 0.');
  if (!Number.isSafeInteger(seed)) throw new Error('--seed is a whole number.');
  return { runs, seed };
}

/** By kind of input: how many, how long, and what was found, if anything. */
function readKinds(output) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Error(`${output}\nThe fuzzer did not start.`);
  }
  return report.testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ title, status, duration, failureMessages }) => {
      const [kind, inputs = ''] = title.split(': ');
      const finding = status === 'passed' ? undefined : failureMessages.join('\n');
      return { kind, inputs: inputs.split(' ')[0], seconds: ((duration ?? 0) / 1000).toFixed(1), finding };
    }),
  );
}

function printTable(kinds) {
  const rows = kinds.map(({ kind, inputs, seconds, finding }) => [
    kind,
    inputs,
    seconds,
    finding ? 'found' : 'nothing',
  ]);
  const all = [['input', 'tried', 'seconds', 'finding'], ...rows];
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
  for (const row of all) {
    const cells = row.map((cell, i) =>
      i === 1 || i === 2 ? cell.padStart(widths[i]) : cell.padEnd(widths[i]),
    );
    console.log(cells.join('  ').trimEnd());
  }
}
