/** A document that comes with the page; its text is shown as it was formatted by hand. */
export interface Example {
  readonly id: string;
  readonly title: string;
  /** One sentence: what it teaches. */
  readonly about: string;
  /** Heading it stands under in the menu. */
  readonly group: ExampleGroup;
  /** The document's text; rejects only when the page's own files cannot be reached. */
  readonly load: () => Promise<string>;
}

export type ExampleGroup = 'Until' | 'Variables and exit' | 'Several loops' | 'Limits' | 'Lists';

/** Id of the example that a first visit begins with. */
export const firstExample = 'poem';

/** All examples in the order of the menu; those of one group stand together. */
export const examples: readonly Example[] = [
  {
    id: 'poem',
    title: 'Poem, reviewed until it is good',
    about: 'How a condition over two values decides when to stop, and how variables keep the best so far.',
    group: 'Until',
    load: async () => (await import('./poem.json?raw')).default,
  },
  {
    id: 'draw-below-50',
    title: 'Draw until a number is below 50',
    about: 'What until sees of a step in a branch that was not taken: nothing, and that counts as not yet.',
    group: 'Until',
    load: async () => (await import('./draw-below-50.json?raw')).default,
  },
  {
    id: 'approval',
    title: 'Code, revised until it is approved',
    about: 'That approval in the last round allowed still counts as until, and how latest() reads a review.',
    group: 'Until',
    load: async () => (await import('./approval.json?raw')).default,
  },
  {
    id: 'feedback',
    title: 'Generate and validate until the score is 8',
    about: 'How loop.history carries the criticism of one round into the prompt of the next.',
    group: 'Until',
    load: async () => (await import('./feedback.json?raw')).default,
  },
  {
    id: 'four-rounds',
    title: 'A verse, refined over four rounds',
    about: 'How variables survive from round to round and how exit leaves a loop in the middle of one.',
    group: 'Variables and exit',
    load: async () => (await import('./four-rounds.json?raw')).default,
  },
  {
    id: 'two-loops',
    title: 'First shorter, then correct',
    about: 'How a second loop starts from the last output of the first.',
    group: 'Several loops',
    load: async () => (await import('./two-loops.json?raw')).default,
  },
  {
    id: 'chapters',
    title: 'Three chapters, each refined',
    about: 'What starts anew in an inner loop, what goes on, and how the outer one can ask why it stopped.',
    group: 'Several loops',
    load: async () => (await import('./chapters.json?raw')).default,
  },
  {
    id: 'limit-fails',
    title: 'A search that runs out of rounds',
    about: 'How to make reaching the limit a failure instead of a quiet end.',
    group: 'Limits',
    load: async () => (await import('./limit-fails.json?raw')).default,
  },
  {
    id: 'monitor',
    title: 'A queue, watched without end',
    about: 'How an endless loop continues as a new run every so often and keeps its variables.',
    group: 'Limits',
    load: async () => (await import('./monitor.json?raw')).default,
  },
  {
    id: 'greetings',
    title: 'A greeting for each name',
    about: 'How foreach goes through a list, and what item and index are.',
    group: 'Lists',
    load: async () => (await import('./greetings.json?raw')).default,
  },
  {
    id: 'tickets',
    title: 'Every ticket that came in',
    about: 'How foreach goes through what a step brought, and how an item that fails is dropped.',
    group: 'Lists',
    load: async () => (await import('./tickets.json?raw')).default,
  },
  {
    id: 'cities',
    title: 'Five cities, two at a time',
    about: 'That items can run at once and the outputs still stand in the order of the list.',
    group: 'Lists',
    load: async () => (await import('./cities.json?raw')).default,
  },
  {
    id: 'meal-plan',
    title: 'Three recipes, one meal plan',
    about: 'How a later step reads everything a foreach has made.',
    group: 'Lists',
    load: async () => (await import('./meal-plan.json?raw')).default,
  },
];
