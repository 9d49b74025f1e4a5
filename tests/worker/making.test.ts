import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../src/engine';
import { isObject, type Json } from '../../src/json/json';
import type { Made, Making } from '../../src/worker/api';
import { views } from '../../src/worker/answer-views';
import type { Entry } from '../../src/worker/entry';
import { explain } from '../../src/worker/explain-rows';
import { valueAt } from '../../src/worker/source';
import { readWorkflow } from '../../src/workflow/validate';
import { anyWorkflow } from '../engine/documents';
import { type Link, runChain } from '../engine/harness';
import { storedEntry } from './stored-link';

async function stored(steps: readonly object[], variables: object = {}): Promise<Entry> {
  const text = JSON.stringify({ inputs: { most: 9 }, variables, steps });
  const [link] = await runChain(text);
  return storedEntry(text, link!, 8);
}

/** What is told of the origin of a part. */
async function followed(entry: Entry, parts: Making['parts'], text: string): Promise<Making | undefined> {
  const made = parts.find((part) => part.text === text)?.origin?.made;
  return made && views.making(entry, made);
}

/** The moment after a step at an address. */
function momentAfter(address: string): Made['at'] {
  const [, around = '', , number = '0', stepId = ''] =
    /^(?:(.*)([[{])(\d+)[\]}]\/)?([^/]+)$/.exec(address) ?? [];
  return { address: around, iteration: Number(number), stepId };
}

/** Every place in something written at which a template stands, and one further in than that. */
function templatesIn(json: Json, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof json === 'string') return json.includes('{{') ? [path, [...path, 'length']] : [];
  if (!isObject(json)) return [];
  return Object.entries(json).flatMap(([name, member]) => templatesIn(member, [...path, name]));
}

/** What every part was. A step without an output, like a `parallel`, gives `null` until its record is dropped. */
function valuesOf(told: Making | undefined): readonly unknown[] | undefined {
  return told?.parts.map(({ text, value = null, evaluated, decides }) => ({
    text,
    value,
    evaluated,
    decides,
  }));
}

/** What a run recorded of its pure steps: where, what was written there, and what it gave. */
function pureSteps(
  { model: { plan } }: Entry,
  records: readonly RunRecord[],
): readonly (Made & { readonly output: Json })[] {
  return records.flatMap((record) => {
    if (record.type !== 'step' && record.type !== 'set') return [];
    if (record.type === 'step' && record.status !== undefined) return [];
    const at = momentAfter(record.address);
    const written = plan.byId.get(at.stepId)!.node.step;
    const json: Json =
      written.type === 'set'
        ? written.values
        : written.type === 'compute'
          ? written.value
          : written.type === 'template'
            ? written.template
            : null;
    const output = record.type === 'set' ? record.values : record.output;
    return templatesIn(json).map((path) => ({ at, path, output }));
  });
}

/** Holds what is told of every value that pure steps made against what was recorded. */
async function expectAgreement(
  text: string,
  link: Link,
  size: number,
): Promise<{ told: number; faded: number; read: number }> {
  const tally = { told: 0, faded: 0, read: 0 };
  const entry = await storedEntry(text, link, size);
  // With every record that was ever made, nothing has to be taken from the ends of iterations.
  const whole = await storedEntry(text, { ...link, bodies: new Map() }, size);
  const steps = pureSteps(entry, link.records);
  for (const { output, ...made } of steps.slice(0, 12)) {
    const told = await views.making(entry, made);
    expect({ text, made, told }).toMatchObject({
      told: { sentence: expect.stringContaining(made.at.stepId) },
    });
    tally.told += 1;
    if (told?.faded) {
      tally.faded += 1;
      continue;
    }
    const rest = made.path.at(-1) === 'length' ? 1 : 0;
    const value = valueAt(output, made.path.slice(0, made.path.length - rest)) ?? null;
    expect({ text, made, value: told?.parts[0]?.value ?? null }).toEqual({ text, made, value });
    expect({ text, made, told: valuesOf(told) }).toEqual({
      ...{ text, made },
      told: valuesOf(await views.making(whole, made)),
    });
    for (const [n, { value: read = null, origin }] of told?.parts.entries() ?? []) {
      const { at, path: names = [] } = origin?.made ?? {};
      // What the whole is passed on from leads on to what was asked for.
      const path = n === 0 ? names.slice(0, names.length - rest) : names;
      const earlier = at && steps.find((one) => isDeepStrictEqual(one.at, at));
      if (!earlier) continue;
      tally.read += 1;
      expect({ text, made, origin, read }).toEqual({
        text,
        made,
        origin,
        read: valueAt(earlier.output, path),
      });
    }
  }
  return tally;
}

