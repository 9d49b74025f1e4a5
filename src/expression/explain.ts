import type { Json, Range } from '../json/json';
import { childrenOf, type Expr, isPath } from './expr';
import type { EvaluationError } from './problem';
import type { Outcome, Trace } from './trace';
import type { ExpressionTree } from './trees';

/** One sub-expression of an evaluation: a path as a whole, a call, an operator with its operands. */
export interface ExplainedPart {
  /** In the source, without parentheses around it. */
  readonly range: Range;
  readonly text: string;
  /** Absent when it is `undefined`, failed or was not evaluated. */
  readonly value?: Json;
  readonly error?: string;
  /** False for what a shortcut or a branch left out. */
  readonly evaluated: boolean;
  /** On the way that decided the value of the whole. */
  readonly decides: boolean;
}

export interface Explained {
  readonly value?: Json;
  readonly error?: EvaluationError;
  /** In the order of the text, what encloses before what it holds. */
  readonly parts: readonly ExplainedPart[];
}

/** Tells of an evaluation that was traced what every part of the expression was. */
export function explain({ source, expr }: ExpressionTree, { whole, outcomes }: Trace): Explained {
  const deciding = new Set<Expr>();
  decide(expr, outcomes, deciding);
  const parts = partsOf(expr).map((part): ExplainedPart => {
    const outcome = outcomes.get(part);
    const { range } = part;
    const text = source.slice(range.from, range.to);
    const evaluated = outcome !== undefined;
    return { range, text, ...shown(outcome), evaluated, decides: deciding.has(part) };
  });
  if ('error' in whole) return { error: whole.error, parts };
  return whole.value === undefined ? { parts } : { value: whole.value, parts };
}

/** The parts an explanation of this expression tells of, in the same order. */
export function explainedParts({
  source,
  expr,
}: ExpressionTree): readonly Pick<ExplainedPart, 'range' | 'text'>[] {
  return partsOf(expr).map(({ range }) => ({ range, text: source.slice(range.from, range.to) }));
}

function shown(outcome: Outcome | undefined): { value?: Json; error?: string } {
  if (outcome === undefined) return {};
  if ('error' in outcome) return { error: outcome.error.message };
  return outcome.value === undefined ? {} : { value: outcome.value };
}

/** Marks what decided the value of an expression, from it inwards. */
function decide(expr: Expr, outcomes: ReadonlyMap<Expr, Outcome>, deciding: Set<Expr>): void {
  const outcome = outcomes.get(expr);
  if (outcome === undefined) return;
  deciding.add(expr);
  const inner = (part: Expr): void => decide(part, outcomes, deciding);
  switch (expr.type) {
    case 'logical': {
      // What a shortcut stopped at decided alone, and so did a right side that differs from it. Only a
      // true `&&` and a false `||` needed both.
      const truthy = 'value' in outcome && Boolean(outcome.value);
      const needsBoth =
        expr.operator === '&&' ? truthy : expr.operator === '||' && 'value' in outcome && !truthy;
      if (needsBoth || !outcomes.has(expr.right)) inner(expr.left);
      inner(expr.right);
      return;
    }
    case 'conditional':
      inner(expr.test);
      inner(expr.then);
      inner(expr.otherwise);
      return;
    case 'literal':
    case 'name':
    case 'member':
    case 'index':
    case 'unary':
    case 'binary':
    case 'list':
    case 'object':
    case 'call':
    case 'method':
      for (const part of valuesIn(expr)) inner(part);
      return;
  }
}

/** Everything worth showing, outside in, in the order of the text. */
function partsOf(expr: Expr): readonly Expr[] {
  const inner = valuesIn(expr).flatMap(partsOf);
  return isShown(expr) ? [expr, ...inner] : inner;
}

function isShown(expr: Expr): boolean {
  switch (expr.type) {
    case 'literal':
    case 'list':
    case 'object':
      return false;
    case 'unary':
      return expr.operand.type !== 'literal';
    case 'name':
    case 'member':
    case 'index':
    case 'binary':
    case 'logical':
    case 'conditional':
    case 'call':
    case 'method':
      return true;
  }
}

/** The sub-expressions with a value of their own: not the beginnings of a path, not an arrow function's body. */
function valuesIn(expr: Expr): readonly Expr[] {
  return childrenOf(expr).flatMap((child) => {
    if (child.type === 'arrow') return [];
    const isBeginning =
      (expr.type === 'member' || expr.type === 'index') && child === expr.object && isPath(child);
    return isBeginning ? valuesIn(child) : [child];
  });
}
