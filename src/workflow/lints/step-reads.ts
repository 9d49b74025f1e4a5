import type { Range } from '../../json/json';
import { reportIn, span, type Analysis } from '../analysis';
import { hint, meant } from '../meant';
import type { StepNode } from '../outline';
import { renameFixes } from '../rename';
import { unreachable } from '../reach';
import type { PlannedFix } from '../report';
import { around, scopeOf } from '../scope';
import type { Site } from '../sites';
import { escaped } from '../wording';

/** Step ids in expressions: ids that no step has, and outputs that are never there where they are read. */
export function lintStepReads(analysis: Analysis): void {
  for (const read of analysis.reads) {
    const [root, id] = read.names;
    const [first, range] = read.ranges;
    if ((root !== 'steps' && root !== 'errors') || id === undefined || !first || !range) continue;
    const step = analysis.outline.byId.get(id);
    if (!step) unknownStep(analysis, read.site, range, id);
    // In its own `onError` a step's error is there already.
    else if (root === 'steps' || step !== read.site.node || read.site.field !== 'onError')
      seldomThere(analysis, read.site, span(first, range), step, root);
  }
  for (const lookup of analysis.lookups) {
    const step = analysis.outline.byId.get(lookup.id);
    if (!step) unknownStep(analysis, lookup.site, lookup.range, lookup.id);
    else if (lookup.name === 'exists') seldomThere(analysis, lookup.site, lookup.range, step, 'exists');
    else if (isTransparent(step))
      noOutput(
        analysis,
        lookup.site,
        lookup.range,
        step,
        'look-ups do not count it, only the steps inside it',
      );
  }
}

function unknownStep(analysis: Analysis, site: Site, range: Range, id: string): void {
  reportIn(analysis.report, 'warning', site, range, () => {
    const better = meant(id, analysis.outline.byId.keys());
    return {
      code: 'scope/unknown-step',
      message: `No step has the id \`${id}\`${hint(better)}`,
      fixes: renameFixes(analysis.report, site, range, id, better),
    };
  });
}

function seldomThere(analysis: Analysis, site: Site, range: Range, step: StepNode, root: string): void {
  const why = unreachable(step, site);
  if (why) {
    reportIn(analysis.report, 'warning', site, range, () => ({
      ...why,
      fixes: root === 'steps' && why.code === 'scope/inside-loop' ? waysIn(analysis, site, range, step) : [],
    }));
  } else if (
    root === 'steps' &&
    step.step.type !== 'if' &&
    (isTransparent(step) || step.step.type === 'wait')
  ) {
    noOutput(analysis, site, range, step, 'its output is always `null`');
  }
}

function noOutput(analysis: Analysis, site: Site, range: Range, step: StepNode, why: string): void {
  const article = step.step.type === 'if' ? 'an' : 'a';
  reportIn(analysis.report, 'note', site, range, () => ({
    code: 'scope/no-output',
    message: `\`${step.id}\` is ${article} \`${step.step.type}\`: ${why}.`,
  }));
}

/** `steps.inner.last.id` when only loops are between, and `latest("id")`. */
function waysIn(analysis: Analysis, site: Site, range: Range, step: StepNode): readonly PlannedFix[] {
  const visible = new Set(around(site.node, site.position));
  const scopes: StepNode[] = [];
  for (let scope = scopeOf(step); scope && !visible.has(scope); scope = scopeOf(scope)) scopes.unshift(scope);
  const last = `steps${scopes.map((loop) => `${member(loop.id)}.last`).join('')}${member(step.id)}`;
  const onlyLoops = scopes.every((scope) => scope.step.type === 'loop');
  const place = analysis.report.document.within(site.path, range);
  return [...(onlyLoops ? [last] : []), `latest("${step.id}")`].map((way) => ({
    label: `Change to ${way}`,
    range: place,
    insert: escaped(way),
  }));
}

function member(id: string): string {
  return id.includes('-') ? `["${id}"]` : `.${id}`;
}

function isTransparent(node: StepNode): boolean {
  return ['sequence', 'parallel', 'if'].includes(node.step.type);
}
