import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apply, type Frame, type RunRecord, State, status } from '../../src/engine';
import type { Cursor } from '../../src/worker/api';
import type { Entry } from '../../src/worker/entry';
import { momentOf } from '../../src/worker/moment';
import { neighbourOf } from '../../src/worker/neighbour';
import { scopeView } from '../../src/worker/run-views';
import { readWorkflow } from '../../src/workflow/validate';
import { anyWorkflow } from '../engine/documents';
import { planFor, runDocument } from '../engine/harness';
import { storedRun } from './stored-run';

const runs = Number(process.env.GENERATED_RUNS ?? 60);

/** What a person sees at a moment. */
async function seen(entry: Entry, cursor: Cursor): Promise<unknown> {
  const moment = await momentOf(entry, cursor);
  if (!moment) throw new Error(`there is no moment ${JSON.stringify(cursor)}`);
  const { vars, steps, loop, errors } = scopeView(cursor, moment);
  return JSON.parse(JSON.stringify({ vars, steps, loop, errors }));
}

/** Every moment on the way from one to the end of the record, or back to its beginning. */
async function way(entry: Entry, from: Cursor, back: boolean): Promise<Cursor[]> {
  const moments: Cursor[] = [];
  for (let at: Cursor | undefined = from; at; at = await neighbourOf(entry, at, 'step', back)) {
    moments.push(at);
    if (moments.length > 5000) throw new Error('the way has no end');
  }
  return moments;
}

/** The moment in the document before anything: its first neighbour is the first moment of all. */
const start: Cursor = { address: '', iteration: 0, stepId: '' };

/**
 * The same moments told by the whole stream of records, none dropped: after each record that ends a step or an
 * iteration, what the frames hold.
 */
function told(text: string, records: readonly RunRecord[]): Map<string, unknown> {
  const state = new State(planFor(text));
  const moments = new Map<string, unknown>();
  for (const record of records) {
    const ended = ['step', 'set', 'failed', 'taken'].includes(record.type);
    apply(state, record);
    if (!ended || !('address' in record)) continue;
    const slash = record.address.lastIndexOf('/');
    const body = record.address.slice(0, Math.max(0, slash));
    const [, address = '', number = '0'] = /^(.*)[[{](\d+)[\]}]$/.exec(body) ?? [];
    const stepId = record.address.slice(slash + 1);
    const cursor = { address, iteration: Number(number), stepId };
    const frame = frameIn(state, body);
    const step = state.plan.byId.get(stepId);
    if (!frame || !step || (frame.status[step.slot] ?? 0) < status.done) continue;
    const { vars, steps, loop, errors } = scopeView(cursor, { state, frame, record: undefined });
    moments.set(JSON.stringify(cursor), JSON.parse(JSON.stringify({ vars, steps, loop, errors })));
  }
  return moments;
}

function frameIn({ root }: State, body: string): Frame | undefined {
  let frame: Frame | undefined = root;
  for (const [, id = '', number = ''] of body.matchAll(/([^/[{]+)[[{](\d+)[\]}]/g)) {
    const step: number | undefined = frame?.plan.slots.find((one) => one.id === id)?.slot;
    const inner: Frame['inner'][number] = step === undefined ? undefined : frame?.inner[step];
    frame = inner?.kind === 'each' ? inner.frames[Number(number)] : inner;
  }
  return frame;
}

function isAmongSiblings({ model }: Entry, { stepId = '' }: Cursor): boolean {
  for (let node = model.plan.byId.get(stepId)?.node; node; node = node.parent) {
    if (node.step.type === 'parallel' || (node.step.type === 'foreach' && node.step.parallel)) return true;
  }
  return false;
}

test(
  `stepping forward through a run and back visits the same states (${runs} documents)`,
  { timeout: 120_000 },
  async () => {
    let walked = 0;
    let compared = 0;
    const sizes = fc.array(fc.constantFrom(1, 3, 17, 1000), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(anyWorkflow, sizes, fc.nat(), async (workflow, cuts, lost) => {
        const text = JSON.stringify(workflow);
        if (readWorkflow(text).diagnostics.some(({ severity }) => severity === 'error')) return;
        const { records, bodies } = await runDocument(text);
        // Every second run is still going on.
        const known = lost % 2 === 0 ? records : records.slice(0, 1 + (lost % records.length));
        const entry = await storedRun(text, { records: known, bodies }, cuts);
        const forward = (await way(entry, start, false)).slice(1);
        const end = forward.at(-1);
        if (!end) return;
        const back = await way(entry, end, true);
        expect(back.reverse()).toEqual(forward);
        walked++;
        const whole = told(text, records);
        for (const cursor of forward) {
          const state = await seen(entry, cursor);
          // Which of two siblings is faster is a matter of time: a stream of records has one order of many.
          const expected = isAmongSiblings(entry, cursor) ? undefined : whole.get(JSON.stringify(cursor));
          if (expected === undefined) continue;
          expect({ cursor, state }).toEqual({ cursor, state: expected });
          compared++;
        }
      }),
      { numRuns: runs },
    );
    expect(walked).toBeGreaterThan(runs / 3);
    expect(compared).toBeGreaterThan(2 * runs);
  },
);
