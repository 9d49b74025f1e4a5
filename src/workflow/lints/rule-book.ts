import type { LookupName } from '../../expression/environment';
import type { Path, Range } from '../../json/json';
import { reportIn, span, type Analysis } from '../analysis';
import { fieldsOf } from '../definition';
import type { NotedRow } from '../profiles';
import { around, isLoop, type LoopNode } from '../scope';
import type { Site } from '../sites';

/** What the chosen rule book demands of a loop, and where its system does something else than we. */
export function lintRuleBook(analysis: Analysis): void {
  const { outline, profile } = analysis;
  if (profile.name === 'playground') return;
  for (const node of outline.nodes) {
    if (isLoop(node)) {
      required(analysis, node);
      largest(analysis, node);
      nesting(analysis, node);
    }
    if (node.step.type === 'exit') note(analysis, 'exit', [...node.path, 'type']);
  }
  attempts(analysis);
  carried(analysis);
}

function required({ report, profile }: Analysis, { step, path }: LoopNode): void {
  const written = (name: string) => report.document.locate([...path, name], 'key') !== undefined;
  if (profile.untilRequired && step.until === undefined && !written('until'))
    report.add('error', () => ({
      code: 'loop/until-missing',
      message: `A loop needs \`until\` under the rules of \`${profile.name}\`.`,
      path,
      at: 'start',
    }));
  if (
    profile.maxIterationsOmitted === 'error' &&
    step.maxIterations === undefined &&
    !written('maxIterations')
  )
    report.add('error', () => ({
      code: 'loop/limit-missing',
      message: `A loop needs \`maxIterations\` under the rules of \`${profile.name}\`.`,
      path,
      at: 'start',
    }));
}

function largest(analysis: Analysis, { step, path }: LoopNode): void {
  const { report, profile } = analysis;
  const { maxIterations: limit } = step;
  const { maxIterationsLargest: most } = profile;
  const at = [...path, 'maxIterations'];
  if (typeof limit === 'number' && most !== null && limit > most) {
    report.add('error', () => ({
      code: 'loop/limit-too-large',
      message: `\`maxIterations\` is \`${limit}\`; under the rules of \`${profile.name}\` it must be at most ${most}.`,
      path: at,
      fixes: [
        { label: `Change to ${most}`, range: report.document.locate(at, 'value'), insert: String(most) },
      ],
    }));
    note(analysis, 'limit', at);
  }
  if (limit === null) note(analysis, 'no-limit', at);
}

function nesting(analysis: Analysis, { parent, path, id }: LoopNode): void {
  const { report, profile } = analysis;
  if (parent?.step.type !== 'loop') return;
  if (profile.directNesting === 'note') note(analysis, 'nesting', [...path, 'type']);
  if (profile.directNesting !== 'error') return;
  report.add('error', () => {
    const range = report.document.locate(path, 'value');
    const insert = range && `{ "type": "sequence", "steps": [${report.text.slice(range.from, range.to)}] }`;
    return {
      code: 'loop/nested-directly',
      message: `\`${id}\` stands directly in the loop \`${parent.id}\`; under the rules of \`${profile.name}\` a step has to be between them.`,
      path: [...path, 'type'],
      fixes: insert === undefined ? [] : [{ label: 'Wrap it in a sequence', range, insert }],
    };
  });
}

function attempts(analysis: Analysis): void {
  const tried = analysis.outline.nodes.some(
    ({ step }) => Object.hasOwn(fieldsOf(step.type), 'retry') && !Object.hasOwn(step, 'retry'),
  );
  if (tried) note(analysis, 'attempts', ['semantics']);
}

/** Reads of what the system does not keep from one iteration to the next; variables at their declaration. */
function carried(analysis: Analysis): void {
  const { profile, outline, reads, lookups } = analysis;
  if (!profile.carried.variables)
    for (const node of outline.nodes)
      if (isLoop(node) && Object.keys(node.step.variables ?? {}).length > 0)
        note(analysis, 'carried', [...node.path, 'variables'], 'key');
  for (const read of reads) {
    const [root, second, third] = read.names;
    const kept = root === 'loop' ? second : root === 'loops' ? third : undefined;
    const last = read.ranges[root === 'loop' ? 1 : 2];
    const [first] = read.ranges;
    if ((kept !== 'history' && kept !== 'outputs') || !first || !last) continue;
    const range = span(first, last);
    if (!profile.carried[kept]) noteIn(analysis, 'carried', read.site, range);
    else if (kept === 'history') noteIn(analysis, 'history', read.site, range);
  }
  if (profile.carried.outputs) return;
  const counting: readonly LookupName[] = ['latest', 'iterationCount', 'outputs'];
  for (const lookup of lookups) {
    const inLoop = [...around(lookup.site.node, lookup.site.position)].some(isLoop);
    if (inLoop && counting.includes(lookup.name)) noteIn(analysis, 'carried', lookup.site, lookup.range);
  }
}

function note({ report, profile }: Analysis, row: NotedRow, path: Path, at: 'value' | 'key' = 'value'): void {
  const message = profile.notes[row];
  if (message !== undefined)
    report.add('note', () => ({ code: `profile/${row}`, message: `${message}.`, path, at }));
}

function noteIn({ report, profile }: Analysis, row: NotedRow, site: Site, range: Range): void {
  const message = profile.notes[row];
  if (message !== undefined)
    reportIn(report, 'note', site, range, () => ({ code: `profile/${row}`, message: `${message}.` }));
}
