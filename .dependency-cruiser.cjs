// What may import what. Data passes from left to right, imports point only to the left:
// json, expression, workflow, engine, journal, worker, ui. Beside them: providers, embed, examples.

/** Each room and the rooms it may import. */
const rooms = {
  json: [],
  expression: ['json'],
  workflow: ['json', 'expression'],
  engine: ['json', 'expression', 'workflow'],
  compare: ['json', 'expression', 'workflow', 'engine'],
  providers: ['json', 'expression', 'workflow', 'engine'],
  journal: ['json', 'expression', 'workflow', 'engine'],
  worker: ['json', 'expression', 'workflow', 'engine', 'compare', 'providers', 'journal'],
  embed: ['json', 'expression', 'workflow', 'engine', 'providers', 'journal', 'worker'],
  examples: ['json', 'workflow'],
  ui: ['json', 'expression', 'workflow', 'engine', 'providers', 'journal', 'worker', 'embed', 'examples'],
};

/** Each package of the page and the only folder that knows it. */
const owners = {
  jsep: 'src/expression',
  idb: 'src/journal',
  comlink: 'src/worker',
  'quickjs-emscripten-core': 'src/providers',
  '@jitl': 'src/providers',
  '@codemirror': 'src/ui/editor',
  '@lezer': 'src/ui/editor',
  '@fontsource-variable': 'src/ui',
  svelte: 'src/ui',
};

const directions = Object.entries(rooms).map(([room, allowed]) => ({
  name: `from-${room}`,
  comment: `src/${room} may import ${allowed.length === 0 ? 'no other room' : `only ${allowed.join(', ')}`}.`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: [room, ...allowed].map((name) => `^src/${name}/`) },
}));

const packages = Object.entries(owners).map(([name, owner]) => ({
  name: `only-${owner.slice('src/'.length).replace('/', '-')}-knows-${name}`,
  comment: `${name} is imported only by ${owner}.`,
  severity: 'error',
  from: { pathNot: `^${owner}/` },
  // Asked for with `?url` a package stands under its own name.
  to: { path: `(^|node_modules/)${name}(/|$)` },
}));

module.exports = {
  forbidden: [
    ...directions,
    ...packages,
    {
      name: 'known-rooms',
      comment: 'Every file of the source is in a room that this file lists.',
      severity: 'error',
      from: { path: '^src/', pathNot: Object.keys(rooms).map((room) => `^src/${room}/`) },
      to: {},
    },
    {
      name: 'no-cycle',
      comment: 'At run time nothing goes round. Types of one room may name each other (decision 0009).',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unknown-file',
      comment: 'An import that leads nowhere escapes every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?url$' },
    },
    {
      name: 'no-tool-in-the-page',
      comment:
        'The page is made of dependencies; development dependencies stay out of it. Svelte compiles away.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: '(^|/)node_modules/svelte/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'browser', 'import', 'types', 'default'],
      extensions: ['.ts', '.svelte.ts', '.svelte', '.js', '.mjs', '.json', '.css'],
    },
  },
};
