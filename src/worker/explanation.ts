import { type ExpressionField, stepIdOf } from '../engine';
import type { Expr } from '../expression';
import type { ExplainedPart as Part } from '../expression/explain';
import type { Json } from '../json/json';
import { firstWords } from './answer-words';
import type { Answer, ExplainedPart, Explanation } from './api';
import type { CheckTrace } from './check-trace';
import type { RunModel } from './run-model';
import { wouldStop } from './would-stop';

/** The answers of a condition that was not true. */
const untrue: readonly Answer[] = ['goes-on', 'ends-at-limit', 'fails-at-limit', 'not-skipped', 'not-taken'];

/**
 * Tells of a condition what every part of it was, and in one sentence why the run went this way; undefined when it
 * was not asked. `address`: of the body in whose iteration it was.
 */
export function explanationOf(
  model: RunModel,
  address: string,
  field: ExpressionField,
  { iteration, when, answer, explained, faded, limit }: CheckTrace,
): Explanation | undefined {
  if (answer === 'not-asked') return undefined;
  const { value, error, parts } = explained;
  const missing = untrue.includes(answer) && !faded ? wouldStop(field, parts) : undefined;
  return {
    loopId: stepIdOf(address),
    address,
    iteration,
    text: field.source,
    ...(value !== undefined && { value }),
    ...(error && { error: error.message }),
    answer,
    parts: parts.map((part) => placed(model, field, part)),
    sentence:
      faded && value === undefined
        ? firstWords(answer)
        : sentenceOf(field, value, error?.message, parts, answer, limit),
    when,
    ...(missing && { wouldStop: missing }),
    ...(faded && { faded }),
  };
}

function placed(model: RunModel, until: ExpressionField, part: Part): ExplainedPart {
  return { ...part, place: model.placeIn(until.path, part.range) };
}

function sentenceOf(
  until: ExpressionField,
  value: Json | undefined,
  error: string | undefined,
  parts: readonly Part[],
  answer: Answer,
  limit: number | undefined,
): string {
  const whole = `\`${until.source}\` is ${shown(value)}`;
  if (answer === 'failed') {
    if (error !== undefined) return `Failed because ${lowerFirst(error)}`;
    return `Failed because ${whole}, and only \`true\` or \`false\` can answer \`until\``;
  }
  const atLimit = answer === 'ends-at-limit' || answer === 'fails-at-limit';
  const first = `${firstWords(answer)}${limit === undefined ? '' : ` of ${limit}`}`;
  if (error !== undefined) {
    return atLimit
      ? `${first}: \`until\` gave no answer, as ${lowerFirst(error)}`
      : `${first} although ${lowerFirst(error)}: these rules let it`;
  }
  const operands = decisive(until.expr)
    .map((expr) => parts.find(({ range }) => range.from === expr.range.from && range.to === expr.range.to))
    .filter((part) => part !== undefined);
  const reasons = operands
    .filter((part) => part.decides)
    .map((part) => `\`${part.text}\` is ${shown(part.value)}${readings(part, parts)}`);
  const others = operands
    .filter((part) => part.evaluated && !part.decides)
    .map((part) => `; \`${part.text}\` is ${shown(part.value)}`);
  const why = `because ${reasons.length > 0 ? reasons.join(' and ') : whole}${others.join('')}`;
  return atLimit ? `${first}: \`until\` is still ${shown(value)} ${why}` : `${first} ${why}`;
}

/** The operands of `&&` and `||` that are none themselves: what a person would name as the reason. */
function decisive(expr: Expr): readonly Expr[] {
  return expr.type === 'logical' ? [...decisive(expr.left), ...decisive(expr.right)] : [expr];
}

/** The paths a comparison read: ": `steps.review.score` is `6`". */
function readings(part: Part, parts: readonly Part[]): string {
  // What `!` turns round needs no saying.
  if (part.text.startsWith('!')) return '';
  const smallest = innermost(parts.filter((other) => other !== part && isIn(other, part)));
  return smallest.length === 0 || smallest.length > 2
    ? ''
    : `: ${smallest.map((one) => `\`${one.text}\` is ${shown(one.value)}`).join(', ')}`;
}

/** The smallest of some parts that gave a value that is no list and no object. */
export function innermost<T extends Part>(parts: readonly T[]): readonly T[] {
  const plain = parts.filter(
    ({ evaluated, error, value }) => evaluated && error === undefined && typeof value !== 'object',
  );
  return plain.filter((one) => !plain.some((other) => other !== one && isIn(other, one)));
}

function isIn({ range }: Part, around: Part): boolean {
  return range.from >= around.range.from && range.to <= around.range.to;
}

/** A value as a sentence quotes it. */
export function shown(value: Json | undefined): string {
  const text = value === undefined ? 'undefined' : JSON.stringify(value);
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
