import type { Help } from './entry';

/** Problems of expressions that can be seen before anything runs. */
export const expressionHelp: Help = {
  'expression/empty': {
    title: 'There is no expression',
    explanation: 'An expression, or the space between `{{` and `}}`, is empty. It has to say what is meant.',
    example: '{ "type": "compute", "value": "{{ }}" }',
    fix: '{ "type": "compute", "value": "{{ 1 + 1 }}" }',
  },
  'expression/syntax': {
    title: 'The expression cannot be read',
    explanation:
      'Something is missing or does not belong where it stands: a bracket, a quote, an operator or a value.',
    example: '{ "type": "compute", "value": "{{ 1 + }}" }',
    fix: '{ "type": "compute", "value": "{{ 1 + 1 }}" }',
  },
  'expression/not-allowed': {
    title: 'JavaScript has this, expressions here have not',
    explanation:
      'Expressions only read and compute. Nothing can be assigned or made with `new`, there are no comments, regular expressions or bit operators, and functions stand only as arguments of list methods.',
    example: '{ "type": "compute", "value": "{{ 2 ** 3 }}" }',
    fix: '{ "type": "compute", "value": "{{ pow(2, 3) }}" }',
  },
  'expression/mixed-operators': {
    title: 'Two operators need brackets',
    explanation: '`??` next to `||` or `&&` could be meant in two ways.',
    example: '{ "type": "compute", "value": "{{ null ?? false || true }}" }',
    fix: '{ "type": "compute", "value": "{{ (null ?? false) || true }}" }',
  },
  'expression/unknown-name': {
    title: 'Nothing has this name',
    explanation:
      'An expression reads `inputs`, `steps`, `vars`, `errors`, `loop`, `loops`, `iteration`, `iterations`, and in a `foreach` also `item` and `index`. A text needs quotes.',
    example: '{ "type": "compute", "value": "{{ input.topic }}" }',
    fix: '{ "type": "compute", "value": "{{ inputs.topic }}" }',
  },
  'expression/unknown-function': {
    title: 'There is no such function or method',
    explanation:
      'Only the functions and methods of the language can be called. The message names the nearest one.',
    example: '{ "type": "compute", "value": "{{ maximum(1, 2) }}" }',
    fix: '{ "type": "compute", "value": "{{ max(1, 2) }}" }',
  },
  'expression/arguments': {
    title: 'A call has too many or too few arguments',
    explanation: 'Every function and method takes a certain number of arguments. The message says how many.',
    example: '{ "type": "compute", "value": "{{ round() }}" }',
    fix: '{ "type": "compute", "value": "{{ round(1.5) }}" }',
  },
  'expression/lookup-argument': {
    title: 'A look-up needs a step id in quotes',
    explanation:
      '`latest`, `iterationCount`, `outputs` and `exists` take the id itself, so that it is known before the run what has to be kept.',
    example: '{ "type": "compute", "value": "{{ exists(1) }}" }',
    fix: '{ "id": "a", "type": "compute", "value": "{{ exists(\\"a\\") }}" }',
  },
  'expression/too-long': {
    title: 'The expression is too long',
    explanation: 'An expression has at most 4,096 characters.',
    example: '"until": "…five thousand characters…"',
    fix: 'Compute parts of it in `compute` steps before, or all of it in a `code` step.',
  },
  'expression/too-deep': {
    title: 'The expression is nested too deeply',
    explanation:
      'Brackets, operators before a value and branches stand in each other 64 levels deep at most.',
    example: '"until": "((((…sixty-five of these…))))"',
    fix: 'Compute the inner parts in `compute` steps before.',
  },
};

/** Problems of templates that can be seen before anything runs. */
export const templateHelp: Help = {
  'template/unclosed-tag': {
    title: 'A tag is not closed',
    explanation: 'Every `{{` needs its `}}`. To write two braces as they are, put a backslash before them.',
    example: '{ "type": "template", "template": "It is {{ 1 + 1." }',
    fix: '{ "type": "template", "template": "It is {{ 1 + 1 }}." }',
  },
  'template/unclosed-block': {
    title: 'A block is not closed',
    explanation: 'Every `{{#if …}}` needs an `{{/if}}` and every `{{#each …}}` an `{{/each}}`.',
    example: '{ "type": "template", "template": "{{#if true}} yes" }',
    fix: '{ "type": "template", "template": "{{#if true}} yes {{/if}}" }',
  },
  'template/unexpected-tag': {
    title: 'A tag has no block it belongs to',
    explanation:
      '`{{else}}` and the ends of blocks stand only after the beginning of one, in the right order.',
    example: '{ "type": "template", "template": "yes {{/if}}" }',
    fix: '{ "type": "template", "template": "{{#if true}} yes {{/if}}" }',
  },
  'template/unknown-block': {
    title: 'There is no such block',
    explanation: 'There are two kinds of blocks, `{{#if …}}` and `{{#each …}}`.',
    example: '{ "type": "template", "template": "{{#unless true}} no {{/unless}}" }',
    fix: '{ "type": "template", "template": "{{#if !true}} no {{/if}}" }',
  },
  'template/too-deep': {
    title: 'Blocks are nested too deeply',
    explanation: 'Blocks of a template stand in each other 64 levels deep at most.',
    example: '"template": "{{#if a}}{{#if b}}…sixty-five of these…"',
    fix: 'Join the conditions with `&&`, or make the inner text in a `template` step before.',
  },
};
