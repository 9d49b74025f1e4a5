import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../src/engine';
import type { ExplainRow } from '../../src/worker/api';
import { explain, explainRows } from '../../src/worker/explain-rows';
import { momentOf } from '../../src/worker/moment';
import { scopeView } from '../../src/worker/run-views';
import { readWorkflow } from '../../src/workflow/validate';
import { anyWorkflow } from '../engine/documents';
import { runChain } from '../engine/harness';
import { storedEntry } from './stored-link';

type Iteration = Extract<RunRecord, { type: 'iteration' }>;

/** What the engine recorded of the check in an iteration. */
function recorded(record: Iteration): ExplainRow['answer'] {
  const ofCheck = record.error?.address === record.address && record.error.path?.at(-1) === 'until';
  if (record.stop === 'error' && ofCheck) return 'failed';
  if (record.verdict === undefined && !ofCheck) return 'not-asked';
  if (record.stop === 'error') return 'fails-at-limit';
  if (record.stop === 'max') return 'ends-at-limit';
  return record.stop === 'until' ? 'stops' : 'goes-on';
}

/** Holds the explanation of every check of a document against what the engine recorded of it. */
async function expectAgreement(text: string, size: number): Promise<{ checks: number; faded: number }> {
  const tally = { checks: 0, faded: 0 };
  for (const link of (await runChain(text)).slice(0, 3)) {
    // Longer ones show nothing new, and take their time to be stored.
    if (link.records.length > 1000) continue;
    const entry = await storedEntry(text, link, size);
    // With every record that was ever made, nothing has to be taken from the ends of iterations.
    const whole = await storedEntry(text, { ...link, bodies: new Map() }, size);
    const addresses = new Set(link.records.flatMap((one) => (one.type === 'iteration' ? one.address : [])));
    for (const start of [...addresses].slice(0, 8)) {
      const step = entry.model.plan.byId.get(start.slice(start.lastIndexOf('/') + 1));
      if (step?.type !== 'loop' || !step.until) continue;
      const records = link.records.filter(
        (one): one is Iteration => one.type === 'iteration' && one.address === start,
      );
      const end = link.records.find((one) => one.type === 'loop-ended' && one.address === start);
      const { first, rows } = (await explainRows(entry, start, 0, 500))!;
      expect(first).toBe(records[0]!.iteration);
      if (step.check === 'before') {
        const stops = end?.type === 'loop-ended' && end.stoppedBy === 'until';
        const answers = [...records.map(() => 'goes-on'), ...(stops ? ['stops'] : [])];
        expect({ text, answers: rows.slice(0, answers.length).map(({ answer }) => answer) }).toEqual({
          text,
          answers,
        });
        continue;
      }
      expect({ text, answers: rows.slice(0, records.length).map(({ answer }) => answer) }).toEqual({
        text,
        answers: records.map(recorded),
      });
      for (const [n, record] of [...records.entries()].slice(0, 4)) {
        const alone = await explain(entry, start, record.iteration);
        if (rows[n]!.answer === 'not-asked') continue;
        tally.checks++;
        if (alone?.faded) tally.faded++;
        else
          expect({ text, start, alone }).toEqual({
            text,
            start,
            alone: await explain(whole, start, record.iteration),
          });
        if (!alone?.faded && record.verdict !== undefined)
          expect(alone?.value ?? null).toEqual(record.verdict);
        expect(alone?.answer).toBe(rows[n]!.answer);
      }
    }
  }
  return tally;
}

const runs = Number(process.env.GENERATED_RUNS ?? 60);

const seam = (check: string, until: string): string =>
  JSON.stringify({
    steps: [
      {
        id: 'outer',
        type: 'loop',
        check,
        until,
        maxIterations: 2,
        onMaxReached: 'return-last',
        steps: [
          {
            id: 'inner',
            type: 'loop',
            maxIterations: 3,
            continueAsNewEvery: 2,
            steps: [{ id: 'n', type: 'compute', value: '{{loop.iteration}}' }],
          },
        ],
      },
    ],
  });

/** A run of a loop whose `until` reads a step and a variable of the loop around it, all of it written at once. */
async function nested(): ReturnType<typeof storedEntry> {
  const plan = { id: 'plan', type: 'compute', value: '{{loop.iteration + 1}}' };
  const note = { id: 'note', type: 'set', values: { want: '{{steps.plan}}' } };
  const n = { id: 'n', type: 'compute', value: '{{steps.plan * 10 + loop.iteration}}' };
  const until = 'loop.iteration + 1 >= steps.plan && vars.want > 0';
  const inner = { id: 'inner', type: 'loop', until, maxIterations: 9, steps: [n] };
  const outer = { id: 'outer', type: 'loop', maxIterations: 3, variables: { want: 0 } };
  const text = JSON.stringify({ steps: [{ ...outer, steps: [plan, note, inner] }] });
  const [link] = await runChain(text);
  return storedEntry(text, link!, 256);
}

