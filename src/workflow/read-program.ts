import { readExpression, readTemplate } from '../expression/read';
import type { ExpressionTree, TemplateTree, Trees } from '../expression/trees';
import { isList, isObject, own } from '../json/json';
import { parseJson } from '../json/parse';
import { outlineOf, type Outline } from './outline';
import { profiles } from './profiles';
import type { Program } from './program';
import { sitesOf } from './sites';
import type { Workflow } from './types';

/**
 * Reads a text in which `readWorkflow` found no error, without what only finds errors. Nothing is said about
 * other texts, but that `undefined` is given for those that hold no list of steps.
 */
export function readProgram(text: string): Program | undefined {
  const { value, table } = parseJson(text);
  if (value === undefined || !isObject(value) || !isList(own(value, 'steps'))) return undefined;
  // The check compared every field with its type; fields that it only warned of are never read.
  const workflow = value as unknown as Workflow;
  const outline = outlineOf(workflow);
  const profile = profiles[workflow.semantics ?? 'playground'];
  return { workflow, outline, profile, trees: treesOf(workflow, outline), places: table };
}

function treesOf(workflow: Workflow, outline: Outline): Trees {
  const expressions = new Map<string, ExpressionTree>();
  const templates = new Map<string, TemplateTree>();
  for (const { kind, source } of sitesOf(workflow, outline)) {
    if (kind === 'expression') {
      const read = expressions.has(source) ? undefined : readExpression(source);
      if (read?.ok) expressions.set(source, read.tree);
    } else {
      const read = templates.has(source) ? undefined : readTemplate(source);
      if (read?.ok) templates.set(source, read.tree);
    }
  }
  return { expressions, templates };
}
