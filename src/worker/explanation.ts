import { endOf, type ExpressionField, type Frame } from '../engine';
import type { Expr } from '../expression';
import { explain, type ExplainedPart as Part } from '../expression/explain';
import type { Json } from '../json/json';
import type { ExplainedPart, Explanation } from './api';
import type { IterationRecord } from './history';
import type { RunModel } from './run-model';

/** Evaluates an `until` once more at its instant and tells what every part of it was. */
export function explanationOf(
  model: RunModel,
  frame: Frame,
  until: ExpressionField,
  record: IterationRecord | undefined,
): Explanation {
  const at = record ? endOf(record) : frame.startedAt;
  const keeps = frame.plan.keepsOutputs && record !== undefined;
  // In a check after an iteration `loop.outputs` includes it.
  if (keeps) frame.outputs.push(record.outputs);
  const trace = until.trace(frame.scope, `${frame.prefix}until`, at);
  if (keeps) frame.outputs.pop();
  const { value, error, parts } = explain(until, trace);
  const stops = stopsOn(model, value);
  const failed = error !== undefined || !isAnswer(value, stops);
  return {
    loopId: frame.plan.owner?.id ?? '',
    address: frame.address,
    iteration: frame.iteration,
    text: until.source,
    ...(value !== undefined && { value }),
    ...(error && { error: error.message }),
    goesOn: !stops && !failed,
    parts: parts.map((part) => placed(model, until, part)),
    sentence: sentenceOf(until, value, error?.message, parts, stops, failed),
  };
}

function stopsOn({ plan }: RunModel, value: Json | undefined): boolean {
  if (value === true) return true;
  return plan.profile.stopsOn === 'true-like' && (value === 'true' || value === 1 || value === '1');
}

function isAnswer(value: Json | undefined, stops: boolean): boolean {
  return stops || value === false || value === undefined || value === null;
}

function placed(model: RunModel, until: ExpressionField, part: Part): ExplainedPart {
  return { ...part, place: model.placeIn(until.path, part.range) };
}

function sentenceOf(
  until: ExpressionField,
  value: Json | undefined,
  error: string | undefined,
  parts: readonly Part[],
  stops: boolean,
  failed: boolean,
): string {
  if (error !== undefined) return `Failed because ${lowerFirst(error)}`;
  const whole = `\`${until.source}\` is ${shown(value)}`;
  if (failed) return `Failed because ${whole}, and only \`true\` or \`false\` can answer \`until\``;
  const verb = stops ? 'Stops' : 'Goes on';
  const reasons = decisive(until.expr)
    .map((expr) => parts.find(({ range }) => range.from === expr.range.from && range.to === expr.range.to))
    .filter((part) => part !== undefined)
    .filter((part) => part.decides)
    .map((part) => `\`${part.text}\` is ${shown(part.value)}${readings(part, parts)}`);
  return `${verb} because ${reasons.length > 0 ? reasons.join(' and ') : whole}`;
}

/** The operands of `&&` and `||` that are none themselves: what a person would name as the reason. */
function decisive(expr: Expr): readonly Expr[] {
  return expr.type === 'logical' ? [...decisive(expr.left), ...decisive(expr.right)] : [expr];
}

/** The paths a comparison read: ": `steps.review.score` is `6`". */
function readings(part: Part, parts: readonly Part[]): string {
  const inside = parts.filter(
    (other) =>
      other !== part &&
      other.evaluated &&
      other.range.from >= part.range.from &&
      other.range.to <= part.range.to &&
      typeof other.value !== 'object',
  );
  const smallest = inside.filter(
    (one) =>
      !inside.some(
        (other) => other !== one && other.range.from >= one.range.from && other.range.to <= one.range.to,
      ),
  );
  return smallest.length === 0 || smallest.length > 2
    ? ''
    : `: ${smallest.map((one) => `\`${one.text}\` is ${shown(one.value)}`).join(', ')}`;
}

function shown(value: Json | undefined): string {
  const text = value === undefined ? 'undefined' : JSON.stringify(value);
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
