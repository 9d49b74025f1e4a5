import type { Range } from '../json/json';
import type { PlannedFix, Report } from './report';
import type { Site } from './sites';
import { escaped } from './wording';

/** Puts a name or id that exists in the place of one that does not: `.id`, `["id"]` or `"id"`. */
export function renameFixes(
  report: Report,
  { path }: Site,
  range: Range,
  wrong: string,
  better: string | undefined,
): readonly PlannedFix[] {
  if (better === undefined) return [];
  const dotted = range.to - range.from === wrong.length;
  const bracket = dotted && !/^[A-Za-z_$][\w$]*$/.test(better);
  const insert = bracket ? `["${better}"]` : dotted ? better : `"${better}"`;
  const place = report.document.within(path, { from: range.from - (bracket ? 1 : 0), to: range.to });
  return [{ label: `Change to ${better}`, range: place, insert: escaped(insert) }];
}
