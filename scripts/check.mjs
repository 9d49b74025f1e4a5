// `npm run check`: everything that can be said about the code without running it, two tools at a time.
import { fileURLToPath } from 'node:url';
import { runTool } from './processes.mjs';

/** What decides whether the program is right. Longest first, so that the two lanes end at about the same time. */
export const correctness = [
  {
    name: 'types of the source',
    tool: 'svelte-check',
    args: ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'],
  },
  { name: 'types of the tests', tool: 'tsc', args: ['-p', 'tests'] },
  {
    name: 'dependency direction',
    tool: 'depcruise',
    args: ['src', '--config', '.dependency-cruiser.cjs', '--output-type', 'err-long'],
  },
  { name: 'types of the scripts', tool: 'tsc', args: ['-p', 'scripts'] },
  { name: 'sizes', tool: 'size-limit', args: [] },
];

/** What decides whether it is in order. */
const order = [
  { name: 'lint', tool: 'eslint', args: ['.', '--max-warnings', '0'] },
  { name: 'formatting', tool: 'prettier', args: ['--check', '.'] },
  { name: 'unused code', tool: 'knip', args: [] },
];

/** Runs checks on the source and on what is in dist/; prints the output of those that fail. Gives one result each. */
export async function runChecks(checks) {
  const waiting = [...checks];
  const results = [];
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const { ok, output, ms } = await runTool(check.tool, check.args);
      if (!ok) console.log(`\n${output.trim()}`);
      console.log(`${ok ? 'ok    ' : 'FAILED'} ${check.name} (${(ms / 1000).toFixed(1)} s)`);
      results.push({ name: check.name, ok });
    }
  };
  await Promise.all([lane(), lane()]);
  return results;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const build = await runTool('vite', ['build', '--logLevel', 'warn']);
  if (!build.ok) console.log(`${build.output}\nFAILED build`);
  const results = await runChecks([...order, ...correctness]);
  const failed = results.filter((result) => !result.ok).length + (build.ok ? 0 : 1);
  console.log(failed === 0 ? 'All checks passed.' : `${failed} failed.`);
  process.exitCode = failed === 0 ? 0 : 1;
}
