import type { BinaryOperator, Expr } from '../../expression/expr';
import { mentionsOf } from '../../expression/mentions';
import { parseExpression } from '../../expression/parse';
import { reportIn, type Analysis, type Condition } from '../analysis';
import type { Outline, StepNode } from '../outline';
import { unreachable } from '../reach';

/**
 * A condition that needs the output of a step, and at the same time something that keeps the step from
 * running: `steps.review.ok && steps.fix.done` where `fix` is skipped if `steps.review.ok`.
 */
export function lintNeverTrue(analysis: Analysis): void {
  for (const condition of analysis.conditions) {
    if (condition.site.field === 'until' || condition.site.field === 'when') neverTrue(analysis, condition);
  }
}

function neverTrue({ outline, report }: Analysis, { site, expr }: Condition): void {
  const parts = conjuncts(expr);
  const facts = new Set<string>();
  for (const part of parts) for (const fact of factsOf(part)) facts.add(fact);
  for (const part of parts) {
    for (const id of neededSteps(part)) {
      const step = outline.byId.get(id);
      if (!step || unreachable(step, site)) continue;
      const blocker = whatBlocks(step, { outline, facts }, new Set(wayUp(site.node)));
      if (!blocker) continue;
      reportIn(report, 'warning', site, part.range, () => ({
        code: 'scope/never-true',
        message: `This can never be true together with the rest: then \`${blocker.id}\` ${blocker.step.type === 'if' ? 'takes another branch' : 'is skipped'}, and \`${id}\` has no output.`,
      }));
      return;
    }
  }
}

interface Known {
  readonly outline: Outline;
  /** Keys of what holds. */
  readonly facts: ReadonlySet<string>;
}

/** The step that keeps `step` from running when the facts hold. */
function whatBlocks(step: StepNode, known: Known, shared: ReadonlySet<StepNode>): StepNode | undefined {
  let child = step;
  for (let node: StepNode | undefined = step; node && !shared.has(node); node = node.parent) {
    if (node !== step && node.step.type === 'if' && branchClosed(node, child.blockIndex, known)) return node;
    if (node.step.skipIf !== undefined && holds(node.step.skipIf, node, known)) return node;
    child = node;
  }
  return undefined;
}

function branchClosed(node: StepNode, branch: number, known: Known): boolean {
  const { step } = node;
  if (step.type !== 'if') return false;
  const whens = step.cases?.map(({ when }) => when) ?? [step.when ?? 'false'];
  const own = whens[branch];
  return (
    (own !== undefined && fails(own, node, known)) ||
    whens.slice(0, branch).some((when) => holds(when, node, known))
  );
}

function holds(source: string, node: StepNode, { outline, facts }: Known): boolean {
  const parts = readBefore(source, node, outline);
  return parts.length > 0 && parts.every((part) => facts.has(key(part)));
}

function fails(source: string, node: StepNode, { outline, facts }: Known): boolean {
  return readBefore(source, node, outline).some((part) =>
    opposites(part).some((opposite) => facts.has(key(opposite))),
  );
}

/** The parts of a condition, if every step it names has ended when it is read, as later for the facts. */
function readBefore(source: string, node: StepNode, outline: Outline): readonly Expr[] {
  const parsed = parseExpression(source);
  if (!parsed.ok) return [];
  const early = mentionsOf(parsed.expr).paths.every(({ names: [root, id = ''] }) => {
    const step = root === 'steps' ? outline.byId.get(id) : undefined;
    return root !== 'steps' || (step !== undefined && step.order < node.order);
  });
  return early ? conjuncts(parsed.expr) : [];
}

/** What is known when a part holds; nothing of parts whose value may have changed in between. */
function factsOf(part: Expr): readonly string[] {
  return isStable(part) ? [key(part)] : [];
}

/** Steps without whose output the part cannot hold: `undefined` is not true and has no order. */
function neededSteps(part: Expr): readonly string[] {
  if (part.type === 'member') {
    const id = stepOf(part);
    return id === undefined ? [] : [id];
  }
  if (part.type !== 'binary') return [];
  const { operator, left, right } = part;
  const ordered = operator === '<' || operator === '>' || operator === '<=' || operator === '>=';
  const ids = [stepOf(left), stepOf(right)].filter((id) => id !== undefined);
  if (ordered) return ids;
  const literal = [left, right].find((side) => side.type === 'literal');
  return operator === '==' && literal?.type === 'literal' && (literal.value ?? null) !== null ? ids : [];
}

function stepOf(expr: Expr): string | undefined {
  if (expr.type !== 'member') return undefined;
  if (expr.object.type === 'name' && expr.object.name === 'steps') return expr.key;
  return stepOf(expr.object);
}

function conjuncts(expr: Expr): readonly Expr[] {
  return expr.type === 'logical' && expr.operator === '&&'
    ? [...conjuncts(expr.left), ...conjuncts(expr.right)]
    : [expr];
}

/** What excludes the expression: it is false whenever one of these holds. */
function opposites(expr: Expr): readonly Expr[] {
  if (expr.type === 'unary' && expr.operator === '!') return [expr.operand];
  const not: Expr = { type: 'unary', operator: '!', operand: expr, range: expr.range };
  const operator = expr.type === 'binary' ? turned.get(expr.operator) : undefined;
  return expr.type === 'binary' && operator ? [not, { ...expr, operator }] : [not];
}

const turned: ReadonlyMap<BinaryOperator, BinaryOperator> = new Map([
  ['<', '>='],
  ['>=', '<'],
  ['>', '<='],
  ['<=', '>'],
  ['==', '!='],
  ['!=', '=='],
]);

/** Whether an expression is the same all through an iteration once the steps it reads have ended. */
function isStable(expr: Expr): boolean {
  switch (expr.type) {
    case 'literal':
      return true;
    case 'name':
      return expr.name === 'inputs' || expr.name === 'steps';
    case 'member':
      return isStable(expr.object);
    case 'unary':
      return isStable(expr.operand);
    case 'binary':
      return isStable(expr.left) && isStable(expr.right);
    case 'index':
    case 'logical':
    case 'conditional':
    case 'list':
    case 'object':
    case 'call':
    case 'method':
      return false;
  }
}

/** An expression without its places, so that two that say the same are equal. */
function key(expr: Expr): string {
  return JSON.stringify(expr, (name, value: unknown) => (/range$/i.test(name) ? undefined : value));
}

function wayUp(node: StepNode | undefined): readonly StepNode[] {
  const way: StepNode[] = [];
  for (let next = node; next; next = next.parent) way.push(next);
  return way;
}
