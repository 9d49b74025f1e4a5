import type { Range } from '../../json/json';
import { answerWords } from '../../worker/answer-words';
import type { Answer, ExplainedPart } from '../../worker/api';
import { contains } from '../editor/brackets';

/** A sub-expression in the order in which values come about: what it holds before itself. */
export interface Piece {
  /** Its index among the parts of the explanation. */
  readonly index: number;
  readonly text: string;
  /** Short enough for the head of a column: what stands in columns of its own is left out as `…`. */
  readonly head: string;
  /** The same for a narrow page. */
  readonly narrow: string;
  /** How many levels of others it holds. */
  readonly height: number;
  /** Index of the one it directly lies in. */
  readonly parent: number | undefined;
}

interface Part {
  readonly range: Range;
  readonly text: string;
}

/** Texts up to this length stand in the head of a column as they are. */
const wholeHead = 20;

/** The pieces of an expression, given its parts; the whole comes last. */
export function piecesOf(parts: readonly Part[]): readonly Piece[] {
  const pieces: Piece[] = [];
  const visit = (index: number, parent: number | undefined): number => {
    const part = parts[index];
    if (!part) return 0;
    const own = parts
      .map((one, n) => ({ one, n }))
      .filter(({ one, n }) => n !== index && holds(part, one) && directly(parts, index, n));
    const height = own.reduce((most, { n }) => Math.max(most, visit(n, index) + 1), 0);
    const inner = own.map(({ one }) => one);
    pieces.push({
      index,
      text: part.text,
      head: part.text.length <= wholeHead ? part.text : shortened(part, inner, false),
      narrow: shortened(part, inner, true),
      height,
      parent,
    });
    return height;
  };
  const whole = parts.findIndex((part) => !parts.some((other) => holds(other, part)));
  if (whole >= 0) visit(whole, undefined);
  return pieces;
}

/** What the condition read: the innermost parts that were looked at, each once. */
export function readsOf(parts: readonly ExplainedPart[]): readonly ExplainedPart[] {
  const reads = parts.filter(
    (part) =>
      part.evaluated && !parts.some((other) => other !== part && other.evaluated && holds(part, other)),
  );
  return reads.filter((part, n) => reads.findIndex((other) => other.text === part.text) === n);
}

/** Whether an expression is nothing but one value that it read, or the contrary of that. */
export function isAlone(parts: readonly ExplainedPart[]): boolean {
  const [read, ...others] = readsOf(parts);
  return (
    read !== undefined &&
    others.length === 0 &&
    parts.every((part) => part === read || /^!\s*[!(]*[\w$.]+\)*$/.test(part.text))
  );
}

/** A sentence in its first words, which say what became of it, and the rest. */
export function splitSentence(sentence: string, answer: Answer): readonly [verdict: string, rest: string] {
  const { length } = answerWords[answer];
  return [sentence.slice(0, length), sentence.slice(length)];
}

function holds(outer: Part, inner: Part): boolean {
  return contains(outer.range, inner.range);
}

function directly(parts: readonly Part[], outer: number, inner: number): boolean {
  const from = parts[outer];
  const to = parts[inner];
  return !parts.some(
    (one, n) => n !== outer && n !== inner && from && to && holds(from, one) && holds(one, to),
  );
}

function shortened(part: Part, inner: readonly Part[], narrow: boolean): string {
  let text = '';
  let at = part.range.from;
  for (const one of inner) {
    text += part.text.slice(at - part.range.from, one.range.from - part.range.from);
    text += isPrefix(text) ? operandOf(one.text, narrow) : '…';
    at = one.range.to;
  }
  return text + part.text.slice(at - part.range.from);
}

/** `!` alone says nothing: what it turns round is named beside it. */
function isPrefix(text: string): boolean {
  return /^[!-]\(?$/.test(text);
}

function operandOf(text: string, narrow: boolean): string {
  if (!narrow) return text;
  const last = /^[\w$.]+\.([\w$]+)$/.exec(text)?.[1];
  return last === undefined ? '…' : `…${last}`;
}
