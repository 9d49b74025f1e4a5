// Documents of any size, each of which grows in one way only.

/** Texts of documents, by what of them grows. */
export const documents = {
  /** A loop of so many iterations. */
  iterations: (count) => text([loop('count', count, body)]),

  /** A loop of the root of that many iterations, in each of which another one goes as far. */
  nested: (count) => {
    const side = Math.round(Math.sqrt(count));
    return text([loop('outer', side, [loop('inner', side, [body[0]])])]);
  },

  /** A list of so many items, 64 of them under way at once. */
  items: (count) =>
    text([
      { id: 'list', type: 'compute', value: `{{range(${count})}}` },
      {
        id: 'each',
        type: 'foreach',
        items: 'steps.list',
        parallel: 64,
        steps: [{ id: 'double', type: 'compute', value: '{{item * 2}}' }],
      },
    ]),

  /** A loop of so many iterations, each of which gives a text of a million letters. */
  megabytes: (count) =>
    text([loop('pages', count, [{ id: 'page', type: 'compute', value: `{{"0123456789".repeat(100000)}}` }])]),

  /** So many steps after each other, each reading the one before it, on five lines of text each. */
  steps: (count) =>
    text(
      Array.from({ length: count }, (_, n) => ({
        id: `s${n}`,
        type: 'compute',
        value: n === 0 ? 0 : `{{steps.s${n - 1} + 1}}`,
      })),
    ),
};

const body = [
  { id: 'next', type: 'compute', value: { n: '{{loop.iteration + 1}}' } },
  { id: 'add', type: 'set', values: { sum: '{{vars.sum + steps.next.n}}' } },
];

function loop(id, maxIterations, steps) {
  return { id, type: 'loop', maxIterations, variables: { sum: 0 }, steps };
}

function text(steps) {
  return JSON.stringify({ name: 'As large as it gets', steps }, null, 2);
}
