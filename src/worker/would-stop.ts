import type { Expr } from '../expression';
import type { ExplainedPart } from '../expression/explain';
import type { ExpressionTree } from '../expression/trees';
import type { WouldStop } from './api';

type Need = WouldStop['needs'][number];

/** Comparisons by what they say when they have to be false. */
const opposite: Readonly<Record<string, string>> = {
  '>=': '<',
  '<=': '>',
  '>': '<=',
  '<': '>=',
  '==': '!=',
  '!=': '==',
};

/**
 * What would have to be so for a condition that was false to be true. Nothing is said of conditions whose
 * needs are not simply those of their parts: `?:`, and `||` inside of `&&` and the other way round.
 */
export function wouldStop(tree: ExpressionTree, parts: readonly ExplainedPart[]): WouldStop | undefined {
  const { expr } = tree;
  const operands = expr.type === 'logical' ? sameOperands(expr, expr.operator) : [expr];
  const needs = operands?.map((operand) => (isTrue(operand, parts) ? 'met' : needOf(tree, operand, true)));
  if (!needs || needs.includes(undefined)) return undefined;
  const open = needs.filter((need) => need !== 'met' && need !== undefined);
  const how = expr.type === 'logical' && expr.operator !== '&&' && open.length > 1 ? 'one' : 'all';
  return open.length === 0 ? undefined : { how, needs: open };
}

/** The operands of a chain of one logical operator; undefined when another one is inside. */
function sameOperands(expr: Expr, operator: string): readonly Expr[] | undefined {
  if (expr.type !== 'logical') return [expr];
  if (expr.operator !== operator || operator === '??') return undefined;
  const left = sameOperands(expr.left, operator);
  const right = sameOperands(expr.right, operator);
  return left && right && [...left, ...right];
}

function isTrue({ range }: Expr, parts: readonly ExplainedPart[]): boolean {
  const part = parts.find((one) => one.range.from === range.from && one.range.to === range.to);
  return Boolean(part?.evaluated && part.value);
}

function needOf(tree: ExpressionTree, expr: Expr, wanted: boolean): Need | undefined {
  const text = textOf(tree, expr);
  switch (expr.type) {
    case 'unary':
      return expr.operator === '!' ? needOf(tree, expr.operand, !wanted) : undefined;
    case 'binary': {
      const { operator, left, right } = expr;
      const said = wanted ? operator : opposite[operator];
      if (said === undefined || !(operator in opposite)) return { text, be: String(wanted) };
      if (left.type === 'literal') return { text, be: String(wanted) };
      const than = textOf(tree, right);
      return { text: textOf(tree, left), be: said === '==' ? than : `${said} ${than}` };
    }
    case 'name':
    case 'member':
    case 'index':
    case 'call':
    case 'method':
      return { text, be: String(wanted) };
    case 'literal':
    case 'logical':
    case 'conditional':
    case 'list':
    case 'object':
      return undefined;
  }
}

function textOf({ source }: ExpressionTree, { range }: Expr): string {
  return source.slice(range.from, range.to);
}
