import type { Help } from './entry';

/** What can go wrong with code, requests and answers. */
export const outsideHelp: Help = {
  'code/syntax': {
    title: 'The code cannot be read',
    explanation: 'The code is not JavaScript as it stands. The message names the line.',
    example: '{ "type": "code", "code": "return 1 +" }',
    fix: '{ "type": "code", "code": "return 1 + 1" }',
  },
  'code/threw': {
    title: 'The code threw an error',
    explanation:
      'Something in the code went wrong, at the line that the message names. There are no timers, no network and no modules inside, and a promise that nothing settles is an error too.',
    example: '{ "type": "code", "code": "return inputs.list.length" }',
    fix: '{ "type": "code", "code": "return inputs.list.length", "inputs": { "list": [1, 2] } }',
  },
  'code/no-main': {
    title: 'The code gives nothing',
    explanation: 'Code either returns a value or defines a function `main(inputs)` that does.',
    example: '{ "type": "code", "code": "const sum = 1 + 1" }',
    fix: '{ "type": "code", "code": "const sum = 1 + 1; return sum" }',
  },
  'code/not-json': {
    title: 'The code gives something that is not JSON',
    explanation:
      'A result is made of texts, finite numbers, `true`, `false`, `null`, lists and plain objects.',
    example: '{ "type": "code", "code": "return new Map([[1, 2]])" }',
    fix: '{ "type": "code", "code": "return [...new Map([[1, 2]])]" }',
  },
  'code/timeout': {
    title: 'The code takes too long',
    explanation: 'One call of a `code` step has 5 seconds.',
    example: '{ "type": "code", "code": "for (;;);" }',
    fix: '{ "type": "code", "code": "for (let i = 0; i < 1000; i++); return 1" }',
  },
  'code/memory': {
    title: 'The code takes too much memory',
    explanation: 'One call of a `code` step has 64 MB.',
    example: '{ "type": "code", "code": "return \\"x\\".repeat(2 ** 30)" }',
    fix: '{ "type": "code", "code": "return \\"x\\".repeat(2 ** 20)" }',
  },
  'code/stack': {
    title: 'The code calls itself too deeply',
    explanation: 'A function that calls itself needs an end that it reaches within some thousand calls.',
    example: '{ "type": "code", "code": "const main = () => main()" }',
    fix: '{ "type": "code", "code": "const main = (n = 9) => (n > 0 ? main(n - 1) : n)" }',
  },
  'code/too-large': {
    title: 'The code gives too much',
    explanation: 'A result has at most 4 MiB as JSON.',
    example: '{ "type": "code", "code": "return \\"x\\".repeat(5000000)" }',
    fix: '{ "type": "code", "code": "return \\"x\\".repeat(5000)" }',
  },
  'code/stuck': {
    title: 'The code could not be interrupted',
    explanation: 'It went on after its time was over, so the sandbox was ended. Other runs are not touched.',
    example: '',
    fix: 'Look for a single operation that takes very long, such as a regular expression on a long text.',
  },
  'code/cancelled': {
    title: 'The code was cancelled',
    explanation:
      'The run was stopped, or the step was out of time, while the code ran or waited for its turn.',
    example: '',
    fix: 'Run it again, or give the step a longer `timeoutMs`.',
  },
  'code/unavailable': {
    title: 'Code cannot be run here',
    explanation: 'The sandbox is loaded with the first `code` step. It did not load, or it broke down.',
    example: '',
    fix: 'Look whether the connection is there and run it again.',
  },
  'llm/no-json': {
    title: 'The answer holds no JSON',
    explanation:
      'With an `outputSchema` the first JSON in the answer is taken, and there is none. `retry` asks again.',
    example:
      '{ "type": "llm", "prompt": "Score it", "outputSchema": { "type": "object" }, "mock": ["Good."] }',
    fix: '{ "type": "llm", "prompt": "Score it", "outputSchema": { "type": "object" }, "mock": ["{ \\"score\\": 8 }"] }',
  },
  'http/bad-url': {
    title: 'The address of a request is not complete',
    explanation: 'An address begins with `https://` or `http://` and holds no name and password.',
    example: '{ "type": "http", "url": "example.com/data" }',
    fix: '{ "type": "http", "url": "https://example.com/data", "mock": { "status": 200, "headers": {}, "body": 1 } }',
  },
  'http/not-allowed': {
    title: 'The document may not reach this origin',
    explanation: 'No request leaves the browser before you have allowed its origin for this document.',
    example: '{ "type": "http", "url": "https://example.com/data" }',
    fix: '{ "type": "http", "url": "https://example.com/data", "mock": { "status": 200, "headers": {}, "body": 1 } }',
  },
  'http/failed': {
    title: 'The request failed',
    explanation:
      'It could not be sent, was answered with a redirect, or the server does not let pages of other origins read its answers (CORS). The message says what is known.',
    example: '{ "type": "http", "method": "TRACE", "url": "https://example.com/data" }',
    fix: '{ "type": "http", "method": "POST", "url": "https://example.com/data", "mock": { "status": 200, "headers": {}, "body": 1 } }',
  },
  'http/timeout': {
    title: 'The request took too long',
    explanation: 'A server has 30 seconds for its whole answer.',
    example: '',
    fix: '"retry": { "maxAttempts": 3, "delayMs": 1000, "backoff": 2 }',
  },
  'http/too-large': {
    title: 'The response is too large',
    explanation: 'A response has 4 MiB at most; no more of it is read.',
    example: '',
    fix: 'Ask for a part of it, when the server offers pages or filters.',
  },
  'http/cancelled': {
    title: 'The request was cancelled',
    explanation: 'The run was stopped, or the step was out of time, before the answer came.',
    example: '',
    fix: 'Run it again, or give the step a longer `timeoutMs`.',
  },
};
