// `npm test`: installs what the tests need, runs everything, and ends with the line `N passed, N failed`.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { correctness, runChecks } from './check.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureDependencies, root } from './dependencies.mjs';
import { runTool } from './processes.mjs';

const results = join(root, '.cache', 'results');
const sum = { passed: 0, failed: 0, skipped: 0 };

try {
  await runAll();
} catch (error) {
  console.error(error.message);
  sum.failed += 1;
}
const leftOut = sum.skipped > 0 ? `, ${sum.skipped} skipped` : '';
process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;
console.log(`${sum.passed} passed, ${sum.failed} failed${leftOut}`);

async function runAll() {
  ensureDependencies();
  process.env.CHROMIUM_PATH = ensureChromium();
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });

  heading('Build');
  const build = await runTool('vite', ['build', '--logLevel', 'warn'], { show: true });
  add('the build', build.ok, { passed: 1, failed: 0, skipped: 0 });

  heading('Checks');
  for (const { ok } of await runChecks(correctness)) sum[ok ? 'passed' : 'failed'] += 1;

  heading('Unit and browser tests');
  const unitFile = join(results, 'unit.json');
  const unitArgs = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitFile}`];
  const unit = await runTool('vitest', unitArgs, { show: true });
  add('unit and browser tests', unit.ok, countVitest(readReport(unitFile)));

  if (!build.ok) return;
  heading('End-to-end tests');
  const endFile = join(results, 'end-to-end.json');
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: endFile };
  const end = await runTool('playwright', ['test', '--reporter=list,json'], { show: true, env });
  add('end-to-end tests', end.ok, countPlaywright(readReport(endFile)));
}

function heading(text) {
  console.log(`\n── ${text} ──`);
}

/** A tool that ended badly without naming a failed test (a crash, a file that would not load) counts as one failure. */
function add(name, ok, counts) {
  sum.passed += counts.passed;
  sum.failed += counts.failed;
  sum.skipped += counts.skipped;
  if (ok || counts.failed > 0) return;
  console.error(`${name} ended with an error`);
  sum.failed += 1;
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // the tool ended before it could write one
  }
}

function countVitest(report) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function countPlaywright(report) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, flaky, unexpected, skipped } = report.stats;
  return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped };
}
