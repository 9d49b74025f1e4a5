import { describe, expect, test } from 'vitest';
import { refusalsOf } from '../../src/workflow/refusals';
import { textUnder } from '../../src/workflow/text-under';

describe('a document under another rule book', () => {
  test.each([
    ['names it', '{ "semantics": "dify", "steps": [] }', '{ "semantics": "conductor", "steps": [] }'],
    ['is told of it on its line', '{ "steps": [] }', '{ "semantics": "conductor", "steps": [] }'],
    [
      'is told of it on a line of its own',
      '{\n  "name": "x",\n  "steps": []\n}',
      '{\n  "semantics": "conductor",\n  "name": "x",\n  "steps": []\n}',
    ],
    ['is empty', '{}', '{"semantics": "conductor"}'],
    ['is no object', '[1]', '[1]'],
    ['is no document', '', ''],
  ])('%s', (_, text, under) => {
    expect(textUnder(text, 'conductor')).toBe(under);
  });

  test('is refused with the first reason', () => {
    const text = JSON.stringify({
      name: 'x',
      steps: [{ id: 'l', type: 'loop', until: 'true', steps: [{ id: 'a', type: 'compute', value: 1 }] }],
    });
    const refusals = refusalsOf(text);
    expect(Object.keys(refusals).sort()).toEqual(['conductor', 'dify']);
    expect(refusals.dify).toContain('maxIterations');
  });
});
