import {
  type Environment,
  EvaluationError,
  type LookupName,
  type Read,
  renderText,
  type Resolution,
  toJson,
  type Value,
} from '../../../src/expression';
import type { Json, JsonObject } from '../../../src/json/json';
import { prepareExpression, prepareTemplate, prepareValue } from '../../expression/prepare';
import type { Program } from './program';
import { type Entry, type Frame, outputsSeen } from './world';

/** A failure on its way out. `owner`: the loop whose check it was, which alone may handle it. */
export class Failure extends Error {
  readonly code: string;
  readonly owner: string | undefined;

  constructor(code: string, message: string, owner?: string) {
    super(message);
    this.code = code;
    this.owner = owner;
  }
}

/** What an expression sees: a frame and everything around it. */
export interface Scope {
  readonly program: Program;
  readonly inputs: JsonObject;
  readonly frame: Frame;
  /** Values being set, not written yet. */
  readonly pending?: ReadonlyMap<string, Json>;
}

/** The limit of a loop, asked in its scope; null without one. */
export function limitOf(scope: Scope, entry: Entry): number | null {
  const { step } = scope.program.all.find(({ id }) => id === entry.id)!;
  if (step.type !== 'loop') throw new Error('no loop');
  const { maxIterations = 5 } = step;
  const value = typeof maxIterations === 'string' ? evaluate(scope, maxIterations) : maxIterations;
  if (value === null) return null;
  if (
    typeof value !== 'number' ||
    !Number.isInteger(value) ||
    value < 1 ||
    value > scope.program.rules.largest
  )
    throw new Failure('loop/bad-limit', `limit ${JSON.stringify(value)}`);
  return value;
}

function view(entry: Entry, frame: Frame, name: string, scope: Scope): Value {
  switch (name) {
    case 'iteration':
      return frame.index;
    case 'id':
      return entry.id;
    case 'maxIterations':
      return limitOf({ program: scope.program, inputs: scope.inputs, frame }, entry);
    case 'history':
      return entry.finished[frame.index - 1];
    case 'outputs':
      return entry.finished;
    default:
      return undefined;
  }
}

function inLoop(frame: Frame, id?: string): { entry: Entry; frame: Frame } | undefined {
  const found = frame.chain().find(({ via }) => via?.kind === 'loop' && (id === undefined || via.id === id));
  return found?.via && { entry: found.via, frame: found };
}

function variable({ frame, pending }: Scope, name: string): Value {
  if (pending?.has(name)) return pending.get(name);
  return frame
    .chain()
    .find(({ holder }) => holder?.values.has(name))
    ?.holder?.values.get(name);
}

const environment: Environment<Scope> = {
  resolve(names): Resolution<Scope> | undefined {
    const [root = '', first = '', second = ''] = names;
    const used = (count: number, read: Read<Scope>): Resolution<Scope> => ({ read, used: count });
    switch (root) {
      case 'inputs':
        return used(1, ({ inputs }) => inputs);
      case 'steps':
        return used(
          2,
          ({ frame }) =>
            frame
              .chain()
              .find(({ ended }) => ended.has(first))
              ?.ended.get(first)?.value,
        );
      case 'errors':
        return used(2, ({ frame }) =>
          frame
            .chain()
            .find(({ errors }) => errors.has(first))
            ?.errors.get(first),
        );
      case 'vars':
        return used(2, (scope) => variable(scope, first));
      case 'iteration':
        return used(1, ({ frame }) => inLoop(frame)?.frame.index);
      case 'iterations':
        return used(2, ({ frame }) => inLoop(frame, first)?.frame.index);
      case 'loop':
        return used(2, (scope) => {
          const at = inLoop(scope.frame);
          return at && view(at.entry, at.frame, first, scope);
        });
      case 'loops':
        return used(3, (scope) => {
          const at = inLoop(scope.frame, first);
          return at && view(at.entry, at.frame, second, scope);
        });
      case 'item':
        return used(1, ({ frame }) => frame.chain().find(({ via }) => via?.kind === 'foreach')?.item);
      case 'index':
        return used(1, ({ frame }) => frame.chain().find(({ via }) => via?.kind === 'foreach')?.index);
      default:
        return undefined;
    }
  },
  lookup(name: LookupName, id: string): Read<Scope> {
    return ({ program, frame }) => {
      const seen = outputsSeen(program, frame, id);
      switch (name) {
        case 'latest':
          return seen.at(-1);
        case 'iterationCount':
          return seen.length;
        case 'outputs':
          return seen;
        case 'exists': {
          const place = frame.chain().find(({ ended }) => ended.has(id));
          return !program.unseen.has(id) && place?.ended.get(id)?.counts === true;
        }
      }
    };
  },
  random: () => 0.5,
  now: () => 1_700_000_000_000,
};

type Compiled = { evaluate(scope: Scope): Value };
const compiled = new Map<string, Compiled>();

function ready(
  kind: string,
  source: Json,
  compile: () => { ok: true; compiled: Compiled } | { ok: false; problems: unknown },
): Compiled {
  const key = `${kind} ${JSON.stringify(source)}`;
  let found = compiled.get(key);
  if (!found) {
    const result = compile();
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    compiled.set(key, (found = result.compiled));
  }
  return found;
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof EvaluationError) throw new Failure(error.code, error.message);
    throw error;
  }
}

export function evaluate(scope: Scope, source: string): Value {
  const field = ready('e', source, () => prepareExpression(source, environment));
  return guarded(() => field.evaluate(scope));
}

/** A value with templates, filled in and made JSON. */
export function fill(scope: Scope, source: Json): Json {
  const field = ready('v', source, () => prepareValue(source, environment));
  return guarded(() => toJson(field.evaluate(scope)));
}

export function render(scope: Scope, source: string): string {
  const field = ready('t', source, () => prepareTemplate(source, environment, 'text'));
  return renderText(guarded(() => field.evaluate(scope)));
}
