import { describe, expect, test } from 'vitest';
import { needsLater } from '../../src/engine';
import { runners } from '../../src/engine/steps/runners';
import { readExpression, readTemplate } from '../../src/expression/read';
import type { Program } from '../../src/workflow/program';
import { stepTypes } from '../../src/workflow/definition';
import type { Step } from '../../src/workflow/types';
import { needsOfProviders } from '../../src/worker/parts';
import { readProgram } from '../../src/workflow/read-program';

const step = (type: string, more: object = {}): Step =>
  ({ id: 'a', type, steps: [], ...more }) as unknown as Step;

const program = (...steps: readonly object[]): Program =>
  readProgram(JSON.stringify({ steps: steps.map((one, n) => ({ id: `s${n}`, ...one })) }))!;

describe('what is imported before a document is planned', () => {
  test('is needed by every type of step that is carried out later, and by no other', () => {
    const later = stepTypes.filter((type) => needsLater(step(type)));
    // All that is carried out by a runner of its own, but for loops.
    expect(later.toSorted()).toEqual(
      Object.keys(runners)
        .filter((type) => type !== 'loop')
        .toSorted(),
    );
    expect(stepTypes.filter((type) => !later.includes(type)).toSorted()).toEqual(
      ['compute', 'exit', 'fail', 'loop', 'next', 'set', 'template'].toSorted(),
    );
  });

  test('is needed by a loop with a limit of time, and by one that goes on as a new run', () => {
    expect(needsLater(step('loop', { maxIterations: 3 }))).toBe(false);
    expect(needsLater(step('loop', { timeoutMs: 5 }))).toBe(true);
    expect(needsLater(step('loop', { continueAsNewEvery: 5 }))).toBe(true);
  });

  test.each([
    ['a.b > 1 && !c', false],
    ['[a, { b: c }].length', false],
    ['a ? b[c] : -d', false],
    ['max(1, 2)', true],
    ['now()', true],
    ['random(1, 6)', true],
    ["latest('a')", true],
    ["exists('a')", true],
    ['a.trim()', true],
    ['a ? [b.trim()] : 0', true],
    ['a.filter(x => x.y)', true],
    ['{ a: [max(1)] }', true],
    ['a[min(b)]', true],
  ])('is needed by the calls of %s: %s', (source, calls) => {
    const read = readExpression(source);
    expect(read.ok && read.tree.mentions.calls).toBe(calls);
  });

  test.each([
    ['no tags', false],
    ['{{a.b}} {{#if c}}d{{else}}{{e}}{{/if}}{{#each f}}{{item}}{{/each}}', false],
    ['{{a.trim()}}', true],
    ['{{#if max(1)}}d{{/if}}', true],
    ['{{#if a}}b{{else if c.trim()}}d{{/if}}', true],
    ['{{#each f.slice(1)}}x{{/each}}', true],
    ['{{#each f}}{{item.trim()}}{{/each}}', true],
  ])('is needed by the calls of the template %s: %s', (source, calls) => {
    const read = readTemplate(source);
    expect(read.ok && read.tree.mentions.calls).toBe(calls);
  });

  test('of providers: to judge outputs, or to ask for them', () => {
    const plain = { type: 'compute', value: 1 };
    const asks = { type: 'http', url: 'https://a.example' };
    expect(needsOfProviders(program(plain))).toBeUndefined();
    expect(needsOfProviders(program(plain, asks))).toBe('ask');
    expect(needsOfProviders(program(asks, { ...plain, outputSchema: { type: 'number' } }))).toBe('judge');
  });
});
