import { isObject, own, pathText, type Json, type JsonObject } from '../json/json';
import type { EventName, ForkParams, MethodName, Request, RunParams } from './protocol';

/** Most records one answer holds. */
const recordsPerAnswer = 10_000;

/** Why the params of a request are not what its method takes; `path` is inside the params. */
export class BadParams extends Error {
  readonly code: string;
  readonly path: readonly (string | number)[];
  constructor(path: readonly (string | number)[], message: string, code = 'protocol/bad-params') {
    super(message);
    this.code = code;
    this.path = path;
  }
}

const eventNames: Readonly<Record<EventName, true>> = {
  ready: true,
  change: true,
  'run-start': true,
  iteration: true,
  step: true,
  seek: true,
  'run-end': true,
  error: true,
};

type Reader<M extends MethodName> = (params: Json | undefined) => Extract<Request, { method: M }>['params'];

const readers: { readonly [M in MethodName]: Reader<M> } = {
  setWorkflow: readWorkflow,
  getWorkflow: nothing,
  run: readRun,
  fork: readFork,
  pause: nothing,
  resume: nothing,
  step: nothing,
  stepIteration: nothing,
  back: nothing,
  stop: nothing,
  seek(params) {
    const fields = known(params, ['loop', 'iteration', 'step']);
    return {
      loop: required('loop', text(fields, 'loop')),
      iteration: required('iteration', integer(fields, ['iteration'], 0, Number.MAX_SAFE_INTEGER)),
      ...optional('step', text(fields, 'step')),
    };
  },
  getRun(params) {
    const fields = known(params, ['runId']);
    return optional('runId', text(fields, 'runId'));
  },
  getRecords(params) {
    const fields = known(params, ['runId', 'from', 'limit']);
    return {
      ...optional('runId', text(fields, 'runId')),
      ...optional('from', integer(fields, ['from'], 0, Number.MAX_SAFE_INTEGER)),
      ...optional('limit', integer(fields, ['limit'], 1, recordsPerAnswer)),
    };
  },
  explain(params) {
    const fields = known(params, ['loop', 'iteration']);
    return {
      loop: required('loop', text(fields, 'loop')),
      iteration: required('iteration', integer(fields, ['iteration'], 0, Number.MAX_SAFE_INTEGER)),
    };
  },
  listRuns: nothing,
  deleteRun(params) {
    return { runId: required('runId', text(known(params, ['runId']), 'runId')) };
  },
  subscribe: readEvents,
  ping: nothing,
};

/** The names of all methods. */
// Object.keys cannot know that the table has no other keys.
export const methodNames = Object.keys(readers) as readonly MethodName[];

/** Whether there is a method of this name. */
export function isMethod(name: string): name is MethodName {
  return Object.hasOwn(readers, name);
}

/** Narrows the params of a method; throws a {@link BadParams} when they are not what it takes. */
export function readParams(method: MethodName, params: Json | undefined): Request['params'] {
  return readers[method](params);
}

function nothing(params: Json | undefined): undefined {
  known(params, []);
  return undefined;
}

function readWorkflow(params: Json | undefined): { text: string } | { workflow: JsonObject } {
  const fields = known(params, ['text', 'workflow', 'dialect']);
  if (own(fields, 'dialect') !== undefined) {
    throw new BadParams(
      ['dialect'],
      'Only documents in the language of the playground are understood so far',
      'dialect/not-available',
    );
  }
  const source = own(fields, 'text');
  const workflow = own(fields, 'workflow');
  if ((source === undefined) === (workflow === undefined)) {
    throw new BadParams([], 'Give either `text` or `workflow`');
  }
  if (workflow !== undefined) {
    if (!isObject(workflow)) throw new BadParams(['workflow'], '`workflow` must be an object');
    return { workflow };
  }
  if (typeof source !== 'string') throw new BadParams(['text'], '`text` must be a text');
  return { text: source };
}

function readRun(params: Json | undefined): RunParams {
  const fields = known(params, ['inputs', 'seed', 'answers', 'speed', 'pauseAt']);
  const inputs = object(fields, 'inputs');
  const seed = own(fields, 'seed');
  if (seed !== undefined && typeof seed !== 'string' && !Number.isSafeInteger(seed)) {
    throw new BadParams(['seed'], '`seed` must be a text or an integer');
  }
  return {
    ...optional('inputs', inputs),
    // Checked above: a text or a safe integer.
    ...optional('seed', seed as string | number | undefined),
    ...optional('answers', readAnswers(own(fields, 'answers'))),
    ...optional('speed', integer(fields, ['speed'], 0, 4)),
    ...optional('pauseAt', readPauseAt(own(fields, 'pauseAt'))),
  };
}

