import { reportIn, span, type Analysis } from '../analysis';
import { hint, meant } from '../meant';
import { declarations, isLoop, type Declaration } from '../scope';
import type { Site } from '../sites';
import { escaped } from '../wording';

/** `set` of a name nobody declares, variables that are never set, and names that hide others. */
export function lintVariables(analysis: Analysis): void {
  const { workflow, outline, report } = analysis;
  const declared = [
    ...declarations(workflow.variables, undefined),
    ...outline.nodes.flatMap((node) => (isLoop(node) ? declarations(node.step.variables, node) : [])),
  ];
  const written = writtenVariables(analysis);
  const reported = untilReads(analysis, written);
  for (const variable of declared) {
    const key = keyOf(variable);
    const path = [...(variable.loop?.path ?? []), 'variables', variable.name];
    if (!written.has(key) && !reported.has(key))
      report.add(variable.loop ? 'warning' : 'note', () => ({
        code: 'variable/never-set',
        message: `No \`set\` writes \`${variable.name}\`, so it keeps its initial value.`,
        path,
        at: 'key',
      }));
    const hidden = variable.loop && analysis.variables.find(variable.name, variable.loop, { at: 'around' });
    if (hidden)
      report.add('warning', () => ({
        code: 'variable/shadows',
        message: `\`${variable.name}\` hides the variable of the same name of ${hidden.loop ? `\`${hidden.loop.id}\`` : 'the document'}.`,
        path,
        at: 'key',
      }));
  }
}

/** Which variables some `set` writes; one that writes nothing known is reported. */
function writtenVariables({ variables, outline, report }: Analysis): ReadonlySet<string> {
  const written = new Set<string>();
  for (const node of outline.nodes) {
    const { step } = node;
    if (step.type !== 'set') continue;
    for (const name of Object.keys(step.values)) {
      const variable = variables.find(name, node, { at: 'around' });
      if (variable) written.add(keyOf(variable));
      else
        report.add('error', () => {
          const path = [...node.path, 'values', name];
          const better = meant(name, variables.names(node, { at: 'around' }));
          const range = report.document.locate(path, 'key');
          return {
            code: 'set/unknown-variable',
            message: `No loop around this and not the document declares a variable \`${name}\`${hint(better)}`,
            path,
            at: 'key',
            fixes:
              better === undefined
                ? []
                : [{ label: `Rename to ${better}`, range, insert: `"${escaped(better)}"` }],
          };
        });
    }
  }
  return written;
}

/** Variables that an `until` waits for although nothing writes them. */
function untilReads(analysis: Analysis, written: ReadonlySet<string>): ReadonlySet<string> {
  const reported = new Set<string>();
  for (const read of analysis.reads) {
    const { node, field } = read.site;
    const [root, name] = read.names;
    const [first, last] = read.ranges;
    if (field !== 'until' || root !== 'vars' || name === undefined || !first || !last) continue;
    const variable = analysis.variables.find(name, node, read.site.position);
    if (!variable || written.has(keyOf(variable))) continue;
    reported.add(keyOf(variable));
    if (isThreshold(analysis, variable, read.site, written)) continue;
    reportIn(analysis.report, 'warning', read.site, span(first, last), () => ({
      code: 'loop/until-unwritten',
      message: `\`until\` reads \`vars.${name}\`, which no \`set\` writes: it never changes.`,
    }));
  }
  return reported;
}

/** Whether a variable holds a number or text that something which changes is compared with in the same condition. */
function isThreshold(
  { reads, variables, workflow }: Analysis,
  { name, loop }: Declaration,
  { node, position }: Site,
  written: ReadonlySet<string>,
): boolean {
  const initial = (loop ? loop.step.variables : workflow.variables)?.[name];
  if (typeof initial !== 'number' && typeof initial !== 'string') return false;
  return reads.some(({ site, names: [root, other] }) => {
    if (site.node !== node || site.field !== 'until' || root === 'inputs') return false;
    const variable = root === 'vars' && other !== undefined && variables.find(other, node, position);
    return variable ? written.has(keyOf(variable)) : root !== 'vars';
  });
}

function keyOf({ name, loop }: Declaration): string {
  return `${loop?.order ?? ''}/${name}`;
}
