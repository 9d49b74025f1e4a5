import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { isList, isObject, type Json } from '../../../src/json/json';
import { anyWorkflow } from '../../engine/documents';
import { damaged, expressions, hostileWords, templates } from './texts';

const folder = new URL('../../../src/examples/', import.meta.url);
const examples = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'));

const sound: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...examples),
  anyWorkflow.map((workflow) => JSON.stringify(workflow)),
);

const step = fc.oneof(
  fc.record({ type: fc.constant('compute'), value: templates }),
  fc.record({
    type: fc.constant('loop'),
    until: expressions,
    maxIterations: fc.constantFrom(null, 1, 3, 'x'),
    steps: fc.constant([]),
  }),
  fc.record({
    type: fc.constant('foreach'),
    items: expressions,
    parallel: fc.boolean(),
    steps: fc.constant([]),
  }),
  fc.record({
    type: fc.constant('llm'),
    prompt: templates,
    mock: fc.jsonValue(),
    outputSchema: fc.dictionary(
      fc.constantFrom('type', 'enum', 'pattern', 'items', '$ref', 'required', '__proto__'),
      fc.jsonValue(),
    ),
  }),
  fc.record({
    type: fc.constant('http'),
    url: fc.oneof(templates, fc.webUrl()),
    headers: fc.dictionary(fc.string(), fc.string()),
  }),
  fc.record({
    type: fc.constant('tool'),
    name: fc.string(),
    outputSchema: fc.record({ type: fc.constant('string'), pattern: fc.string() }),
  }),
);

/** What takes the place of a value of a document. */
const instead: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(...hostileWords),
  fc.jsonValue().map((json) => json as Json),
  expressions,
  templates,
  // Records of JSON values are JSON.
  step as fc.Arbitrary<Json>,
  fc.dictionary(
    fc.constantFrom('__proto__', 'constructor', 'id', 'steps', 'a'),
    fc.constantFrom<Json>(1, 'a', null, []),
  ),
);

/** How a value is changed: the way to it, what stands there then, or the name a member gets. */
const change = fc.record({
  way: fc.array(fc.nat(30), { maxLength: 8 }),
  value: instead,
  name: fc.option(
    fc.constantFrom('__proto__', 'constructor', 'id', 'until', 'steps', 'mock', 'toString', ''),
    { nil: undefined, freq: 6 },
  ),
});

function changed(value: Json, way: readonly number[], to: Json, name: string | undefined): Json {
  const [here, ...rest] = way;
  if (here === undefined || typeof value !== 'object' || value === null) return to;
  const keys = Object.keys(value);
  if (keys.length === 0) return to;
  const chosen = keys[here % keys.length];
  const entries = Object.entries(value).map(([key, member]: [string, Json]): [string, Json] => {
    if (key !== chosen) return [key, member];
    return name !== undefined && rest.length === 0 ? [name, member] : [key, changed(member, rest, to, name)];
  });
  if (isList(value)) return entries.map(([, member]) => member);
  return isObject(value) ? Object.fromEntries(entries) : to;
}

/** Sound documents of which some values were replaced or renamed: most of them are still read, many still run. */
export const changedDocuments: fc.Arbitrary<string> = fc
  .tuple(sound, fc.array(change, { minLength: 1, maxLength: 3 }))
  .map(([text, changes]) => {
    const value = changes.reduce<Json>(
      (now, { way, value: to, name }) => changed(now, way, to, name),
      JSON.parse(text),
    );
    return JSON.stringify(value);
  });

/** Documents of a few steps that hold generated expressions, templates, schemas and addresses. */
export const builtDocuments: fc.Arbitrary<string> = fc
  .array(step, { minLength: 1, maxLength: 4 })
  .map((steps) => JSON.stringify({ variables: { x: 1, list: [1, 2], text: 'a' }, inputs: { n: 3 }, steps }));

/** Any of these, also with letters lost, doubled or replaced. */
export const documentTexts: fc.Arbitrary<string> = fc.oneof(
  changedDocuments,
  builtDocuments,
  damaged(sound, 4),
  damaged(changedDocuments, 2),
);
