import type { ExpressionTree } from '../expression';
import type { Path } from '../json/json';
import { environmentAt } from './environment';
import { type ExpressionField, FieldMaker } from './fields';
import type { Plan } from './plan';
import type { Position } from './position';

/**
 * An expression by itself, as a field of the document would be at a place. Look-ups by id find what the document itself
 * looks up, else nothing.
 */
export function addedField(
  plan: Plan,
  position: Position,
  tree: ExpressionTree,
  path: Path,
): ExpressionField {
  const trees = { expressions: new Map([[tree.source, tree]]), templates: new Map() };
  const maker = new FieldMaker(environmentAt(plan, position), trees, plan.moment, () => undefined);
  return maker.expression(tree.source, path);
}