const runs = Number(process.env.GENERATED_RUNS ?? 60);

test(
  `what is told of how a value came about agrees with the run in ${runs} generated documents`,
  { timeout: 120_000 },
  async () => {
    const tally = { told: 0, faded: 0, read: 0 };
    await fc.assert(
      fc.asyncProperty(anyWorkflow, fc.integer({ min: 4, max: 24 }), async (workflow, size) => {
        const text = JSON.stringify(workflow);
        if (readWorkflow(text).diagnostics.some(({ severity }) => severity === 'error')) return;
        for (const link of (await runChain(text)).slice(0, 3)) {
          // Longer ones show nothing new, and take their time to be stored.
          if (link.records.length > 1000) continue;
          const { told, faded, read } = await expectAgreement(text, link, size);
          tally.told += told;
          tally.read += read;
          tally.faded += faded;
        }
      }),
      { numRuns: runs },
    );
    expect(tally.told).toBeGreaterThan(runs);
    expect(tally.faded).toBeLessThan(tally.told / 20);
    expect(tally.read).toBeGreaterThan(runs / 2);
  },
);

const orders = (first: string, second: string): object => ({
  ...{ id: 'orders', type: 'loop', until: 'vars.ready', maxIterations: 8 },
  variables: { ready: false, polls: 0 },
  steps: [
    {
      ...{ id: 'note', type: 'set' },
      values: Object.fromEntries(
        [first, second].map((name) => [
          name,
          name === 'ready' ? '{{vars.polls >= 3}}' : '{{vars.polls + 1}}',
        ]),
      ),
    },
  ],
});

