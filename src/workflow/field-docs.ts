import type { stepFields, commonFields, documentFields } from './definition';

type Docs<F> = { readonly [K in keyof F]: string };

/** One or two sentences for every field of the document, shown by editors. */
export const documentDocs: Docs<typeof documentFields> = {
  $schema: 'Address of this schema, for editors.',
  name: 'Name of the workflow, for people.',
  description: 'What the workflow is for, for people.',
  semantics: 'The rule book its loops follow. `playground` when left out.',
  inputs: 'Values read as `inputs.name`. A run can be started with others.',
  variables: 'Variables of the whole run, read as `vars.name` and written by `set`.',
  seed: 'Every random number of a run derives from it. 0 when left out.',
  steps: 'The steps, run in order.',
  outputs: "The run's result, each a template. When left out it is the output of the last step.",
};

/** What each step type does. */
export const typeDocs: Docs<typeof stepFields> = {
  loop: 'Runs its steps again and again until a condition is true or the limit is reached.',
  foreach: 'Runs its steps once for each item of a list.',
  sequence: 'Runs its steps in order. Their outputs belong to the scope around it.',
  parallel: 'Starts its steps together and goes on when all have ended.',
  if: 'Runs the steps of the first case whose condition holds, or of `else`.',
  set: 'Writes variables, in order, all or none.',
  compute: 'Gives a value made of constants and templates.',
  template: 'Gives a text made from a template.',
  code: 'Runs JavaScript apart from the page and gives what it returns.',
  llm: 'Asks a language model.',
  http: 'Makes a request, or answers with `mock`.',
  tool: 'Stands for something another system does.',
  wait: 'Waits.',
  exit: 'Leaves a loop at once.',
  next: 'Ends the current iteration of a loop: its checks and its limit follow.',
  fail: 'Fails with a message.',
};

/** Fields that every step may have. */
export const commonDocs: Docs<typeof commonFields> = {
  id: 'Name by which expressions read the output: `steps.id`. Unique in the document.',
  title: 'Name for people.',
  skipIf: 'When it holds the step does not run; its output is `null`.',
  onError:
    '`fail` passes an error on, `continue` goes on with `null`, `{ "output": … }` goes on with that output. The error can be read as `errors.id`.',
  outputSchema: 'JSON Schema that the output must fit.',
};

const timeoutMs = 'Milliseconds the step may take in all.';
const timed = { timeoutMs };
const retried = {
  timeoutMs,
  retry: 'How often a failing step is tried, and with which delay between attempts.',
};
const steps = 'The steps inside, run in order.';
const mock = 'Answers instead of the real thing: a list by number of the call, or a template for all calls.';

/** Fields of each step type. */
export const fieldDocs: { readonly [T in keyof typeof stepFields]: Docs<(typeof stepFields)[T]> } = {
  loop: {
    until: 'Expression; the loop ends when it is `true`. Without it the loop runs to its limit.',
    check: 'When `until` is asked. The rule book decides when it is left out.',
    maxIterations: 'Most iterations: a whole number, an expression, or `null` for no limit. 5 when left out.',
    onMaxReached: '`return-last` goes on with the last iteration, `fail` fails the loop.',
    variables: 'Name and initial value of variables that live across iterations.',
    continueAsNewEvery:
      'After so many iterations the run is closed and a successor goes on with an empty journal.',
    steps: 'The body: the steps of one iteration.',
    ...timed,
  },
  foreach: {
    items: 'The list, or an expression that gives it. The steps read `item` and `index`.',
    steps,
    parallel: '`false`: one after another. `true`: all together. A number: so many at once.',
    onItemError:
      'What a failing item does: `fail` the step, `continue` with `null` in its place, or `drop` it from the result.',
    ...timed,
  },
  sequence: { steps },
  parallel: {
    steps: 'The steps that start together.',
    maxConcurrency: 'How many run at once. All when left out.',
    ...timed,
  },
  if: {
    cases: 'Conditions with their steps; the first that holds is taken.',
    when: 'The condition of the short form.',
    then: 'The steps to run when the condition of the short form holds.',
    else: 'The steps to run when no condition holds.',
  },
  set: { values: 'Name of a variable and its new value. Each sees the ones before it.' },
  compute: { value: 'Any JSON; strings may hold `{{ }}`.' },
  template: { template: 'The text, with `{{ }}`, `{{#if}}` and `{{#each}}`.' },
  code: {
    language: 'The language of the code.',
    code: 'A function `main(inputs)`, or the body of a function that returns.',
    inputs: 'What the code gets as `inputs`.',
    ...retried,
  },
  llm: {
    prompt: 'What the model is asked.',
    system: 'What the model is told beforehand.',
    model: 'Name of the model. The provider chooses when it is left out.',
    mock,
    ...retried,
  },
  http: {
    method: 'The method of the request. GET when left out.',
    url: 'The address.',
    headers: 'Name and value of headers.',
    body: 'What is sent: text as it is, anything else as JSON.',
    mock: 'Answers instead of requests: each is the whole `{ status, headers, body }`.',
    ...retried,
  },
  tool: { name: 'The name of the tool.', inputs: 'What the tool gets.', mock, ...retried },
  wait: { ms: 'Milliseconds, or a template that gives them.', ...retried },
  exit: {
    loop: 'Id of the loop to leave. The innermost when left out.',
    when: 'Only when this holds.',
  },
  next: {
    loop: 'Id of the loop whose iteration ends. The innermost when left out.',
    when: 'Only when this holds.',
  },
  fail: { message: 'The message of the error.' },
};
