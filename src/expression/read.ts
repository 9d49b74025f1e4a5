import { type Mentions, MentionsBuilder, mentionsOf } from './mentions';
import { parseExpression } from './parse';
import type { Problem } from './problem';
import { parseTemplate } from './template-parse';
import type { ExpressionTree, TemplateNode, TemplateTree } from './trees';

/** A text as data to compile, or everything that is wrong with it whatever the scope. */
export type ReadResult<T> =
  { readonly ok: true; readonly tree: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads an expression. */
export function readExpression(source: string): ReadResult<ExpressionTree> {
  const parsed = parseExpression(source);
  if (!parsed.ok) return parsed;
  const { expr } = parsed;
  return { ok: true, tree: { source, expr, mentions: mentionsOf(expr) } };
}

/** Reads a template. */
export function readTemplate(source: string): ReadResult<TemplateTree> {
  const parsed = parseTemplate(source);
  if (!parsed.ok) return parsed;
  const { nodes } = parsed;
  return { ok: true, tree: { source, nodes, mentions: mentionsOfAll(nodes) } };
}

function mentionsOfAll(nodes: readonly TemplateNode[]): Mentions {
  const builder = new MentionsBuilder();
  for (const node of nodes) mention(node, builder, []);
  return builder.mentions();
}

function mention(node: TemplateNode, builder: MentionsBuilder, bound: readonly string[]): void {
  switch (node.type) {
    case 'text':
      return;
    case 'tag':
      builder.add(node.expr, bound);
      return;
    case 'if':
      for (const { test, body } of node.branches) {
        builder.add(test, bound);
        for (const inner of body) mention(inner, builder, bound);
      }
      for (const inner of node.otherwise) mention(inner, builder, bound);
      return;
    case 'each':
      builder.add(node.list, bound);
      for (const inner of node.body) mention(inner, builder, [...bound, 'item', 'index']);
      return;
  }
}
