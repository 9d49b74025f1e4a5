import chapters from '../../src/examples/chapters.json?raw';
import poem from '../../src/examples/poem.json?raw';
import type { IterationRow, LoopView, RunSnapshot } from '../../src/worker/api';

/** A run as it is told to the page, without an engine behind it. */
export interface Scene {
  readonly text: string;
  readonly snapshot: Partial<RunSnapshot>;
  /** Rows by index, so that long tables need not be made. */
  readonly row: (index: number) => IterationRow;
  readonly rows: number;
}

const blankRow = {
  kind: 'iteration',
  open: false,
  failed: false,
  startedAt: 0,
  children: 0,
  nested: [],
} as const;

function chapterRow(part: Partial<IterationRow> & Pick<IterationRow, 'numbers'>): IterationRow {
  const inner = part.numbers.length === 2;
  return {
    ...blankRow,
    address: inner ? `chapters[${part.numbers[0]!}]/refine` : 'chapters',
    loopId: inner ? 'refine' : 'chapters',
    iteration: part.numbers.at(-1)!,
    cells: {},
    verdict: { kind: 'not-asked', text: '' },
    ms: 0,
    ...part,
  };
}

const said = (text: string): IterationRow['cells'][string] => ({
  status: 'done',
  ms: 380,
  glance: [{ text, kind: 'text' }],
});
const scored = (n: number): IterationRow['cells'][string] => ({
  status: 'done',
  ms: 230,
  glance: [{ key: 'score', text: String(n), kind: 'scalar' }],
});
const goesOn: IterationRow['verdict'] = { kind: 'false', text: 'false' };
const refine = (chapter: number, begun: number, stoppedBy?: 'until'): LoopView => ({
  address: `chapters[${chapter}]/refine`,
  id: 'refine',
  kind: 'loop',
  parent: 'chapters',
  iteration: begun - 1,
  begun,
  finished: stoppedBy ? begun : begun - 1,
  limit: 4,
  ...(stoppedBy ? { stoppedBy } : {}),
});

const nestedRows: readonly IterationRow[] = [
  chapterRow({
    numbers: [0],
    cells: { plan: said('"Fog"') },
    verdict: goesOn,
    ms: 2014,
    children: 3,
    nested: [refine(0, 3, 'until')],
  }),
  chapterRow({
    numbers: [0, 0],
    cells: { write: said('The fog was thick and very grey.'), review: scored(4) },
    verdict: goesOn,
    ms: 612,
  }),
  chapterRow({
    numbers: [0, 1],
    cells: { write: said('The fog took the pier, then the boats.'), review: scored(6) },
    verdict: goesOn,
    ms: 630,
  }),
  chapterRow({
    numbers: [0, 2],
    cells: { write: said('The fog took the boats one by one and gave back their bells.'), review: scored(8) },
    verdict: { kind: 'true', text: 'true' },
    stop: 'until',
    ms: 598,
  }),
  chapterRow({
    numbers: [1],
    open: true,
    cells: { plan: said('"Low tide"') },
    children: 3,
    nested: [refine(1, 3)],
  }),
  chapterRow({
    numbers: [1, 0],
    cells: { write: said('At low tide the sea was far away.'), review: scored(3) },
    verdict: goesOn,
    ms: 605,
  }),
  chapterRow({
    numbers: [1, 1],
    cells: { write: said('Low tide. The harbour showed its floor.'), review: scored(7) },
    verdict: goesOn,
    ms: 641,
  }),
  chapterRow({
    numbers: [1, 2],
    open: true,
    cells: { write: { status: 'running', ms: 212, glance: [] } },
    ms: 212,
  }),
];

const draw = `{
  "name": "Countdown to a hundred thousand",
  "steps": [
    { "id": "count", "type": "loop", "maxIterations": 100000, "steps": [
      { "id": "draw", "type": "compute", "value": "{{random(1, 100)}}" },
      { "id": "halve", "type": "compute", "value": "{{steps.draw / 2}}" }
    ] }
  ]
}
`;

const longNames = `{
  "name": "A workflow whose name goes on and on, long after everybody has understood what it is about, and then some",
  "steps": [
    { "id": "refine_the_translation_of_the_contract", "type": "loop", "until": "steps.second_opinion_of_the_lawyer.ok", "maxIterations": 4, "steps": [
      { "id": "translate_every_paragraph_faithfully", "type": "llm", "prompt": "Go" },
      { "id": "second_opinion_of_the_lawyer", "type": "llm", "prompt": "Go" },
      { "id": "rememberEverythingThatWasEverSaidAboutIt", "type": "compute", "value": "x" },
      { "id": "s", "type": "compute", "value": "x" }
    ] }
  ]
}
`;

const verdictText = `{
  "name": "Review with a verdict",
  "inputs": { "topic": "a lighthouse in winter" },
  "steps": [
    {
      "id": "refine",
      "type": "loop",
      "until": "steps.review.verdict",
      "maxIterations": 5,
      "steps": [
        { "id": "write", "type": "llm", "prompt": "Four lines about {{inputs.topic}}." },
        { "id": "review", "type": "llm", "prompt": "Good enough? {{steps.write.response}}" }
      ]
    }
  ]
}
`;

