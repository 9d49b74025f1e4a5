import type { Help } from './entry';

/** What can go wrong while an expression or template is computed. */
export const valueHelp: Help = {
  'expression/type': {
    title: 'A value has the wrong type',
    explanation:
      'The operation takes other values: arithmetic takes numbers, `<` takes two numbers or two texts, a list method takes a list. The message names the part and its value.',
    example: '{ "type": "compute", "value": "{{ 5 * \\"two\\" }}" }',
    fix: '{ "type": "compute", "value": "{{ 5 * number(\\"2\\") }}" }',
  },
  'expression/not-finite': {
    title: 'The result is no finite number',
    explanation: 'JSON has no number for it: something was divided by zero, or an empty list has no largest.',
    example: '{ "type": "compute", "value": "{{ 1 / 0 }}" }',
    fix: '{ "type": "compute", "value": "{{ isEmpty([]) ? 0 : max([]) }}" }',
  },
  'expression/parse-json': {
    title: 'A text is not JSON',
    explanation: '`parseJson` takes a text that is JSON from its beginning to its end.',
    example: '{ "type": "compute", "value": "{{ parseJson(\\"{ score: 5 }\\") }}" }',
    fix: 'Give the `llm` step an `outputSchema`: then the first JSON in its answer is taken.',
  },
  'expression/fail': {
    title: 'The expression says that it failed',
    explanation: '`fail("…")` in an expression ends its step with that message.',
    example: '{ "type": "compute", "value": "{{ inputs.topic ?? fail(\\"no topic\\") }}" }',
    fix: 'Give what it asks for, or a value instead of `fail("…")`.',
  },
  'expression/fuel': {
    title: 'The expression takes too long',
    explanation:
      'One expression has 100,000 steps. Each round of a list method is one, and so is a piece of a long text or list that is copied or searched.',
    example: '{ "type": "compute", "value": "{{ range(1000).map(a => range(1000).map(b => a * b)) }}" }',
    fix: 'Let a `foreach` go through one of the lists, or do it in a `code` step.',
  },
  'expression/string-too-long': {
    title: 'A text becomes too long',
    explanation: 'Expressions and templates make texts of 1 MiB at most.',
    example: '{ "type": "compute", "value": "{{ \\"a\\".repeat(2000000) }}" }',
    fix: '{ "type": "compute", "value": "{{ \\"a\\".repeat(1000000) }}" }',
  },
  'expression/list-too-long': {
    title: 'A list becomes too long',
    explanation: 'Expressions make lists of 100,000 entries at most.',
    example: '{ "type": "compute", "value": "{{ range(200000) }}" }',
    fix: '{ "type": "compute", "value": "{{ range(100000) }}" }',
  },
  'expression/value-too-deep': {
    title: 'A value is nested too deeply',
    explanation: 'Lists and objects of a value stand in each other 500 levels deep at most.',
    example:
      '{ "type": "loop", "maxIterations": 600, "variables": { "v": 1 }, "steps": [{ "type": "set", "values": { "v": "{{ [vars.v] }}" } }] }',
    fix: 'Keep a flat list: `{{ vars.v.concat(1) }}` instead of `{{ [vars.v] }}`.',
  },
  'expression/value-too-large': {
    title: 'A value is too large to be stored',
    explanation:
      'One output, variable or answer has at most 16 MiB as JSON. What stands in it several times counts each time.',
    example: '{ "type": "compute", "value": "{{ range(20).map(i => \\"a\\".repeat(1000000)) }}" }',
    fix: 'Keep what is needed later: a part of the list, or a count.',
  },
};
