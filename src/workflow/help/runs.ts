import type { Help } from './entry';

/** What can go wrong with steps and loops while they run. */
export const runHelp: Help = {
  'loop/until-not-boolean': {
    title: 'until is neither true nor false',
    explanation:
      '`until` has to give `true` or `false`; `undefined` and `null` mean “not yet”. A number or text is mostly a comparison that was forgotten.',
    example: '{ "type": "loop", "until": "loop.iteration", "steps": [] }',
    fix: '{ "type": "loop", "until": "loop.iteration >= 2", "steps": [] }',
  },
  'loop/bad-limit': {
    title: 'maxIterations is no limit',
    explanation:
      'An expression for `maxIterations` has to give a whole number from 1, or `null` for no limit, and no more than the rule book allows.',
    example: '{ "type": "loop", "maxIterations": "1 / 2", "steps": [] }',
    fix: '{ "type": "loop", "maxIterations": "round(5 / 2)", "steps": [] }',
  },
  'loop/max-iterations': {
    title: 'The loop reached its limit',
    explanation:
      'With `"onMaxReached": "fail"` a loop fails when its last iteration is over and `until` was never true.',
    example:
      '{ "type": "loop", "until": "loop.iteration > 9", "maxIterations": 3, "onMaxReached": "fail", "steps": [] }',
    fix: '{ "type": "loop", "until": "loop.iteration > 9", "maxIterations": 20, "onMaxReached": "fail", "steps": [] }',
  },
  'foreach/not-a-list': {
    title: 'items is no list',
    explanation:
      '`foreach` goes through a list. An object can be made one with `entries`, `keys` or `values`.',
    example: '{ "type": "foreach", "items": "{ a: 1 }", "steps": [] }',
    fix: '{ "type": "foreach", "items": "entries({ a: 1 })", "steps": [] }',
  },
  'foreach/too-many-items': {
    title: 'There are too many items',
    explanation: 'A `foreach` goes through 100,000 items at most.',
    example: '{ "type": "foreach", "items": "…a list of 100,001…", "steps": [] }',
    fix: 'Go through parts of the list, one after the other, in a `loop` around the `foreach`.',
  },
  'parallel/too-many': {
    title: 'Too much runs at once',
    explanation:
      'At most 10,000 steps and items of a run are under way at once. A parallel `foreach` in another counts once for each item of the outer one.',
    example:
      '{ "type": "foreach", "items": "range(20000)", "parallel": true, "steps": [{ "type": "wait", "ms": 1 }] }',
    fix: '{ "type": "foreach", "items": "range(200)", "parallel": 64, "steps": [{ "type": "wait", "ms": 1 }] }',
  },
  'step/fail': {
    title: 'A step says that it failed',
    explanation: 'A `fail` step ends the run with its message, unless `onError` around it catches that.',
    example: '{ "type": "fail", "message": "nothing found" }',
    fix: '{ "type": "sequence", "onError": "continue", "steps": [{ "type": "fail", "message": "nothing found" }] }',
  },
  'step/mocked-error': {
    title: 'The prepared answer is an error',
    explanation: 'An entry `{ "error": "…" }` of `mock` fails that call, to see what the document does then.',
    example: '{ "type": "llm", "prompt": "Hello", "mock": [{ "error": "busy" }] }',
    fix: '{ "type": "llm", "prompt": "Hello", "mock": [{ "error": "busy" }, "Hello."], "retry": { "maxAttempts": 2 } }',
  },
  'step/output-schema': {
    title: 'The output does not fit outputSchema',
    explanation:
      'The message says which part of the output is otherwise than the schema asks, or what is wrong with the schema. For an answer from outside this is a failed attempt, which `retry` can repeat.',
    example: '{ "type": "compute", "value": "five", "outputSchema": { "type": "number" } }',
    fix: '{ "type": "compute", "value": 5, "outputSchema": { "type": "number" } }',
  },
  'step/timeout': {
    title: 'The step took longer than timeoutMs',
    explanation:
      '`timeoutMs` is the time for the whole of the step, all attempts and iterations, without pauses, over a reload too.',
    example:
      '{ "type": "loop", "timeoutMs": 50, "maxIterations": 10, "steps": [{ "type": "wait", "ms": 20 }] }',
    fix: '{ "type": "loop", "timeoutMs": 500, "maxIterations": 10, "steps": [{ "type": "wait", "ms": 20 }] }',
  },
  'step/too-many-attempts': {
    title: 'An iteration makes attempts without end',
    explanation: 'All steps of one iteration are tried 20,000 times together at most.',
    example:
      '{ "type": "tool", "name": "t", "mock": [{ "error": "busy" }], "retry": { "maxAttempts": 1000000 } }',
    fix: '{ "type": "tool", "name": "t", "mock": { "ok": true }, "retry": { "maxAttempts": 5, "delayMs": 100, "backoff": 2 } }',
  },
  'step/outputs-too-large': {
    title: 'The outputs of an iteration are too large together',
    explanation:
      'What the steps of one iteration, one item, or the document outside of loops give is kept together and has 64 MiB at most. Loops and items inside count too.',
    example:
      '{ "type": "foreach", "items": "range(9)", "steps": [{ "type": "compute", "value": "{{ range(9).map(i => \\"a\\".repeat(1000000)) }}" }] }',
    fix: 'Give only what later steps read; a `loop` begins anew with each iteration, a `foreach` keeps all its items.',
  },
  'step/no-answer': {
    title: 'The step got no answer',
    explanation:
      'All attempts are used up and none said why. This should not happen: tell us about the document.',
    example: '',
    fix: 'Run it again; with `retry` the step is tried more than once.',
  },
  'step/unavailable': {
    title: 'What the step needs is not there',
    explanation: 'The part of the playground that carries out this kind of step did not answer.',
    example: '',
    fix: 'Reload the page. The run goes on where it was.',
  },
  'wait/bad-duration': {
    title: 'ms is no time to wait',
    explanation: 'A `wait` takes a number of milliseconds from 0 to about 24 days.',
    example: '{ "type": "wait", "ms": "{{ \\"soon\\" }}" }',
    fix: '{ "type": "wait", "ms": "{{ 5 }}" }',
  },
  'run/journal-too-large': {
    title: 'The run has stored too much',
    explanation:
      'The journal of one run has 2 GiB at most, so that a loop without end does not fill the disk. Everything up to here is kept.',
    example: '{ "type": "loop", "maxIterations": null, "steps": [] }',
    fix: '{ "type": "loop", "maxIterations": null, "continueAsNewEvery": 10000, "steps": [] }',
  },
  'run/state-too-large': {
    title: 'The run keeps too much in memory',
    explanation:
      'Variables, the outputs of iterations under way, and lists that some expression reads, such as `loop.outputs`, have 128 MiB together at most.',
    example: '"until": "loop.outputs.length > 1000000"',
    fix: 'Read `loop.iteration` instead of the length of a list, and keep a few last entries in a variable with `slice`.',
  },
  'run/broken': {
    title: 'The interpreter broke down',
    explanation:
      'This is a mistake of the playground, not of the document. What was recorded before it is kept.',
    example: '',
    fix: 'Tell us about the document, with the message of this problem.',
  },
};