describe('explaining checks', () => {
  test.each([
    ['after', 'loop.iteration >= 0'],
    ['before', 'loop.iteration >= 7'],
    ['before-and-after', 'loop.iteration >= 7'],
  ])('of an iteration that began in the run before, asked %s', async (check, until) => {
    const tally = await expectAgreement(seam(check, until), 4);
    expect(tally.checks > 0).toBe(check !== 'before');
  });

  test('of a loop in a loop knows what the steps before it in the outer iteration gave', async () => {
    const entry = await nested();
    for (const [outer, want] of [1, 2, 3].entries()) {
      const start = `outer[${outer}]/inner`;
      const { rows } = (await explainRows(entry, start, 0, 9))!;
      expect(rows.map(({ answer }) => answer)).toEqual([...Array<string>(want - 1).fill('goes-on'), 'stops']);
      for (const { iteration } of rows) {
        const { faded, parts } = (await explain(entry, start, iteration))!;
        expect(faded).toBeUndefined();
        const value = (read: string): unknown => parts.find(({ text }) => text === read)?.value;
        expect([value('steps.plan'), value('vars.want')]).toEqual([
          want,
          iteration + 1 >= want ? want : undefined,
        ]);
      }
    }
  });

  test.each([
    ['return-last', '2', 'Ends at its limit of 2: '],
    ['return-last', '1 + 1', 'Ends at its limit of 2: '],
    ['fail', '2', 'Fails at its limit of 2: '],
    ['fail', 'loop.iteration > 0 ? 0 : 9', 'Fails at its limit: '],
  ])('says that the limit was reached with %s and a limit of %s', async (onMaxReached, limit, first) => {
    const n = { id: 'n', type: 'compute', value: '{{loop.iteration}}' };
    const maxIterations = limit === '2' ? 2 : limit;
    const loop = { id: 'a', type: 'loop', until: 'steps.n > 4', maxIterations, onMaxReached, steps: [n] };
    const text = JSON.stringify({ steps: [loop] });
    const [link] = await runChain(text);
    const entry = await storedEntry(text, link!, 256);
    const { rows } = (await explainRows(entry, 'a', 0, 9))!;
    const answer = onMaxReached === 'fail' ? 'fails-at-limit' : 'ends-at-limit';
    expect(rows.map((row) => [row.answer, row.text])).toEqual([
      ['goes-on', 'false'],
      [answer, 'false'],
    ]);
    const last = await explain(entry, 'a', 1);
    expect(last?.sentence).toBe(
      `${first}\`until\` is still \`false\` because \`steps.n > 4\` is \`false\`: \`steps.n\` is \`1\``,
    );
    expect(last?.wouldStop?.needs).toEqual([{ text: 'steps.n', be: '> 4' }]);
  });

  test('the end of an iteration knows what stands around its loop', async () => {
    const entry = await nested();
    for (const [outer, want] of [1, 2, 3].entries()) {
      const cursor = { address: `outer[${outer}]/inner`, iteration: want - 1 };
      const { steps, vars } = scopeView(cursor, (await momentOf(entry, cursor))!);
      expect(steps).toEqual({ n: want * 11 - 1, plan: want, note: { want } });
      expect(vars).toEqual([{ owner: 'outer', values: { want } }]);
    }
  });

  test(
    `agrees with the engine on every until of ${runs} generated documents`,
    { timeout: 120_000 },
    async () => {
      let checks = 0;
      let faded = 0;
      await fc.assert(
        fc.asyncProperty(anyWorkflow, fc.integer({ min: 4, max: 24 }), async (workflow, size) => {
          const text = JSON.stringify(workflow);
          if (readWorkflow(text).diagnostics.some(({ severity }) => severity === 'error')) return;
          const tally = await expectAgreement(text, size);
          checks += tally.checks;
          faded += tally.faded;
        }),
        { numRuns: runs },
      );
      // What was evaluated inside of siblings may have changed since; that has to stay the exception.
      expect(faded).toBeLessThan(checks / 20);
      expect(checks).toBeGreaterThan(runs / 2);
    },
  );
});
