import type { ExpressionTree } from '../expression';
import type { Path } from '../json/json';
import { stepIdOf } from './address';
import { environmentAt } from './environment';
import { type ExpressionField, FieldMaker } from './fields';
import type { Plan } from './plan';
import type { Position } from './position';

/** An expression that the document does not have, as a field of it would be at a place. Look-ups by id find nothing. */
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

/** Expressions as they are seen at the end of the iterations of a loop, where its `until` stands. */
export function fieldsAtEnd(
  plan: Plan,
  address: string,
  trees: readonly ExpressionTree[],
): readonly ExpressionField[] {
  const step = plan.byId.get(stepIdOf(address));
  if (step?.type !== 'loop' && step?.type !== 'foreach') return [];
  const position = { frame: step.inner, node: step.node };
  return trees.map((tree) => addedField(plan, position, tree, [...step.path, 'watch']));
}
