import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../src/engine';
import { pathText } from '../../src/json/json';
import type { Condition, ExplainRow } from '../../src/worker/api';
import type { Entry } from '../../src/worker/entry';
import { explain, explainRows } from '../../src/worker/explain-rows';
import { readWorkflow } from '../../src/workflow/validate';
import { anyWorkflow } from '../engine/documents';
import { runChain, runDocument } from '../engine/harness';
import { storedEntry } from './stored-link';
import { storedRun } from './stored-run';

/** Every `skipIf` and `when` of a run's document, with the id of the loop or foreach around it. */
function conditionsOf({ model }: Entry): (Condition & { readonly around: string })[] {
  return model.plan.steps.flatMap((step) => {
    const around = step.frame.owner?.id ?? '';
    const of = { stepId: step.id, around };
    const whens = step.type === 'if' ? step.whens : 'when' in step && step.when ? [step.when] : [];
    return [
      ...(step.skipIf ? [{ ...of, field: 'skipIf' as const }] : []),
      ...whens.map((_, n) => ({ ...of, field: 'when' as const, case: n })),
    ];
  });
}

/** Addresses of the bodies of a loop or foreach, with the numbers that were recorded and what their steps' addresses begin with. */
function bodiesOf(
  records: readonly RunRecord[],
  id: string,
): Map<string, { number: number; prefix: string }[]> {
  const bodies = new Map<string, { number: number; prefix: string }[]>();
  if (id === '') return bodies.set('', [{ number: 0, prefix: '' }]);
  for (const record of records) {
    if (record.type !== 'iteration' && record.type !== 'item') continue;
    const { address } = record;
    if (address.slice(address.lastIndexOf('/') + 1) !== id) continue;
    const number = record.type === 'iteration' ? record.iteration : record.index;
    const prefix = `${address}${record.type === 'iteration' ? `[${number}]` : `{${number}}`}/`;
    bodies.set(address, [...(bodies.get(address) ?? []), { number, prefix }]);
  }
  return bodies;
}

/** What the whole stream of records, none dropped, tells of a condition in a body. */
function told(
  { model }: Entry,
  all: readonly RunRecord[],
  condition: Condition,
  prefix: string,
): ExplainRow['answer'] {
  const step = model.plan.byId.get(condition.stepId)!;
  const own = all.filter((one) => 'address' in one && one.address === prefix + step.id);
  if (own.length === 0) return 'not-asked';
  const wrong = own.flatMap((one) => ('error' in one && one.error.path ? [one.error.path] : []));
  const failedAt = (field: { readonly path: readonly (string | number)[] } | undefined): boolean =>
    field !== undefined && wrong.some((path) => pathText(path).startsWith(pathText(field.path)));
  const skipped = own.some((one) => one.type === 'step' && one.status === 'skipped');
  if (condition.field === 'skipIf') {
    if (failedAt(step.skipIf)) return 'failed';
    return skipped ? 'skipped' : 'not-skipped';
  }
  if (skipped || failedAt(step.skipIf)) return 'not-asked';
  if (step.type === 'if') {
    const number = condition.case ?? 0;
    const failed = step.whens.findIndex(failedAt);
    if (failed >= 0) return failed === number ? 'failed' : failed < number ? 'not-asked' : 'not-taken';
    const entered = own.find((one) => one.type === 'entered');
    const branch = entered?.type === 'entered' ? entered.branch : undefined;
    if (typeof branch === 'number' && branch < number) return 'not-asked';
    return branch === number ? 'taken' : 'not-taken';
  }
  if ('when' in step && failedAt(step.when)) return 'failed';
  return own.some((one) => one.type === 'taken' && one.by !== 'until') ? 'taken' : 'not-taken';
}

/** Holds what is explained of every condition of a run against what was recorded. */
async function expectAgreement(
  entry: Entry,
  own: readonly RunRecord[],
  all: readonly RunRecord[],
): Promise<{ asked: number; faded: number }> {
  const tally = { asked: 0, faded: 0 };
  for (const { around, ...condition } of conditionsOf(entry).slice(0, 12)) {
    for (const [address, bodies] of [...bodiesOf(own, around)].slice(0, 4)) {
      const { rows } = (await explainRows(entry, address, bodies[0]!.number, bodies.length, condition))!;
      const shown = bodies.map(({ number }) => rows.find(({ iteration }) => iteration === number)?.answer);
      const expected = bodies.map(({ prefix }) => told(entry, all, condition, prefix));
      expect({ condition, address, answers: shown }).toEqual({ condition, address, answers: expected });
      for (const [n, { number }] of bodies.entries()) {
        const alone = await explain(entry, address, number, condition);
        expect(alone?.answer ?? 'not-asked').toBe(expected[n]);
        if (!alone) continue;
        tally.asked += 1;
        if (alone.faded) tally.faded += 1;
        else if (alone.error === undefined) {
          expect(Boolean(alone.value)).toBe(alone.answer === 'skipped' || alone.answer === 'taken');
        }
      }
    }
  }
  return tally;
}

const runs = Number(process.env.GENERATED_RUNS ?? 60);

