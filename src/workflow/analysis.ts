import type { Expr } from '../expression/expr';
import type { LookupMention, PathMention } from '../expression/mentions';
import type { Range } from '../json/json';
import type { Severity } from './diagnostic';
import type { Outline } from './outline';
import type { Profile } from './profiles';
import type { Problem, Report } from './report';
import type { Variables } from './scope';
import type { Site } from './sites';
import type { Workflow } from './types';

/** A static path of names that a text reads; ranges are in the text. */
export interface PathRead extends PathMention {
  readonly site: Site;
}

/** A call such as `latest("review")` in a text. */
export interface Lookup extends LookupMention {
  readonly site: Site;
}

/** An expression field that could be compiled. */
export interface Condition {
  readonly site: Site;
  readonly expr: Expr;
  /** What it can depend on at all: nothing, only inputs, or what happens in the run. */
  readonly dependsOn: 'nothing' | 'inputs' | 'run';
}

/** What the lints look at: a workflow whose fields have their types, and what its expressions read. */
export interface Analysis {
  readonly workflow: Workflow;
  readonly outline: Outline;
  readonly variables: Variables;
  readonly profile: Profile;
  readonly report: Report;
  readonly reads: readonly PathRead[];
  readonly lookups: readonly Lookup[];
  readonly conditions: readonly Condition[];
}

/** Reports something about a piece of a text of the document; the range is in the text. */
export function reportIn(
  report: Report,
  severity: Severity,
  { path }: Site,
  range: Range,
  word: () => Omit<Problem, 'severity' | 'path' | 'at'>,
): void {
  report.add(severity, () => {
    return { ...word(), path, at: report.document.within(path, range) };
  });
}

/** The piece of a text from its first to its last name. */
export function span(first: Range, last: Range): Range {
  return { from: first.from, to: last.to };
}
