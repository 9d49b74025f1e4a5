import {
  compileExpression,
  compileTemplate,
  compileValue,
  EvaluationError,
  type Environment,
  type Expr,
  type Mentions,
  type Piece,
  plainText,
  roomForValue,
  toJson,
  type Trace,
  type Trees,
} from '../expression';
import { isObject, type Json, type Path, pathText } from '../json/json';
import type { Scope } from './frame';
import type { Moment } from './moment';
import { StepProblem } from './problem';
import { countMade } from './size';

/** A field of the document ready to be evaluated. Throws a {@link StepProblem} that names the place. */
export interface Field {
  readonly path: Path;
  readonly mentions: Mentions;
  /** As the language sees it: may be undefined, may carry hidden lists. */
  evaluate(scope: Scope, address: string, at: number): Json | undefined;
  /** As it is stored: plain JSON that nothing else can change. */
  store(scope: Scope, address: string, at: number): Json;
}

/** A field that becomes text whatever its tags give; in `pieces` what came out of tags is marked. */
export interface TextField extends Field {
  pieces(scope: Scope, address: string, at: number): readonly Piece[];
}

/** An expression that can also be evaluated with a trace of every sub-expression. */
export interface ExpressionField extends Field {
  readonly source: string;
  readonly expr: Expr;
  trace(scope: Scope, address: string, at: number): Trace;
}

interface Evaluable {
  readonly mentions: Mentions;
  evaluate(scope: Scope): Json | undefined;
}

/** Makes the fields of one position: the environment says what they see, the moment where `random` starts. */
export class FieldMaker {
  private readonly environment: Environment<Scope>;
  private readonly trees: Trees;
  private readonly moment: Moment;
  private readonly note: (mentions: Mentions) => void;

  constructor(
    environment: Environment<Scope>,
    trees: Trees,
    moment: Moment,
    note: (mentions: Mentions) => void,
  ) {
    this.environment = environment;
    this.trees = trees;
    this.moment = moment;
    this.note = note;
  }

  expression(source: string, path: Path): ExpressionField {
    const { moment, trees } = this;
    const tree = trees.expressions.get(source);
    if (!tree) throw new Error(`no expression was read at ${pathText(path)}`);
    const compiled = compileExpression(tree, this.environment);
    return {
      ...this.field(compiled, path),
      source,
      expr: compiled.expr,
      trace: (scope, address, at) => moment.within(address, nameOf(path), at, () => compiled.trace(scope)),
    };
  }

  text(source: string, path: Path): TextField {
    const { moment, trees } = this;
    const tree = trees.templates.get(source) ?? plainText(source);
    const compiled = compileTemplate(tree, this.environment, 'text');
    return {
      ...this.field(compiled, path),
      pieces: (scope, address, at) => moment.within(address, nameOf(path), at, () => compiled.pieces(scope)),
    };
  }

  value(json: Json, path: Path): Field {
    return this.field(compileValue(json, this.environment, this.trees.templates), path);
  }

  private field(compiled: Evaluable, path: Path): Field {
    const { mentions } = compiled;
    this.note(mentions);
    const name = nameOf(path);
    const placed = ['random', 'uuid', 'now'].some((known) => mentions.functions.has(known));
    const lists = readsLists(mentions);
    const { moment } = this;
    const room = roomForValue();
    const full = room.left;

    const evaluate = (scope: Scope, address: string, at: number): Json | undefined => {
      try {
        if (placed) return moment.within(address, name, at, () => compiled.evaluate(scope));
        return compiled.evaluate(scope);
      } catch (error) {
        throw located(error, path);
      }
    };
    return {
      path,
      mentions,
      evaluate,
      store(scope, address, at) {
        const value = evaluate(scope, address, at);
        try {
          room.left = full;
          const json = toJson(value, room);
          countMade(moment, scope.frame, full - room.left, path);
          return lists ? copied(json) : json;
        } catch (error) {
          throw located(error, path);
        }
      },
    };
  }
}

function nameOf(path: Path): string {
  return String(path.at(-1) ?? '');
}

/** Lists a run still appends to must not be stored as they are. */
function readsLists({ outputsOf, paths, lookups }: Mentions): boolean {
  return (
    outputsOf.size > 0 ||
    paths.some(({ names }) => names.includes('outputs')) ||
    lookups.some(({ name }) => name === 'outputs')
  );
}

function copied(value: Json): Json {
  if (Array.isArray(value)) return value.map(copied);
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copied(member)]));
  }
  return value;
}

/** An error of the expression room as a problem of the field at `path`; anything else is ours and goes on. */
function located(error: unknown, path: Path): unknown {
  if (!(error instanceof EvaluationError)) return error;
  return new StepProblem(error.code, error.message, [...path, ...(error.path ?? [])], error.range);
}