describe('how a value came about', () => {
  test('says what a set read, and that it has set that itself afterwards', async () => {
    const entry = await stored([orders('ready', 'polls')]);
    const { parts } = (await explain(entry, 'orders', 2))!;
    const ready = await followed(entry, parts, 'vars.ready');
    expect(ready?.sentence).toBe(
      '`note` set it from `vars.polls >= 3`, which was `false`: `vars.polls` was `2`, and was set to `3` later in the same step',
    );
    expect(ready?.parts.map(({ text, value, range }) => [text, value, range.from, range.to])).toEqual([
      ['vars.polls >= 3', false, 0, 15],
      ['vars.polls', 2, 0, 10],
    ]);
    const polls = await followed(entry, ready!.parts, 'vars.polls');
    expect(polls?.sentence).toBe('`note` set it from `vars.polls + 1`, which was `2`: `vars.polls` was `1`');
    const before = await followed(entry, polls!.parts, 'vars.polls');
    expect(before?.sentence).toBe('`note` set it from `vars.polls + 1`, which was `1`: `vars.polls` was `0`');
    expect(before?.parts[1]?.origin).toEqual({ says: 'not set by a step so far' });
  });

  test('knows that a set sees what it has set before', async () => {
    const entry = await stored([orders('polls', 'ready')]);
    const { parts } = (await explain(entry, 'orders', 2))!;
    const ready = await followed(entry, parts, 'vars.ready');
    expect(ready?.sentence).toBe(
      '`note` set it from `vars.polls >= 3`, which was `true`: `vars.polls` was `3`',
    );
    expect(ready?.parts[1]?.origin?.says).toBe('set before it in the same step');
    const polls = await followed(entry, ready!.parts, 'vars.polls');
    expect(polls?.sentence).toBe('`note` set it from `vars.polls + 1`, which was `3`: `vars.polls` was `2`');
  });

  test('says that a later step of the iteration has set what was read', async () => {
    const check = { id: 'check', type: 'compute', value: { done: '{{vars.n >= 2}}' } };
    const count = { id: 'count', type: 'set', values: { n: '{{vars.n + 1}}' } };
    const loop = { id: 'a', type: 'loop', until: 'steps.check.done', variables: { n: 0 } };
    const entry = await stored([{ ...loop, steps: [check, count] }]);
    const { parts } = (await explain(entry, 'a', 1))!;
    expect((await followed(entry, parts, 'steps.check.done'))?.sentence).toBe(
      '`check` gave it from `vars.n >= 2`, which was `false`: `vars.n` was `1`, and was set to `2` later in the iteration, by `count`',
    );
  });

  test('follows a value through the iteration before and through a step that passed it on whole', async () => {
    const first = { id: 'first', type: 'compute', value: { deep: { n: '{{loop.iteration * 10}}' } } };
    const pass = { id: 'pass', type: 'compute', value: { on: '{{steps.first}}' } };
    const loop = { id: 'a', type: 'loop', until: 'loop.history.pass.on.deep.n >= 20' };
    const entry = await stored([{ ...loop, steps: [first, pass] }]);
    const { parts } = (await explain(entry, 'a', 2))!;
    const passed = await followed(entry, parts, 'loop.history.pass.on.deep.n');
    expect(passed?.sentence).toBe('`pass` gave it from `steps.first`, whose `deep.n` was `10`');
    const begun = await followed(entry, passed!.parts, 'steps.first');
    expect(begun?.sentence).toBe(
      '`first` gave it from `loop.iteration * 10`, which was `10`: `loop.iteration` was `1`',
    );
  });

  test('names what a function made of a list, not the list', async () => {
    const list = { id: 'list', type: 'compute', value: [1, 5] };
    const large = { id: 'large', type: 'compute', value: '{{max(steps.list) > 3}}' };
    const entry = await stored([{ id: 'a', type: 'loop', maxIterations: 1, steps: [list, large] }]);
    const at = { address: 'a', iteration: 0, stepId: 'large' };
    expect((await views.making(entry, { at, path: [] }))?.sentence).toBe(
      '`large` gave it from `max(steps.list) > 3`, which was `true`: `max(steps.list)` was `5`',
    );
  });

  test('knows items of a list, and what stood around a loop in a loop', async () => {
    const n = { id: 'n', type: 'compute', value: '{{vars.sum + index}}' };
    const add = { id: 'add', type: 'set', values: { sum: '{{steps.n + item}}' } };
    const each = { id: 'each', type: 'foreach', items: [5, 6], parallel: false, steps: [n, add] };
    const from = { id: 'from', type: 'compute', value: '{{vars.sum}}' };
    const inner = { id: 'inner', type: 'loop', until: 'steps.from > 99', maxIterations: 2, steps: [] };
    const loop = {
      id: 'a',
      type: 'loop',
      maxIterations: 2,
      variables: { sum: 0 },
      steps: [from, each, inner],
    };
    const entry = await stored([loop]);
    const { parts } = (await explain(entry, 'a[1]/inner', 1))!;
    expect((await followed(entry, parts, 'steps.from'))?.sentence).toBe(
      '`from` gave it from `vars.sum`, which was `12`',
    );
    const at = { address: 'a[1]/each', iteration: 1, stepId: 'add' };
    const sum = await views.making(entry, { at, path: ['sum'] });
    expect(sum?.sentence).toBe(
      '`add` set it from `steps.n + item`, which was `24`: `steps.n` was `18`; `item` was `6`',
    );
    expect((await followed(entry, sum!.parts, 'steps.n'))?.sentence).toBe(
      '`n` gave it from `vars.sum + index`, which was `18`: `vars.sum` was `17`, and was set to `24` later in the item, by `add`; `index` was `1`',
    );
  });

  test.each<[string, object, readonly string[], string | undefined]>([
    [
      'as it is written',
      { type: 'compute', value: { on: true } },
      ['on'],
      '`x` gave it as it is written: `true`',
    ],
    [
      'a text with expressions',
      { type: 'template', template: 'Round {{iteration}}{{#if iteration > 0}}, of {{inputs.most}}{{/if}}' },
      [],
      '`x` gave it from its template: `iteration` was `1`; `inputs.most` was `9`',
    ],
    [
      'by onError',
      { type: 'compute', value: "{{'a' - 1}}", onError: { output: { on: true } } },
      ['on'],
      '`x` failed, and its `onError` gave this instead',
    ],
    ['of several expressions', { type: 'compute', value: { a: '{{1}}', b: '{{2}}' } }, [], undefined],
    ['skipped', { type: 'compute', skipIf: 'true', value: '{{iteration}}' }, [], undefined],
    ['a step that asks', { type: 'tool', name: 't', mock: 1 }, [], undefined],
  ])('%s', async (_, step, path, says) => {
    const entry = await stored([{ id: 'a', type: 'loop', maxIterations: 2, steps: [{ id: 'x', ...step }] }]);
    const told = await views.making(entry, { at: { address: 'a', iteration: 1, stepId: 'x' }, path });
    expect(told?.sentence).toBe(says);
  });
});