const document = JSON.stringify({
  steps: [
    {
      ...{ id: 'l', type: 'loop', maxIterations: 5, variables: { sum: 0 } },
      steps: [
        { id: 'first', type: 'compute', value: 1, skipIf: 'loop.iteration > 0' },
        { id: 'n', type: 'compute', value: '{{loop.iteration}}' },
        {
          ...{ id: 'way', type: 'if' },
          cases: [
            { when: 'steps.n == 0', steps: [{ id: 'zero', type: 'compute', value: 0 }] },
            {
              when: 'steps.n == 1 && vars.sum < 9',
              steps: [
                { id: 'add', type: 'set', skipIf: 'vars.sum > 5', values: { sum: '{{vars.sum + 1}}' } },
              ],
            },
          ],
        },
        { id: 'broken', type: 'compute', value: 1, skipIf: "loop.iteration + 1 < 'x'", onError: 'continue' },
        { id: 'enough', type: 'exit', when: 'steps.n >= 2' },
        { id: 'after', type: 'compute', value: 2, skipIf: '!vars.sum' },
      ],
    },
  ],
});

describe('explaining the conditions of steps', () => {
  test(
    `agrees with the run on every skipIf and when of ${runs} generated documents`,
    { timeout: 120_000 },
    async () => {
      let asked = 0;
      let faded = 0;
      await fc.assert(
        fc.asyncProperty(anyWorkflow, fc.integer({ min: 4, max: 24 }), async (workflow, size) => {
          const text = JSON.stringify(workflow);
          if (readWorkflow(text).diagnostics.some(({ severity }) => severity === 'error')) return;
          const all: RunRecord[] = [];
          for (const link of (await runChain(text)).slice(0, 3)) {
            all.push(...link.records);
            // Longer ones show nothing new, and take their time to be stored.
            if (link.records.length > 1000) continue;
            const tally = await expectAgreement(await storedEntry(text, link, size), link.records, all);
            asked += tally.asked;
            faded += tally.faded;
          }
        }),
        { numRuns: runs },
      );
      expect(asked).toBeGreaterThan(runs / 2);
      expect(faded).toBeLessThan(asked / 20);
    },
  );

  test.each<[Condition, number, ExplainRow['answer'], string]>([
    [
      { stepId: 'first', field: 'skipIf' },
      0,
      'not-skipped',
      'Not skipped because `loop.iteration > 0` is `false`: `loop.iteration` is `0`',
    ],
    [
      { stepId: 'first', field: 'skipIf' },
      1,
      'skipped',
      'Skipped because `loop.iteration > 0` is `true`: `loop.iteration` is `1`',
    ],
    [
      { stepId: 'way', field: 'when', case: 0 },
      0,
      'taken',
      'Taken because `steps.n == 0` is `true`: `steps.n` is `0`',
    ],
    [{ stepId: 'way', field: 'when', case: 1 }, 0, 'not-asked', 'case 0 was taken'],
    [
      { stepId: 'way', field: 'when', case: 1 },
      1,
      'taken',
      'Taken because `steps.n == 1` is `true`: `steps.n` is `1` and `vars.sum < 9` is `true`: `vars.sum` is `0`',
    ],
    [
      { stepId: 'way', field: 'when', case: 1 },
      2,
      'not-taken',
      'Not taken because `steps.n == 1` is `false`: `steps.n` is `2`',
    ],
    [{ stepId: 'add', field: 'skipIf' }, 0, 'not-asked', '`way` took another way'],
    [
      { stepId: 'add', field: 'skipIf' },
      1,
      'not-skipped',
      'Not skipped because `vars.sum > 5` is `false`: `vars.sum` is `0`',
    ],
    [
      { stepId: 'enough', field: 'when' },
      1,
      'not-taken',
      'Not taken because `steps.n >= 2` is `false`: `steps.n` is `1`',
    ],
    [
      { stepId: 'enough', field: 'when' },
      2,
      'taken',
      'Taken because `steps.n >= 2` is `true`: `steps.n` is `2`',
    ],
    [{ stepId: 'after', field: 'skipIf' }, 1, 'not-skipped', 'Not skipped because `!vars.sum` is `false`'],
    [{ stepId: 'after', field: 'skipIf' }, 2, 'not-asked', 'left by exit before it'],
    [{ stepId: 'broken', field: 'skipIf' }, 1, 'failed', ''],
  ])('%j in iteration %i: %s', async (condition, iteration, answer, says) => {
    const entry = await storedRun(document, await runDocument(document), [2, 5]);
    const alone = await explain(entry, 'l', iteration, condition);
    const rows = await explainRows(entry, 'l', iteration, 1, condition);
    expect(rows?.rows[0]?.answer).toBe(answer);
    if (says !== '') expect(alone?.sentence ?? rows?.rows[0]?.text).toBe(says);
    expect(alone === undefined).toBe(answer === 'not-asked');
  });

  test('says that an iteration under way has not come to a step, and later what became of it', async () => {
    const whole = await runDocument(document);
    const isFirst = ({ type, ...one }: RunRecord): boolean =>
      type === 'step' && 'address' in one && one.address === 'l[1]/first';
    const records = whole.records.slice(0, whole.records.findIndex(isFirst) + 1);
    const entry = await storedRun(document, { ...whole, records }, [1000]);
    const rowsOf = async (condition: Condition): Promise<readonly (readonly [string, string])[]> => {
      const found = await explainRows(entry, 'l', 0, 9, condition);
      return (found?.rows ?? []).map(({ answer, text }) => [answer, text]);
    };
    expect(await rowsOf({ stepId: 'first', field: 'skipIf' })).toEqual([
      ['not-skipped', 'false'],
      ['skipped', 'true'],
    ]);
    expect(await rowsOf({ stepId: 'enough', field: 'when' })).toEqual([
      ['not-taken', 'false'],
      ['not-asked', 'not reached yet'],
    ]);
    expect(await rowsOf({ stepId: 'l', field: 'when' })).toEqual([]);
  });
});
