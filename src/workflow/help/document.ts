import type { Help } from './entry';

/** Problems of the document's form. */
export const documentHelp: Help = {
  'workflow/too-many-steps': {
    title: 'There are too many steps',
    explanation: 'A workflow has at most 10,000 steps.',
    example: '"steps": [ …ten thousand and one steps… ]',
    fix: 'Let a `loop` or `foreach` repeat what the steps have in common.',
  },
  'workflow/too-many-expressions': {
    title: 'There are too many expressions',
    explanation:
      'A workflow has at most 50,000 expressions, those in `{{ }}` included, so that it is checked at once.',
    example: '{ "type": "compute", "value": ["{{ inputs.a }}", …fifty thousand more… ] }',
    fix: 'Make the values in a `foreach` or a `code` step.',
  },
  'workflow/wrong-type': {
    title: 'A value has the wrong type',
    explanation:
      'Every field takes a certain type of value: a text, a number, a list, an object. The message names it.',
    example: '{ "type": "llm", "prompt": 5 }',
    fix: '{ "type": "llm", "prompt": "Write five lines." }',
  },
  'workflow/wrong-value': {
    title: 'A value is not one of those allowed',
    explanation: 'The value has the right type, but is too small or is not one of the words the field knows.',
    example: '{ "type": "loop", "maxIterations": 0, "steps": [] }',
    fix: '{ "type": "loop", "maxIterations": 3, "steps": [] }',
  },
  'workflow/missing-field': {
    title: 'A field is missing',
    explanation: 'The step, or the document, cannot work without this field.',
    example: '{ "type": "llm" }',
    fix: '{ "type": "llm", "prompt": "Write a poem." }',
  },
  'workflow/unknown-field': {
    title: 'A field is not known',
    explanation:
      'The language has no field of this name here, so it changes nothing. Mostly it is a slip of the pen.',
    example: '{ "type": "loop", "maxIteration": 3, "steps": [] }',
    fix: '{ "type": "loop", "maxIterations": 3, "steps": [] }',
  },
  'workflow/bad-name': {
    title: 'A name could not be read',
    explanation:
      '`__proto__`, `constructor` and `prototype` mean nothing in expressions, so nothing can be called that.',
    example: '"variables": { "constructor": "Ada" }',
    fix: '"variables": { "builder": "Ada" }',
  },
  'workflow/duplicate-id': {
    title: 'Two steps have one id',
    explanation: 'Outputs are read by id, so every id can be given only once in the whole document.',
    example: '[{ "id": "write", "type": "llm", … }, { "id": "write", "type": "llm", … }]',
    fix: '[{ "id": "write", "type": "llm", … }, { "id": "rewrite", "type": "llm", … }]',
  },
  'workflow/more-problems': {
    title: 'Not all problems are listed',
    explanation:
      'Two hundred problems of a document are shown, errors before warnings. The others are only counted.',
    example: '',
    fix: 'Solve some of those that are listed; the next ones follow.',
  },
  'step/unknown-type': {
    title: 'No step has this type',
    explanation: 'The `type` of a step says what it does. It is one of a fixed list of words.',
    example: '{ "type": "lop", "steps": [] }',
    fix: '{ "type": "loop", "steps": [] }',
  },
  'step/field-not-allowed': {
    title: 'This step cannot be retried or timed',
    explanation:
      '`retry` is for steps that do something outside: `code`, `llm`, `http`, `tool` and `wait`. `timeoutMs` is for those and for `loop`, `foreach` and `parallel`. A document that relies on it elsewhere would not do what it says.',
    example: '{ "type": "compute", "value": 1, "retry": { "maxAttempts": 3 } }',
    fix: '{ "type": "compute", "value": 1 }',
  },
  'step/bad-id': {
    title: 'An id has letters it cannot have',
    explanation:
      'An id starts with a letter and goes on with letters, digits, `_` and `-`, so that expressions can read it.',
    example: '{ "id": "2nd draft", "type": "llm", "prompt": "…" }',
    fix: '{ "id": "second_draft", "type": "llm", "prompt": "…" }',
  },
  'step/two-forms': {
    title: 'An if is written in both forms',
    explanation:
      'An `if` has either a list of `cases`, or one `when` with its `then`. With both, nobody could say which counts.',
    example: '{ "type": "if", "cases": [], "when": "inputs.fast", "then": [] }',
    fix: '{ "type": "if", "when": "inputs.fast", "then": [] }',
  },
  'expression/is-template': {
    title: 'An expression is written as a template',
    explanation:
      '`when`, `skipIf`, `items` and `maxIterations` are expressions from their first letter. Only texts need `{{ }}` around one.',
    example: '"when": "{{ inputs.fast }}"',
    fix: '"when": "inputs.fast"',
  },
};