const longText =
  'Whereas the party of the first part, hereinafter called the party of the first part, '.repeat(40);
const longId = 'refine_the_translation_of_the_contract';

/** Scenes that stand still; the poem moves and is told elsewhere. */
export const scenes: Readonly<Record<string, Scene>> = {
  nested: {
    text: chapters,
    rows: nestedRows.length,
    row: (index) => nestedRows[index]!,
    snapshot: {
      name: 'Three chapters, each refined',
      status: 'running',
      why: '`write`, iteration 2 of `refine` in iteration 1 of `chapters`',
      place: {
        stepId: 'write',
        address: 'chapters[1]/refine[2]/write',
        phase: 'in',
        loops: [
          { id: 'chapters', address: 'chapters', iteration: 1 },
          { id: 'refine', address: 'chapters[1]/refine', iteration: 2 },
        ],
      },
      loops: [
        { address: 'chapters', id: 'chapters', kind: 'loop', iteration: 1, begun: 2, finished: 1, limit: 3 },
        refine(1, 3),
      ],
    },
  },
  huge: {
    text: draw,
    rows: 68_412,
    row: (index) => ({
      ...blankRow,
      address: 'count',
      loopId: 'count',
      iteration: index,
      numbers: [index],
      cells: {
        draw: {
          status: 'done',
          ms: 0.02,
          glance: [{ text: String(((index * 7919) % 100) + 1), kind: 'scalar' }],
        },
        halve: {
          status: 'done',
          ms: 0.01,
          glance: [{ text: String((((index * 7919) % 100) + 1) / 2), kind: 'scalar' }],
        },
      },
      verdict: { kind: 'not-asked', text: '' },
      ms: 0.03,
    }),
    snapshot: {
      name: 'Countdown to a hundred thousand',
      status: 'running',
      why: '`draw`, iteration 68,412',
      records: 68_413,
      bytes: 9_400_000,
      source: 'none',
      place: {
        stepId: 'draw',
        address: 'count[68411]/draw',
        phase: 'in',
        loops: [{ id: 'count', address: 'count', iteration: 68_411 }],
      },
      loops: [
        {
          address: 'count',
          id: 'count',
          kind: 'loop',
          iteration: 68_411,
          begun: 68_412,
          finished: 68_411,
          limit: 100_000,
        },
      ],
    },
  },
  failed: {
    text: verdictText,
    rows: 1,
    row: () => ({
      ...blankRow,
      address: 'refine',
      loopId: 'refine',
      iteration: 0,
      numbers: [0],
      failed: true,
      cells: {
        write: said('The lighthouse stood and stood, as lighthouses are thought to do.'),
        review: { status: 'done', ms: 230, glance: [{ key: 'verdict', text: '"almost"', kind: 'scalar' }] },
      },
      verdict: { kind: 'bad', text: '"almost"' },
      stop: 'error',
      ms: 610,
    }),
    snapshot: {
      number: 4,
      name: 'Review with a verdict',
      status: 'failed',
      stoppedBy: 'error',
      why: 'at `until`, after iteration 0',
      loops: [
        {
          address: 'refine',
          id: 'refine',
          kind: 'loop',
          iteration: 0,
          begun: 1,
          finished: 1,
          limit: 5,
          stoppedBy: 'error',
        },
      ],
      error: {
        code: 'loop/until-not-boolean',
        severity: 'error',
        message:
          '`steps.review.verdict` is the string `"almost"`, and only `true` or `false` can answer `until`.',
        path: 'steps[0].until',
        address: 'refine',
      },
    },
  },
  long: {
    text: longNames,
    rows: 3,
    row: (index) => ({
      ...blankRow,
      address: longId,
      loopId: longId,
      iteration: index,
      numbers: [index],
      cells: {
        translate_every_paragraph_faithfully: said(longText),
        second_opinion_of_the_lawyer: {
          status: 'done',
          ms: 1200,
          glance: [
            { key: 'ok', text: 'false', kind: 'scalar' },
            { key: 'how_certain_the_lawyer_is_about_this', text: '0.8812345678901234', kind: 'scalar' },
            { text: `“${longText}`, kind: 'text' },
          ],
        },
        rememberEverythingThatWasEverSaidAboutIt: said(longText),
        s: { status: 'done', ms: 4, glance: [{ text: '1', kind: 'scalar' }] },
      },
      verdict: goesOn,
      ms: 123_456,
    }),
    snapshot: {
      name: 'A workflow whose name goes on and on',
      status: 'paused',
      why: `before \`second_opinion_of_the_lawyer\`, iteration 2 of \`${longId}\` in the longest run anybody has ever seen`,
      place: {
        stepId: 'second_opinion_of_the_lawyer',
        address: `${longId}[2]/second_opinion_of_the_lawyer`,
        phase: 'before',
        loops: [{ id: longId, address: longId, iteration: 2 }],
      },
      loops: [{ address: longId, id: longId, kind: 'loop', iteration: 2, begun: 3, finished: 2, limit: 4 }],
    },
  },
};

export const poemText: string = poem;
