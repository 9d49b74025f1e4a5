import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { narrow } from '../../src/embed/requests';
import { EvaluationError, toJson } from '../../src/expression';
import { soundDraft } from '../../src/journal/rows';
import { readView, type View } from '../../src/ui/state/view';
import { checkText } from '../../src/worker/check-text';
import { helpFor } from '../../src/workflow/help';
import { readProgram } from '../../src/workflow/read-program';
import { readWorkflow } from '../../src/workflow/validate';
import { anyWorkflow } from '../engine/documents';
import { drive, runDocument } from '../engine/harness';
import { scope } from '../expression/compute';
import { plainEnvironment } from '../expression/plain-environment';
import { prepareExpression, prepareTemplate } from '../expression/prepare';
import { talk } from '../embed/talk';
import { lookAtEverything, spoiltEntry } from './fuzz/stored';
import { builtDocuments, changedDocuments, documentTexts } from './fuzz/documents';
import { messages } from './fuzz/messages';
import { spoilings, storedValues } from './fuzz/rows';
import { expressions, templates } from './fuzz/texts';
import { expectUnchangedWorld, watchNetwork } from './world';

/** `npm run fuzz -- --runs N --seed S` sets these: N times as many inputs as here, drawn from S. */
const times = Number(process.env.FUZZ_RUNS ?? 1);
const seed = Number(process.env.FUZZ_SEED ?? 1);

/** The usual number of inputs of a kind, and the name under which the table lists it. */
function budget(kind: string, usual: number): { readonly name: string; readonly numRuns: number } {
  const numRuns = Math.max(1, Math.round(usual * times));
  return { name: `${kind}: ${numRuns} inputs from seed ${seed}`, numRuns };
}

const budgets = {
  expressions: budget('expressions', 1500),
  templates: budget('templates', 800),
  texts: budget('texts of documents', 250),
  documents: budget('documents, run', 120),
  messages: budget('messages of a page around this one', 400),
  rows: budget('stored rows', 50),
  drafts: budget('stored drafts and views', 500),
};

/** Processor time that one input may take, in microseconds. */
const longest = 10_000_000;
/** Records after which a run is left: documents may loop without end. */
const mostRecords = 1500;

const timeout = 120_000 * Math.max(1, times);
let network: ReturnType<typeof watchNetwork>;
beforeAll(() => {
  network = watchNetwork();
});
afterAll(() => {
  network.end();
});

/** What has to hold after every single input. */
function expectHarmless(started: NodeJS.CpuUsage): void {
  expect(process.cpuUsage(started).user).toBeLessThan(longest);
  expect(network.asked).toEqual([]);
  expectUnchangedWorld();
}

const environment = plainEnvironment(scope);

function attempt(evaluate: () => unknown): void {
  try {
    evaluate();
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    expect(helpFor(error.code)).toBeDefined();
  }
}

test(budgets.expressions.name, { timeout }, () => {
  fc.assert(
    fc.property(expressions, (source) => {
      const started = process.cpuUsage();
      const result = prepareExpression(source, environment);
      if (result.ok) {
        const { compiled } = result;
        attempt(() => toJson(compiled.evaluate(scope)));
      } else {
        for (const { code, range } of result.problems) {
          expect(helpFor(code)).toBeDefined();
          expect(range.to).toBeLessThanOrEqual(source.length);
        }
      }
      expectHarmless(started);
    }),
    { numRuns: budgets.expressions.numRuns, seed },
  );
});

test(budgets.templates.name, { timeout }, () => {
  fc.assert(
    fc.property(templates, fc.constantFrom('text' as const, 'value' as const), (source, mode) => {
      const started = process.cpuUsage();
      const result = prepareTemplate(source, environment, mode);
      if (result.ok) {
        attempt(() => toJson(result.compiled.evaluate(scope)));
        attempt(() => result.compiled.pieces(scope));
      } else for (const { code } of result.problems) expect(helpFor(code)).toBeDefined();
      expectHarmless(started);
    }),
    { numRuns: budgets.templates.numRuns, seed },
  );
});

