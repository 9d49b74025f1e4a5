import type { Help } from './entry';

/** Problems of names: what an expression can see from where it stands. */
export const scopeHelp: Help = {
  'scope/outside-loop': {
    title: 'There is no loop here',
    explanation:
      '`loop` and `iteration` tell of the loop around an expression. Outside of every loop there is none. `loop.iteration` is counted from 0: it is 0 in the first iteration.',
    example: '{ "type": "template", "template": "Round {{ loop.iteration }}" }',
    fix: 'Move the step into a `loop`, or read `steps.refine.iterations` after it.',
  },
  'scope/outside-foreach': {
    title: 'There is no foreach here',
    explanation: '`item` and `index` are those of the `foreach` (or `{{#each}}`) around an expression.',
    example: '{ "type": "template", "template": "Hello {{ item }}" }',
    fix: '{ "type": "foreach", "items": ["Ada"], "steps": [{ "type": "template", "template": "Hello {{ item }}" }] }',
  },
  'scope/member-needed': {
    title: 'This can only be read by member',
    explanation:
      '`steps`, `vars`, `errors`, `iterations` and `loops` are no values of their own: only what they hold can be read.',
    example: '"{{ json(vars) }}"',
    fix: '"{{ json(vars.draft) }}"',
  },
  'scope/unknown-variable': {
    title: 'No such variable is declared here',
    explanation:
      'A variable is declared under `variables`, of a loop around the expression or of the document.',
    example: '"until": "vars.scroe >= 8"',
    fix: '"until": "vars.score >= 8"',
  },
  'scope/unknown-step': {
    title: 'No step has this id',
    explanation:
      'The expression reads the output of a step that is not in the document, so it is always `undefined`.',
    example: '"until": "steps.reveiw.ok"',
    fix: '"until": "steps.review.ok"',
  },
  'scope/unknown-member': {
    title: 'No step writes this',
    explanation:
      'What the step gives is known from the document, and this is not among it. Reading it gives `undefined`.',
    example: '"until": "steps.review.scroe >= 8"',
    fix: '"until": "steps.review.score >= 8"',
  },
  'scope/unknown-input': {
    title: 'The document declares no such input',
    explanation: 'Unless a run is started with an input of this name, reading it gives `undefined`.',
    example:
      '{ "inputs": { "topic": "rain" }, "steps": [{ "type": "llm", "prompt": "About {{ inputs.topc }}" }] }',
    fix: '{ "inputs": { "topic": "rain" }, "steps": [{ "type": "llm", "prompt": "About {{ inputs.topic }}" }] }',
  },
  'scope/not-around': {
    title: 'No loop of this id is around here',
    explanation:
      '`loops.id` and `iterations.id` tell of loops around the expression. Others are read as `steps.id` once they have ended.',
    example: '"template": "{{ iterations.other }}"',
    fix: '"template": "{{ steps.other.iterations }}"',
  },
  'scope/inside-loop': {
    title: 'The step runs inside a loop',
    explanation:
      'Outputs of an iteration are seen inside that iteration only. From outside, the last one is read through the loop, or looked up with `latest`.',
    example:
      '"until": "steps.fix.ok", "steps": [{ "id": "inner", "type": "loop", "steps": [{ "id": "fix", … }] }]',
    fix: '"until": "steps.inner.last.fix.ok"',
  },
  'scope/cannot-have-run': {
    title: 'The step cannot have run yet',
    explanation:
      'When this is read the step has no output in the current iteration: it comes later, is in another branch, runs beside, or is still going on. What it gave in the iteration before is `loop.history.id`.',
    example: '[{ "id": "write", "type": "llm", "prompt": "{{ steps.review.text }}" }, { "id": "review", … }]',
    fix: '[{ "id": "write", "type": "llm", "prompt": "{{ loop.history.review.text }}" }, { "id": "review", … }]',
  },
  'scope/no-output': {
    title: 'The step has no output of its own',
    explanation:
      'A `wait`, a `sequence` and a `parallel` give `null`, and look-ups do not count an `if`. The steps inside have the outputs.',
    example: '"template": "{{ steps.pause }}"',
    fix: 'Read a step that gives something.',
  },
  'scope/dash-in-id': {
    title: 'An id with a dash needs brackets',
    explanation: 'In an expression `-` is a minus. An id that has one is read with brackets and quotes.',
    example: '"when": "steps.my-step.ok"',
    fix: '"when": "steps[\\"my-step\\"].ok"',
  },
  'scope/never-true': {
    title: 'The condition can never be true',
    explanation:
      'One part of it holds only when a step is skipped or another branch is taken, and another part needs that step.',
    example: '"until": "steps.review.ok && steps.fix.done", where `fix` has "skipIf": "steps.review.ok"',
    fix: '"until": "steps.review.ok"',
  },
};

/** Problems of variables, branches and siblings. */
export const variableHelp: Help = {
  'set/unknown-variable': {
    title: 'Nothing declares this variable',
    explanation:
      '`set` writes variables of the document or of a loop around it. This name is declared by none of them.',
    example: '{ "type": "set", "values": { "draft": "…" } }',
    fix: '{ "type": "loop", "variables": { "draft": "" }, "steps": [{ "type": "set", "values": { "draft": "…" } }] }',
  },
  'variable/never-set': {
    title: 'The variable is never set',
    explanation:
      'It keeps its initial value in every iteration. A value that does not change is better an input.',
    example: '"variables": { "score": 0 }',
    fix: '{ "type": "set", "values": { "score": "{{ steps.review.score }}" } }',
  },
  'variable/shadows': {
    title: 'A variable hides another',
    explanation:
      'Inside this loop the name means the loop’s own variable; `set` does not reach the outer one.',
    example:
      '{ "variables": { "draft": "" }, "steps": [{ "type": "loop", "variables": { "draft": "" }, "steps": [] }] }',
    fix: 'Give one of them another name.',
  },
  'parallel/shared-variable': {
    title: 'Siblings set one variable',
    explanation:
      'Steps that run together do not see each other’s changes. When all have ended the one that comes later in the document wins.',
    example:
      '{ "type": "parallel", "steps": [{ "type": "set", "values": { "best": 1 } }, { "type": "set", "values": { "best": 2 } }] }',
    fix: 'Let each sibling give an output, and set the variable from those afterwards.',
  },
  'exit/outside-loop': {
    title: 'There is no loop to leave',
    explanation:
      '`exit` leaves a `loop` and `next` ends its iteration. Outside of every loop there is nothing to do.',
    example: '{ "steps": [{ "type": "exit" }] }',
    fix: '{ "steps": [{ "type": "loop", "steps": [{ "type": "exit" }] }] }',
  },
  'exit/unknown-loop': {
    title: 'No loop of this id is around here',
    explanation: '`loop` names which of the loops around an `exit` or `next` is meant.',
    example: '{ "id": "refine", "type": "loop", "steps": [{ "type": "exit", "loop": "refin" }] }',
    fix: '{ "id": "refine", "type": "loop", "steps": [{ "type": "exit", "loop": "refine" }] }',
  },
};
