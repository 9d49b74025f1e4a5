import type { Help } from './entry';

/** Problems of loops. */
export const loopHelp: Help = {
  'loop/until-is-template': {
    title: 'until is written as a template',
    explanation:
      '`until` is an expression from its first letter. As a template it would be a text, and a text is never `true`.',
    example: '"until": "{{ steps.review.ok }}"',
    fix: '"until": "steps.review.ok"',
  },
  'loop/until-unwritten': {
    title: 'until waits for a variable that nothing writes',
    explanation:
      'No `set` in the document writes the variable, so what `until` reads there stays as it was at the start.',
    example: '"until": "vars.done", "variables": { "done": false }',
    fix: '{ "type": "set", "values": { "done": "{{ steps.review.ok }}" } }',
  },
  'loop/constant-until': {
    title: 'until is always the same',
    explanation:
      'It reads nothing that changes from one iteration to the next, so the loop ends after one iteration or at its limit.',
    example: '"until": "1 + 1 == 2"',
    fix: '"until": "steps.review.ok"',
  },
  'loop/no-limit': {
    title: 'The loop has no limit',
    explanation:
      'Without a limit a condition that never becomes true goes on for ever, and so does the journal it fills.',
    example: '{ "type": "loop", "maxIterations": null, "steps": [] }',
    fix: '{ "type": "loop", "maxIterations": null, "continueAsNewEvery": 100, "steps": [] }',
  },
  'loop/limit-is-success': {
    title: 'The limit looks like success',
    explanation:
      'When `until` is not true after the last allowed iteration, the loop ends like any other and the next step runs. Say with `onMaxReached` whether that is meant, or read `steps.id.stoppedBy`.',
    example: '{ "type": "loop", "until": "steps.review.ok", "maxIterations": 3, "steps": [ … ] }',
    fix: '{ "type": "loop", "until": "steps.review.ok", "maxIterations": 3, "onMaxReached": "fail", "steps": [ … ] }',
  },
  'loop/continue-among-siblings': {
    title: 'A run cannot be continued among siblings',
    explanation:
      '`continueAsNewEvery` closes the run and goes on in another. That cannot be done while steps beside it are running.',
    example: '{ "type": "parallel", "steps": [{ "type": "loop", "continueAsNewEvery": 10, "steps": [] }] }',
    fix: 'Move the loop out of the `parallel` or parallel `foreach`.',
  },
  'loop/until-missing': {
    title: 'This rule book demands until',
    explanation: 'Smithers and Conductor refuse a loop without a condition.',
    example: '{ "semantics": "conductor", "steps": [{ "type": "loop", "maxIterations": 3, "steps": [] }] }',
    fix: '{ "type": "loop", "until": "steps.review.ok", "maxIterations": 3, "steps": [] }',
  },
  'loop/limit-missing': {
    title: 'This rule book demands a limit',
    explanation: 'Dify and Conductor refuse a loop without a limit.',
    example: '{ "semantics": "dify", "steps": [{ "type": "loop", "until": "vars.done", "steps": [] }] }',
    fix: '{ "type": "loop", "until": "vars.done", "maxIterations": 10, "steps": [] }',
  },
  'loop/limit-too-large': {
    title: 'The limit is above the largest',
    explanation: 'Dify and Conductor allow at most 100 iterations.',
    example: '{ "semantics": "conductor", "steps": [{ "type": "loop", "maxIterations": 500, … }] }',
    fix: '{ "semantics": "conductor", "steps": [{ "type": "loop", "maxIterations": 100, … }] }',
  },
  'loop/nested-directly': {
    title: 'A loop stands directly in a loop',
    explanation:
      'Smithers and Conductor refuse a loop whose child is a loop. A step between them makes it allowed.',
    example: '{ "type": "loop", "steps": [{ "type": "loop", "steps": [] }] }',
    fix: '{ "type": "loop", "steps": [{ "type": "sequence", "steps": [{ "type": "loop", "steps": [] }] }] }',
  },
};

const difference =
  'The document runs here as the documentation of the system says. The note tells what its engine does.';

/** Where the system whose rules a document follows does something else than this page. */
export const ruleBookHelp: Help = {
  'profile/limit': {
    title: 'Only the page has this largest limit',
    explanation: 'Dify’s page does not take a limit above 100; its engine would run it.',
    example: '{ "semantics": "dify", "steps": [{ "type": "loop", "maxIterations": 101, … }] }',
    fix: 'Stay at 100 or below, as anybody has to who builds the loop on Dify’s page.',
  },
  'profile/no-limit': {
    title: 'The system has no loop without a limit',
    explanation:
      'Here `"maxIterations": null` runs without a limit under every rule book; the system would not.',
    example: '{ "semantics": "smithers", "steps": [{ "type": "loop", "maxIterations": null, … }] }',
    fix: 'Give a number if the loop is to be taken to that system.',
  },
  'profile/nesting': {
    title: 'The page offers no loop in a loop',
    explanation: difference,
    example: '{ "semantics": "dify", "steps": [{ "type": "loop", "steps": [{ "type": "loop", … }] }] }',
    fix: 'Nothing has to be changed.',
  },
  'profile/exit': {
    title: 'The system leaves a loop differently',
    explanation:
      'Here `exit` leaves at once under every rule book. The system has no such step, or ends the round first.',
    example: '{ "semantics": "smithers", "steps": [{ "type": "loop", "steps": [{ "type": "exit" }] }] }',
    fix: 'Put the condition into `until` if the loop is to be taken to that system.',
  },
  'profile/carried': {
    title: 'The system does not keep this between iterations',
    explanation:
      'Values are the same here under every rule book. In the system this would be gone in the next iteration.',
    example: '{ "semantics": "dify", … "prompt": "{{ loop.history.review.feedback }}" }',
    fix: 'Under `dify` keep it in a variable; under `smithers` and `conductor` read an output.',
  },
  'profile/history': {
    title: 'The engine gives another form of history',
    explanation: difference,
    example: '{ "semantics": "conductor", … "prompt": "{{ loop.history.review.feedback }}" }',
    fix: 'Nothing has to be changed here.',
  },
  'profile/attempts': {
    title: 'The system goes on trying',
    explanation:
      'A step that fails is tried again without limit there, at first after a second, then after twice as long each time. Here it ends after 10 attempts.',
    example: '{ "semantics": "smithers", "steps": [{ "type": "llm", "prompt": "…" }] }',
    fix: 'Give `retry` to say how often.',
  },
};
