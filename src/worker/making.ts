import { type Frame, scopeOf, type State, status } from '../engine';
import { addedField } from '../engine/added-field';
import type { Scope } from '../engine/frame';
import { equalJson, type Expr } from '../expression';
import { explain } from '../expression/explain';
import type { TemplateNode, TemplateTree } from '../expression/trees';
import type { Json } from '../json/json';
import type { ExplainedPart, Made, Making } from './api';
import type { Entry } from './entry';
import { makingSentence } from './making-sentence';
import { type Moment, momentOf } from './moment';
import { pushed } from './news';
import { stepOrigins } from './origins';
import { pastOf } from './past';
import { type Source, sourceOf, valueAt } from './source';

/** What the expressions of a template were, in its own text. */
interface Again {
  readonly exprs: readonly Expr[];
  readonly parts: readonly ExplainedPart[];
}

/**
 * How a step came to a value: its source in the step, evaluated once more as the step met it and held against what was
 * recorded. Undefined when the step has not made it, or what it is made of cannot be told.
 */
export async function making(entry: Entry, made: Made): Promise<Making | undefined> {
  const { model } = entry;
  const source = sourceOf(model, made);
  const after = source && (await momentOf(entry, made.at));
  if (!after) return undefined;
  const { step, template, expr } = source;
  const { record, frame } = after;
  const how = frame.status[step.slot];
  if (how === status.replaced) {
    return { text: '', parts: [], sentence: `\`${step.id}\` failed, and its \`onError\` gave this instead` };
  }
  if (how !== status.done) return undefined;
  const output = frame.values[step.slot];
  const value = valueAt(output, made.path);
  if (!template) return { text: '', parts: [], sentence: makingSentence(source, output, value, [], record) };

  const past = await pastOf(model, entry.segments, made.at, true);
  const again = past && evaluatedAgain(entry, past, after, source, template);
  const range = expr?.range ?? { from: 0, to: template.source.length };
  const text = template.source.slice(range.from, range.to);
  if (!again) {
    const sentence = `What \`${step.id}\` read for it is no longer known`;
    return { text, parts: [], sentence, faded: true };
  }
  const known = await stepOrigins(entry, made.at, source, again.parts, again.exprs);
  const whole: ExplainedPart = {
    ...{ range, text, evaluated: true, decides: true },
    value: valueAt(output, source.path) ?? null,
  };
  // A list or an object is no part of its own.
  const isAll = known[0]?.range.from === range.from && known[0].range.to === range.to;
  const parts = (isAll ? known : [whole, ...known]).map((part) => ({
    ...part,
    range: { from: part.range.from - range.from, to: part.range.to - range.from },
  }));
  return { text, parts, sentence: makingSentence(source, output, value, parts, record) };
}

/** The template evaluated before its step; undefined when it gives something else than it did. */
function evaluatedAgain(
  { model: { plan } }: Entry,
  { state, frame }: { readonly state: State; readonly frame: Frame },
  { frame: ended }: Moment,
  source: Source,
  template: TemplateTree,
): Again | undefined {
  const { step, field, fieldPath, path, expr } = source;
  const output = ended.values[step.slot];
  const scope = scopeIn(frame, source, output);
  const address = `${frame.prefix}${step.id}`;
  const at = ended.began[step.slot] ?? state.lastAt;
  const isSame = (value: Json | undefined, names: readonly string[]): boolean =>
    equalJson(pushed(value ?? null), valueAt(output, names) ?? null);
  try {
    if (!isSame(field.evaluate(scope, address, at), fieldPath)) return undefined;
  } catch {
    // It did not fail then.
    return undefined;
  }
  const { source: text, nodes, mentions } = template;
  const position = { frame: step.frame, node: step.node, overlaid: step.type === 'set' };
  const exprs: Expr[] = [];
  const parts: ExplainedPart[] = [];
  const traced = (one: Expr): Json | undefined => {
    const tree = { source: text, expr: one, mentions };
    const added = addedField(plan, position, tree, field.path);
    const explained = explain(tree, added.trace(scope, address, at));
    exprs.push(one);
    parts.push(...explained.parts);
    return explained.value;
  };
  if (expr) return isSame(traced(expr), path) ? { exprs, parts } : undefined;
  // Each of them would begin with the first of the field's random numbers.
  if (mentions.functions.has('random') || mentions.functions.has('uuid')) return undefined;
  visit(nodes, traced);
  return { exprs, parts };
}

/** Goes through what of a template was rendered once; what `#each` does with every item is left out. */
function visit(nodes: readonly TemplateNode[], traced: (expr: Expr) => Json | undefined): void {
  for (const node of nodes) {
    if (node.type === 'tag') traced(node.expr);
    else if (node.type === 'each') traced(node.list);
    else if (node.type === 'if') {
      const taken = node.branches.find(({ test }) => Boolean(traced(test)));
      visit(taken?.body ?? node.otherwise, traced);
    }
  }
}

/** What the source sees: of the values of a `set` those before it have been set. */
function scopeIn(frame: Frame, { step, earlier }: Source, output: Json | undefined): Scope {
  const scope = scopeOf(frame, step);
  if (step.type !== 'set') return scope;
  const vars = new Map(earlier.map((entry) => [entry.variable.index, valueAt(output, [entry.name]) ?? null]));
  return { frame, overlay: { vars, parent: scope.overlay }, up: scope.up };
}