function readFork(params: Json | undefined): ForkParams {
  const names = ['runId', 'loop', 'iteration', 'step', 'check', 'inputs', 'answers', 'variables', 'speed'];
  const fields = known(params, names);
  const check = own(fields, 'check');
  if (check !== undefined && typeof check !== 'boolean')
    throw new BadParams(['check'], '`check` must be true or false');
  const step = text(fields, 'step');
  if (check === true && step !== undefined) throw new BadParams(['check'], 'Give either `step` or `check`');
  return {
    ...optional('runId', text(fields, 'runId')),
    loop: required('loop', text(fields, 'loop')),
    iteration: required('iteration', integer(fields, ['iteration'], 0, Number.MAX_SAFE_INTEGER)),
    ...optional('step', step),
    ...optional('check', check),
    ...optional('inputs', object(fields, 'inputs')),
    ...optional('answers', readAnswers(own(fields, 'answers'))),
    ...optional('variables', object(fields, 'variables')),
    ...optional('speed', integer(fields, ['speed'], 0, 4)),
  };
}

function object(fields: JsonObject, name: string): JsonObject | undefined {
  const value = own(fields, name);
  if (value !== undefined && !isObject(value)) throw new BadParams([name], `\`${name}\` must be an object`);
  return value;
}

function readAnswers(answers: Json | undefined): Readonly<Record<string, readonly Json[]>> | undefined {
  if (answers === undefined) return undefined;
  if (!isObject(answers)) throw new BadParams(['answers'], '`answers` must be an object of lists by step id');
  for (const [id, list] of Object.entries(answers)) {
    if (!Array.isArray(list)) throw new BadParams(['answers', id], `The answers of \`${id}\` must be a list`);
  }
  // Every member has just been seen to be a list.
  return answers as Readonly<Record<string, readonly Json[]>>;
}

function readPauseAt(value: Json | undefined): RunParams['pauseAt'] {
  if (value === undefined) return undefined;
  const fields = known(value, ['loop', 'iteration', 'step'], ['pauseAt']);
  return {
    loop: required('loop', text(fields, 'loop', ['pauseAt']), ['pauseAt']),
    iteration: required('iteration', integer(fields, ['pauseAt', 'iteration'], 0, Number.MAX_SAFE_INTEGER), [
      'pauseAt',
    ]),
    ...optional('step', text(fields, 'step', ['pauseAt'])),
  };
}

function readEvents(params: Json | undefined): readonly EventName[] {
  const listed = Array.isArray(params) ? params : own(known(params, ['events']), 'events');
  if (!Array.isArray(listed)) throw new BadParams([], '`subscribe` takes a list of names of events');
  const names = new Set<EventName>();
  listed.forEach((name: Json, i: number) => {
    if (!isEvent(name)) {
      throw new BadParams(
        listed === params ? [i] : ['events', i],
        `There is no such event; there are ${Object.keys(eventNames).join(', ')}`,
      );
    }
    names.add(name);
  });
  return [...names];
}

function isEvent(name: Json): name is EventName {
  return typeof name === 'string' && Object.hasOwn(eventNames, name);
}

/** The params as an object in which only these names stand: a typing slip is an error, not a silence. */
function known(params: Json | undefined, names: readonly string[], at: readonly string[] = []): JsonObject {
  if (params === undefined || params === null) return {};
  if (!isObject(params)) throw new BadParams(at, `\`${pathText(['params', ...at])}\` must be an object`);
  for (const name of Object.keys(params)) {
    if (!names.includes(name)) {
      const there = names.length === 0 ? 'it takes none' : `there are ${names.join(', ')}`;
      throw new BadParams([...at, name], `There is no parameter \`${name.slice(0, 60)}\`; ${there}`);
    }
  }
  return params;
}

function text(fields: JsonObject, name: string, at: readonly string[] = []): string | undefined {
  const value = own(fields, name);
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value === '' || value.length > 10_000) {
    throw new BadParams([...at, name], `\`${name}\` must be a text that is neither empty nor endless`);
  }
  return value;
}

/** The integer at the last name of `path`, within these bounds. */
function integer(fields: JsonObject, path: readonly string[], from: number, to: number): number | undefined {
  const name = path.at(-1) ?? '';
  const value = own(fields, name);
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < from || value > to) {
    const bounds = to === Number.MAX_SAFE_INTEGER ? `${from} or more` : `${from} to ${to}`;
    throw new BadParams(path, `\`${name}\` must be an integer, ${bounds}`);
  }
  return value;
}

function required<T>(name: string, value: T | undefined, at: readonly string[] = []): T {
  if (value === undefined) throw new BadParams([...at, name], `\`${name}\` is missing`);
  return value;
}

/** A member that is left out when there is no value, as exact optional properties want it. */
function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  // A computed key of a generic name widens to `string`; the object holds exactly that key or none.
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}
