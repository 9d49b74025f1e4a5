import { define, isObject, type Json, type Path } from '../json/json';
import type { Environment } from './environment';
import type { Value } from './expr';
import type { Meter } from './frame';
import { FEW_TEMPLATES, VALUE_STEP_LIMIT } from './limits';
import type { LookupMention, Mentions, PathMention } from './mentions';
import { EvaluationError } from './problem';
import { type CompiledTemplate, compileTemplate } from './template-compile';
import type { Trees } from './trees';

/** A JSON value with templates at any depth, ready to be evaluated any number of times. */
export interface CompiledValue<S> {
  /** Of all templates in it; ranges are in theirs. */
  readonly mentions: Mentions;
  /** The value with its templates filled in. Throws an `EvaluationError` with the path to the string. */
  evaluate(scope: S): Value;
}

/** A part of a value: the same in every scope, or made anew in each. */
type Part<S> =
  | { readonly type: 'constant'; readonly value: Json }
  | { readonly type: 'made'; readonly make: (scope: S, shared?: Meter) => Value };

/** Compiles every string of a value as a value template; parts without tags stay as they are. */
export function compileValue<S>(
  json: Json,
  environment: Environment<S>,
  trees: Trees['templates'],
): CompiledValue<S> {
  const templates: CompiledTemplate<S>[] = [];
  const part = compilePart(json, [], { environment, trees, templates });
  const mentions = gather(templates);
  if (part.type === 'constant') return { mentions, evaluate: () => part.value };
  const { make } = part;
  // One step would otherwise take as long as all its templates may together.
  const many = templates.length > FEW_TEMPLATES;
  return { mentions, evaluate: (scope) => make(scope, many ? { left: VALUE_STEP_LIMIT } : undefined) };
}

interface Gathering<S> {
  readonly environment: Environment<S>;
  readonly trees: Trees['templates'];
  readonly templates: CompiledTemplate<S>[];
}

function compilePart<S>(json: Json, path: Path, into: Gathering<S>): Part<S> {
  if (typeof json === 'string') return compileString(json, path, into);
  if (Array.isArray(json)) return compileList(json, path, into);
  if (isObject(json)) {
    const entries = Object.entries(json);
    const parts = entries.map(([key, member]) => [key, compilePart(member, [...path, key], into)] as const);
    if (parts.every(([key, part]) => part.type === 'constant' && part.value === json[key])) {
      return { type: 'constant', value: json };
    }
    return {
      type: 'made',
      make: (scope, shared) => {
        const object: Record<string, Json> = {};
        for (const [key, part] of parts) {
          const value = valueOf(part, scope, shared);
          if (value !== undefined) define(object, key, value);
        }
        return object;
      },
    };
  }
  return { type: 'constant', value: json };
}

function compileList<S>(list: readonly Json[], path: Path, into: Gathering<S>): Part<S> {
  const parts = list.map((item, i) => compilePart(item, [...path, i], into));
  if (parts.every((part, i) => part.type === 'constant' && part.value === list[i])) {
    return { type: 'constant', value: list };
  }
  // Lists may hold `undefined` while they are evaluated; storing makes it `null`.
  return { type: 'made', make: (scope, shared) => parts.map((part) => valueOf(part, scope, shared) as Json) };
}

function compileString<S>(source: string, path: Path, into: Gathering<S>): Part<S> {
  if (!source.includes('{{')) return { type: 'constant', value: source };
  const tree = into.trees.get(source);
  if (!tree) throw new Error('a template was not read');
  const template = compileTemplate(tree, into.environment, 'value');
  into.templates.push(template);
  return {
    type: 'made',
    make: (scope, shared) => {
      try {
        return template.evaluate(scope, shared);
      } catch (error) {
        if (!(error instanceof EvaluationError)) throw error;
        throw new EvaluationError(error.code, error.message, error.range, path);
      }
    },
  };
}

function valueOf<S>(part: Part<S>, scope: S, shared: Meter | undefined): Value {
  return part.type === 'constant' ? part.value : part.make(scope, shared);
}

function gather<S>(templates: readonly CompiledTemplate<S>[]): Mentions {
  const all = templates.map(({ mentions }) => mentions);
  return {
    paths: all.flatMap(({ paths }): readonly PathMention[] => paths),
    lookups: all.flatMap(({ lookups }): readonly LookupMention[] => lookups),
    functions: new Set(all.flatMap(({ functions }) => [...functions])),
    calls: all.some(({ calls }) => calls),
    outputsOf: new Set(all.flatMap(({ outputsOf }) => [...outputsOf])),
  };
}
