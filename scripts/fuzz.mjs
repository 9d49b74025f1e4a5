// `npm run fuzz -- --runs N --seed S`: hostile inputs, N times as many as `npm test` tries; the same seed tries the same.
import { parseArgs } from 'node:util';
import { ensureDependencies } from './dependencies.mjs';
import { runTool } from './processes.mjs';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '10' }, seed: { type: 'string' } },
});
const wrong = Object.entries(values).find(([, value]) => !Number.isFinite(Number(value)));
if (wrong) {
  console.error(`--${wrong[0]} takes a number, not ${wrong[1]}`);
  process.exitCode = 1;
} else {
  ensureDependencies();
  const seed = values.seed ?? String(Date.now() % 2 ** 31);
  console.log(`Hostile inputs, ${values.runs} times those of npm test; again with --seed ${seed}`);
  const { ok } = await runTool('vitest', ['run', '--project', 'node', 'tests/hostile/fuzz.test.ts'], {
    show: true,
    limit: Infinity,
    env: { FUZZ_RUNS: values.runs, FUZZ_SEED: seed },
  });
  process.exitCode = ok ? 0 : 1;
}
