import { describe, expect, test } from 'vitest';
import { examples, firstExample } from '../../src/examples';
import type { LoopSummary, StepTrace } from '../../src/engine/records';
import { runDocument } from '../engine/harness';

/** How an example is expected to end; loops as `address iterations stoppedBy`. */
interface Expected {
  readonly status: string;
  readonly loops: readonly string[];
  readonly outputs: unknown;
  readonly calls: number;
}

const table: Readonly<Record<string, Expected>> = {
  poem: {
    status: 'completed',
    loops: ['refine 6 until'],
    outputs: {
      poem: 'Wind north-east. No ships. No fog.\nHis ink has frozen in the log.\nHe breathes on it until it clears\nand writes: all well. As in most years.',
    },
    calls: 12,
  },
  'draw-below-50': {
    status: 'completed',
    loops: ['rounds 5 until'],
    outputs: { number: 13, draws: 5 },
    calls: 0,
  },
  approval: {
    status: 'completed',
    loops: ['review-loop 3 until'],
    outputs: {
      code: 'const mean = (list) =>\n  list.length === 0 ? undefined : list.reduce((a, b) => a + b, 0) / list.length;',
      approved: true,
    },
    calls: 6,
  },
  feedback: {
    status: 'completed',
    loops: ['improve 3 until'],
    outputs: { sentence: 'Tea at 440 hertz: the kettle your violin can tune to.', score: 8 },
    calls: 6,
  },
  'four-rounds': {
    status: 'completed',
    loops: ['rounds 5 exit'],
    outputs: { verse: 'The six-ten leaves ahead of light.\nEach window takes a square of night.' },
    calls: 4,
  },
  'two-loops': {
    status: 'completed',
    loops: ['tighten 3 until', 'proofread 3 until'],
    outputs: { headline: 'Town to rebuild its old bridge', rounds: [3, 3] },
    calls: 6,
  },
  chapters: {
    status: 'completed',
    loops: [
      'chapters 3 max',
      'chapters[0]/refine 3 until',
      'chapters[1]/refine 3 until',
      'chapters[2]/refine 2 until',
    ],
    outputs: {
      story: [
        'The fog took the boats one by one and gave back their bells.',
        'Low tide showed what the harbour had been keeping: a chair, a safe, a piano.',
        'In the morning someone had tuned the piano.',
      ].join('\n'),
    },
    calls: 19,
  },
  'limit-fails': {
    status: 'failed',
    loops: ['halve 8 error'],
    outputs: null,
    calls: 0,
  },
  greetings: {
    status: 'completed',
    loops: [],
    outputs: {
      greetings: [
        'Good evening, Amina. Yours is chair 1.',
        'Good evening, Bo. Yours is chair 2.',
        'Good evening, Chiara. Yours is chair 3.',
      ],
    },
    calls: 3,
  },
  tickets: {
    status: 'completed',
    loops: [],
    outputs: {
      sorted: [
        { ticket: 31, mood: 'angry' },
        { ticket: 33, mood: 'glad' },
      ],
      dropped: 1,
    },
    calls: 3,
  },
  cities: {
    status: 'completed',
    loops: [],
    outputs: {
      report: ['Oslo: -3 °C', 'Lagos: 31 °C', 'Lima: 19 °C', 'Hanoi: 27 °C', 'Perth: 22 °C'],
      warmest: 31,
    },
    calls: 5,
  },
  'meal-plan': {
    status: 'completed',
    loops: [],
    outputs: {
      plan: 'Porridge first. Cook all the lentils at noon: half are the soup, half the cakes.',
      minutes: 85,
    },
    calls: 4,
  },
};

function written({ address, iterations, stoppedBy }: LoopSummary): string {
  return `${address} ${iterations} ${stoppedBy ?? 'going on'}`;
}

async function textOf(id: string): Promise<string> {
  const example = examples.find((one) => one.id === id);
  if (!example) throw new Error(`there is no example ${id}`);
  return example.load();
}

describe('each example', () => {
  test.each(Object.entries(table))('%s ends as it teaches', async (id, expected) => {
    const { run } = await runDocument(await textOf(id));
    expect({
      status: run.status,
      loops: run.loops.map(written),
      outputs: run.outputs,
      calls: run.counts.calls,
    }).toEqual(expected);
  });

  test('has a row here, the endless one aside', () => {
    expect([...Object.keys(table), 'monitor'].toSorted()).toEqual(examples.map(({ id }) => id).toSorted());
  });

  test.each(examples)('$id says what it teaches, in one sentence', async ({ title, about, load }) => {
    const document: unknown = JSON.parse(await load());
    expect(document).toMatchObject({ name: title, description: expect.any(String) as string });
    expect(about).toMatch(/^[A-Z].*\.$/);
    expect(about).not.toMatch(/\. /);
  });
});

test('the first example is one of them, and examples of a group stand together', () => {
  expect(examples.map(({ id }) => id)).toContain(firstExample);
  const groups = examples.map(({ group }) => group).filter((group, i, all) => group !== all[i - 1]);
  expect(groups).toEqual([...new Set(groups)]);
});

test('the poem keeps the best so far: one round is skipped, because it is no better', async () => {
  const { records } = await runDocument(await textOf('poem'));
  const rounds = records.filter((record) => record.type === 'iteration');
  const status = (steps: Readonly<Record<string, StepTrace>>): string => steps.keep?.status ?? 'done';
  expect(rounds.map(({ steps }) => status(steps))).toEqual([
    'done',
    'done',
    'skipped',
    'done',
    'done',
    'done',
  ]);
  expect(rounds.map(({ verdict }) => verdict)).toEqual([false, false, false, false, false, true]);
});

test('the search completes when its limit is raised to ten, as its description says', async () => {
  const text = await textOf('limit-fails');
  const { run: failed } = await runDocument(text);
  expect(failed.error).toMatchObject({ code: 'loop/max-iterations' });
  const { run } = await runDocument(text.replace('"maxIterations": 8', '"maxIterations": 10'));
  expect(run.loops.map(written)).toEqual(['halve 10 until']);
  expect(run.outputs).toEqual({ root: 5.46875 });
});

test('the monitor continues as a new run after 25 checks', async () => {
  const { run } = await runDocument(await textOf('monitor'));
  expect(run).toMatchObject({ status: 'continued', loops: [{ address: 'monitor', iterations: 25 }] });
  expect(run.steps.count).toMatchObject({ checks: 25 });
});

test('the drawn numbers come from the seed, and 50 goes on', async () => {
  const { records } = await runDocument(await textOf('draw-below-50'));
  const draws = records.flatMap((record) => (record.type === 'iteration' ? [record.outputs.draw] : []));
  expect(draws).toEqual([81, 50, 80, 62, 13].map((number) => ({ number })));
});