test(budgets.texts.name, { timeout }, () => {
  fc.assert(
    fc.property(documentTexts, (text) => {
      const started = process.cpuUsage();
      const { diagnostics } = checkText(text);
      if (diagnostics.every(({ severity }) => severity !== 'error')) readProgram(text);
      for (const { code, message, range } of diagnostics) {
        expect(helpFor(code)).toBeDefined();
        expect(message).not.toBe('');
        expect(range?.to ?? 0).toBeLessThanOrEqual(text.length);
      }
      expectHarmless(started);
    }),
    { numRuns: budgets.texts.numRuns, seed },
  );
});

test(budgets.documents.name, { timeout }, async () => {
  let ran = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(changedDocuments, builtDocuments), async (text) => {
      const started = process.cpuUsage();
      if (readWorkflow(text).diagnostics.some(({ severity }) => severity === 'error')) return;
      const { run } = await runDocument(text, { cutAfter: (count) => count > mostRecords });
      ran++;
      expect(['running', 'completed', 'failed', 'continued']).toContain(run.status);
      if (run.error) expect(helpFor(run.error.code), run.error.code).toBeDefined();
      JSON.stringify(run);
      expectHarmless(started);
    }),
    { numRuns: budgets.documents.numRuns, seed },
  );
  expect(ran).toBeGreaterThan(budgets.documents.numRuns / 10);
});

test(budgets.messages.name, { timeout }, async () => {
  const page = talk('https://evil.example');
  await fc.assert(
    fc.asyncProperty(messages, async (message) => {
      const started = process.cpuUsage();
      const narrowed = narrow(message);
      if (!narrowed.ok) expect(narrowed.error.code).toMatch(/^[a-z]+\/[a-z-]+$/);
      let copy: unknown;
      try {
        copy = structuredClone(message);
      } catch {
        // Functions and the like: a browser does not send them either.
        return;
      }
      const answer: unknown = await page.raw(copy);
      expect(answer).toHaveProperty('id');
      expectHarmless(started);
    }),
    { numRuns: budgets.messages.numRuns, seed },
  );
  page.close();
});

test(budgets.rows.name, { timeout }, async () => {
  await fc.assert(
    fc.asyncProperty(
      anyWorkflow,
      fc.array(spoilings, { minLength: 1, maxLength: 3 }),
      fc.nat(200),
      async (workflow, spoilt, upTo) => {
        const text = JSON.stringify(workflow);
        if (readWorkflow(text).diagnostics.some(({ severity }) => severity === 'error')) return;
        const { records, bodies } = await runDocument(text);
        const entry = await spoiltEntry(text, { records: records.slice(0, upTo), bodies }, spoilt);
        const started = process.cpuUsage();
        if (entry) {
          await lookAtEverything(entry, spoilt);
          if (!entry.state.ending) {
            await drive(entry.state, { cutAfter: (count) => count > mostRecords }, []);
          }
        }
        expectHarmless(started);
      },
    ),
    { numRuns: budgets.rows.numRuns, seed },
  );
});

/** Whatever was stored, a view has what its type promises and nothing more. */
function expectSoundView(view: View): void {
  const { run, example, tab, condition, speed, folded, watches, cursor, ...rest } = view;
  for (const text of [run, example, tab, condition, ...(folded ?? []), ...(watches ?? [])])
    expect(['string', 'undefined']).toContain(typeof text);
  if (speed !== undefined) expect([0, 1, 2, 3, 4]).toContain(speed);
  if (cursor) {
    const { address, iteration, stepId = '', ...more } = cursor;
    expect([typeof address, typeof iteration, typeof stepId]).toEqual(['string', 'number', 'string']);
    expect(more).toEqual({});
  }
  // What is left is read by those whose it is.
  expect(['editor', 'breakpoints', 'hits', 'structure']).toEqual(expect.arrayContaining(Object.keys(rest)));
  expect(Object.getPrototypeOf(view)).toBe(Object.prototype);
}

test(budgets.drafts.name, { timeout }, () => {
  fc.assert(
    fc.property(storedValues, (value) => {
      const started = process.cpuUsage();
      // Read back from a disk: the type says what was written.
      const draft = soundDraft(value as never);
      if (draft) {
        expect([typeof draft.text, ...draft.origins.map((origin) => typeof origin)]).toEqual(
          ['text', ...draft.origins].map(() => 'string'),
        );
      }
      for (const stored of [value, draft?.view]) expectSoundView(readView(stored as never));
      expectHarmless(started);
    }),
    { numRuns: budgets.drafts.numRuns, seed },
  );
});
