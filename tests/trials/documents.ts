/** Workflows that faults are tried on; each takes a second or two. `url` is the server that they call. */
export type Document = (url: string) => object;

/** Loops in loops, left by `until`, by `exit` and at the limit; short waits. */
const nested: Document = () => ({
  name: 'Nested loops',
  variables: { total: 0 },
  steps: [
    {
      id: 'outer',
      type: 'loop',
      maxIterations: 10,
      steps: [
        {
          id: 'inner',
          type: 'loop',
          until: 'steps.ask.score >= 3',
          maxIterations: 6,
          variables: { best: 0 },
          steps: [
            { id: 'rest', type: 'wait', ms: 30 },
            {
              id: 'ask',
              type: 'tool',
              name: 'score',
              mock: [{ score: 1 }, { score: 2 }, { score: 1 }, { score: 3 }],
            },
            { id: 'add', type: 'set', values: { total: '{{vars.total + 1}}', best: '{{steps.ask.score}}' } },
            {
              id: 'deep',
              type: 'loop',
              maxIterations: 4,
              steps: [
                { id: 'draw', type: 'compute', value: '{{random(1, 9)}}' },
                { id: 'leave', type: 'exit', when: 'steps.draw > 6' },
              ],
            },
          ],
        },
        { id: 'line', type: 'template', template: '{{loop.iteration}} of {{vars.total}}' },
      ],
    },
  ],
  outputs: { total: '{{vars.total}}', lines: '{{outputs("line")}}' },
});

/** Parallel branches and parallel items, both with calls of a server and sets. */
const siblings: Document = (url) => ({
  name: 'Parallel branches and items',
  variables: { sum: 0 },
  steps: [
    {
      id: 'rounds',
      type: 'loop',
      maxIterations: 8,
      steps: [
        {
          id: 'both',
          type: 'parallel',
          steps: [
            {
              id: 'send',
              type: 'http',
              method: 'POST',
              url: `${url}/send/{{loop.iteration}}`,
              body: { sum: '{{vars.sum}}' },
            },
            {
              id: 'each',
              type: 'foreach',
              items: [1, 2, 3, 4],
              parallel: 2,
              steps: [
                { id: 'pause', type: 'wait', ms: 20 },
                { id: 'post', type: 'http', method: 'POST', url: `${url}/item/{{index}}`, body: '{{item}}' },
                { id: 'double', type: 'compute', value: '{{item * 2}}' },
              ],
            },
            {
              id: 'model',
              type: 'llm',
              prompt: 'Score round {{loop.iteration}}',
              outputSchema: {
                type: 'object',
                required: ['score'],
                properties: { score: { type: 'integer' } },
              },
            },
          ],
        },
        {
          id: 'add',
          type: 'set',
          values: { sum: '{{vars.sum + sum(steps.each.outputs.map(o => o.double)) + loop.iteration}}' },
        },
      ],
    },
  ],
  outputs: { sum: '{{vars.sum}}', model: '{{latest("model")}}' },
});

/** Attempts that fail, with delays between them; answers that do not fit; code; errors that are caught. */
const retries: Document = (url) => ({
  name: 'Retries and waits',
  steps: [
    {
      id: 'rounds',
      type: 'loop',
      maxIterations: 8,
      steps: [
        {
          id: 'unsteady',
          type: 'tool',
          name: 'unsteady',
          retry: { maxAttempts: 3, delayMs: 15, backoff: 2 },
          mock: [{ error: 'busy' }, { error: 'busy' }, { ok: true }],
        },
        {
          id: 'unfit',
          type: 'http',
          method: 'POST',
          url: `${url}/unfit/{{loop.iteration}}`,
          body: {},
          retry: { maxAttempts: 2, delayMs: 25 },
          outputSchema: { type: 'object', required: ['never'] },
          onError: { output: 'none' },
        },
        { id: 'rest', type: 'wait', ms: '{{20 + loop.iteration * 5}}' },
        {
          id: 'think',
          type: 'code',
          code: 'return { n: inputs.n * 2, r: Math.random() }',
          inputs: { n: '{{loop.iteration}}' },
        },
        { id: 'broken', type: 'fail', message: 'round {{loop.iteration}}', onError: 'continue' },
        { id: 'why', type: 'template', template: '{{errors.broken.message}} {{steps.think.n}}' },
      ],
    },
  ],
  outputs: { why: '{{latest("why")}}', calls: '{{iterationCount("unsteady")}}' },
});

/** A loop that goes on in a chain of runs, calling a server now and then. */
const chain: Document = (url) => ({
  name: 'A chain of runs',
  variables: { total: 0 },
  steps: [
    {
      id: 'watch',
      type: 'loop',
      maxIterations: 120,
      continueAsNewEvery: 10,
      variables: { last: '' },
      steps: [
        { id: 'n', type: 'compute', value: '{{loop.iteration * 3}}' },
        {
          id: 'tell',
          type: 'http',
          method: 'POST',
          url: `${url}/tell/{{loop.iteration}}`,
          skipIf: 'loop.iteration % 7 != 0',
          body: {},
        },
        { id: 'rest', type: 'wait', ms: 8 },
        { id: 'add', type: 'set', values: { total: '{{vars.total + steps.n}}', last: '{{steps.n}}' } },
      ],
    },
  ],
  outputs: {
    total: '{{vars.total}}',
    last: '{{steps.watch.vars.last}}',
    rounds: '{{steps.watch.iterations}}',
  },
});

/** As fast as it goes, so that groups of records are on their way at every instant. */
const rush: Document = () => ({
  name: 'Full speed',
  variables: { total: 0 },
  steps: [
    {
      id: 'blocks',
      type: 'loop',
      maxIterations: 15,
      steps: [
        {
          id: 'spin',
          type: 'loop',
          maxIterations: 2000,
          steps: [
            { id: 'n', type: 'compute', value: '{{loop.iteration * 2}}' },
            { id: 'add', type: 'set', values: { total: '{{vars.total + steps.n}}' } },
          ],
        },
      ],
    },
  ],
  outputs: { total: '{{vars.total}}' },
});

/** Large outputs that do not compress: 60 iterations of 60 kB. */
const bulky: Document = () => ({
  name: 'Large outputs',
  steps: [
    {
      id: 'pages',
      type: 'loop',
      maxIterations: 60,
      steps: [
        { id: 'page', type: 'compute', value: '{{range(1600).map(n => uuid())}}' },
        { id: 'rest', type: 'wait', ms: 5 },
      ],
    },
  ],
  outputs: { last: '{{steps.pages.last.page[0]}}', rounds: '{{steps.pages.iterations}}' },
});

export const documents = { nested, siblings, retries, chain, rush, bulky };

/** Name of a document that faults are tried on. */
export type Name = keyof typeof documents;
