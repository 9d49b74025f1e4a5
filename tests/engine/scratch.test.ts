import { expect, test } from 'vitest';
import { examples } from '../../src/examples';
import { runDocument } from './harness';
test.each(examples.filter((e) => e.id !== 'monitor').map((e) => [e.id, e] as const))(
  '%s',
  async (_, example) => {
    const { run } = await runDocument(await example.load());
    console.log(
      run.name,
      run.status,
      JSON.stringify(run.outputs)?.slice(0, 200),
      JSON.stringify(run.loops),
      JSON.stringify(run.error),
      run.counts,
    );
    expect(run.status).toBeDefined();
  },
);
test('big', async () => {
  const t = performance.now();
  const { run } = await runDocument({
    steps: [
      {
        id: 'l',
        type: 'loop',
        until: 'steps.a >= 100000',
        maxIterations: null,
        steps: [{ id: 'a', type: 'compute', value: '{{loop.iteration + 1}}' }],
      },
    ],
  });
  console.log(run.status, run.loops, performance.now() - t);
});
