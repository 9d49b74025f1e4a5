import { LOOKUPS } from '../expression/environment';
import type { Expr } from '../expression/expr';
import type { Mentions } from '../expression/mentions';
import { nameProblems } from '../expression/names';
import type { Problem } from '../expression/problem';
import { readExpression, readTemplate } from '../expression/read';
import { FUNCTION_ARITY, METHOD_ARITY } from '../expression/signatures';
import { tagRanges } from '../expression/template-scan';
import { reportIn, type Analysis, type Condition, type Lookup, type PathRead } from './analysis';
import { DashedIds } from './dashed-ids';
import { meant } from './meant';
import type { Outline } from './outline';
import { profiles } from './profiles';
import { renameFixes } from './rename';
import type { Report } from './report';
import { nameProblem, rootsAt, Variables } from './scope';
import { sitesOf, type Site } from './sites';
import type { Workflow } from './types';
import { escaped } from './wording';

/** Expressions of one document, those in `{{ }}` included. */
const mostExpressions = 50_000;

/** Reads every expression and template of a workflow, reports what is wrong, and keeps what they read. */
export function analyse(workflow: Workflow, outline: Outline, report: Report): Analysis {
  const variables = new Variables(workflow);
  const reads: PathRead[] = [];
  const lookups: Lookup[] = [];
  const conditions: Condition[] = [];
  const dashed = new DashedIds(outline);
  let count = 0;
  for (const site of sitesOf(workflow, outline)) {
    if (report.isFull) break;
    count += site.kind === 'expression' ? 1 : tagsIn(site.source);
    if (count > mostExpressions) {
      tooMany(site, report);
      break;
    }
    if (site.kind === 'expression' && reportTemplate(site, report)) continue;
    const dashes = dashed.report(site, report);
    const result = read(site, variables);
    if ('problems' in result) {
      for (const problem of result.problems)
        if (!dashes.some(({ from, to }) => problem.range.from < to && problem.range.to > from))
          reportProblem(site, problem, variables, report);
      continue;
    }
    if (dashes.length > 0) continue;
    const { mentions, expr } = result;
    for (const path of mentions.paths) reads.push({ ...path, site });
    for (const lookup of mentions.lookups) lookups.push({ ...lookup, site });
    if (expr) conditions.push({ site, expr, dependsOn: dependsOn(mentions) });
  }
  const profile = profiles[workflow.semantics ?? 'playground'];
  return { workflow, outline, variables, profile, report, reads, lookups, conditions };
}

function tooMany({ path }: Site, report: Report): void {
  report.add('error', () => ({
    code: 'workflow/too-many-expressions',
    message: 'A workflow has at most 50,000 expressions, `{{ }}` included; here are more.',
    path,
  }));
}

function tagsIn(source: string): number {
  let count = 0;
  for (let at = source.indexOf('{{'); at >= 0; at = source.indexOf('{{', at + 2)) count++;
  return count;
}

type Outcome =
  { readonly problems: readonly Problem[] } | { readonly mentions: Mentions; readonly expr?: Expr };

function read({ kind, source, node, position }: Site, variables: Variables): Outcome {
  const result = kind === 'expression' ? readExpression(source) : readTemplate(source);
  if (!result.ok) return result;
  const { tree } = result;
  const problems = nameProblems(tree.mentions, (names) => nameProblem(names, variables, node, position));
  return problems.length > 0 ? { problems } : tree;
}

/** An expression written as `{{ … }}` is refused with its own message, not with one about braces. */
function reportTemplate(site: Site, report: Report): boolean {
  const { source, field, path } = site;
  const [tag, ...others] = source.includes('{{') ? tagRanges(source) : [];
  if (!tag) return false;
  const whole =
    others.length === 0 && source.slice(0, tag.from).trim() === '' && source.slice(tag.to).trim() === '';
  reportIn(report, 'error', site, whole ? { from: 0, to: source.length } : tag, () => {
    const inner = source.slice(tag.from + 2, tag.to - 2).trim();
    const range = report.document.within(path, { from: 0, to: source.length });
    return {
      code: field === 'until' ? 'loop/until-is-template' : 'expression/is-template',
      message: `\`${field}\` is an expression already: it is written without \`{{ }}\`.`,
      fixes: whole ? [{ label: 'Remove the braces', range, insert: escaped(inner) }] : [],
    };
  });
  return true;
}

function reportProblem(site: Site, problem: Problem, variables: Variables, report: Report): void {
  const { code, message, range } = problem;
  reportIn(report, 'error', site, range, () => {
    const word = site.source.slice(range.from, range.to);
    const better = meant(word, namesFor(problem, site, variables));
    return { code, message, fixes: renameFixes(report, site, range, word, better) };
  });
}

function namesFor(
  { code, range }: Problem,
  { source, node, position }: Site,
  variables: Variables,
): Iterable<string> {
  if (code === 'expression/unknown-name') return rootsAt(node, position);
  if (code === 'scope/unknown-variable') return variables.names(node, position);
  if (code !== 'expression/unknown-function') return [];
  return source[range.from - 1] === '.' ? METHOD_ARITY.keys() : [...FUNCTION_ARITY.keys(), ...LOOKUPS];
}

function dependsOn({ paths, lookups, functions }: Mentions): Condition['dependsOn'] {
  const drawn = ['random', 'uuid', 'now'].some((name) => functions.has(name));
  if (drawn || lookups.length > 0 || paths.some(({ names }) => names[0] !== 'inputs')) return 'run';
  return paths.length > 0 ? 'inputs' : 'nothing';
}
