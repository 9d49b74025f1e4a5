import type { LoopSummary } from '../../src/engine/records';

/** How an example is expected to end; loops as `address iterations stoppedBy`. */
export interface Expected {
  readonly status: string;
  readonly loops: readonly string[];
  readonly outputs: unknown;
  readonly calls: number;
}

/** Every example but the endless one, by id. */
export const expected: Readonly<Record<string, Expected>> = {
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

/** A loop of a run in the words of the table. */
export function written({ address, iterations, stoppedBy }: LoopSummary): string {
  return `${address} ${iterations} ${stoppedBy ?? 'going on'}`;
}
