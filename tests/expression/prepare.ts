import {
  type Compiled,
  compileExpression,
  type CompiledTemplate,
  compileTemplate,
  compileValue,
  type Environment,
  type ExpressionTree,
  type TemplateTree,
} from '../../src/expression';
import { nameProblems, unknownName } from '../../src/expression/names';
import type { Problem } from '../../src/expression/problem';
import { readExpression, readTemplate, type ReadResult } from '../../src/expression/read';
import { isList, isObject, type Json } from '../../src/json/json';

/** An environment that says which roots it has, to offer them. */
type Known<S> = Environment<S> & { readonly names?: readonly string[] };

type Prepared<T> =
  { readonly ok: true; readonly compiled: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** An expression on the whole way a document's goes: read, posted to another worker, its names checked, compiled. */
export function prepareExpression<S>(source: string, environment: Known<S>): Prepared<Compiled<S>> {
  return prepared(readExpression(source), environment, (tree) => compileExpression(tree, environment));
}

/** A template on the same way. */
export function prepareTemplate<S>(
  source: string,
  environment: Known<S>,
  mode: 'text' | 'value',
): Prepared<CompiledTemplate<S>> {
  return prepared(readTemplate(source), environment, (tree) => compileTemplate(tree, environment, mode));
}

/** A value with templates in it on the same way. */
export function prepareValue<S>(
  json: Json,
  environment: Known<S>,
): Prepared<ReturnType<typeof compileValue<S>>> {
  const trees = new Map<string, TemplateTree>();
  for (const text of textsIn(json)) {
    const result = prepared(readTemplate(text), environment, (tree) => tree);
    if (!result.ok) return result;
    trees.set(text, result.compiled);
  }
  return { ok: true, compiled: compileValue(json, environment, trees) };
}

function prepared<S, T extends ExpressionTree | TemplateTree, C>(
  read: ReadResult<T>,
  environment: Known<S>,
  compile: (tree: T) => C,
): Prepared<C> {
  if (!read.ok) return read;
  const problems = nameProblems(read.tree.mentions, (path) =>
    environment.resolve(path) ? undefined : unknownName(path[0] ?? '', environment.names ?? []),
  );
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, compiled: compile(structuredClone(read.tree)) };
}

function textsIn(json: Json): readonly string[] {
  if (typeof json === 'string') return json.includes('{{') ? [json] : [];
  if (isList(json)) return json.flatMap(textsIn);
  return isObject(json) ? Object.values(json).flatMap(textsIn) : [];
}
