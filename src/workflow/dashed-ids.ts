import { tagRanges } from '../expression/template-scan';
import type { Range } from '../json/json';
import { reportIn } from './analysis';
import type { Outline } from './outline';
import type { Report } from './report';
import type { Site } from './sites';
import { escaped } from './wording';

/** An id with `-` after a name and a dot, where `-` would be a minus. */
const written = /\b(steps|errors|loops|iterations|history|last)(\?)?\.([A-Za-z]\w*(?:-\w+)+)/g;

/** The ids of a document that cannot be read by a dot. */
export function dashedIds(outline: Outline): ReadonlySet<string> {
  return new Set(outline.nodes.map(({ id }) => id).filter((id) => id.includes('-')));
}

/** Reports each `steps.my-step`, and gives the places so that what follows from it is not reported too. */
export function reportDashes(site: Site, ids: ReadonlySet<string>, report: Report): readonly Range[] {
  const { source } = site;
  if (ids.size === 0 || !source.includes('-')) return [];
  const tags = site.kind === 'expression' ? [{ from: 0, to: source.length }] : tagRanges(source);
  const found: Range[] = [];
  for (const match of source.matchAll(written)) {
    const [text, owner = '', optional = '', path = ''] = match;
    const id = longestId(path, ids);
    const from = match.index;
    if (id === undefined || !tags.some((tag) => tag.from <= from && from < tag.to)) continue;
    const range = { from, to: from + text.length - path.length + id.length };
    found.push(range);
    const better = `${owner}${optional && '?.'}["${id}"]`;
    reportIn(report, 'error', site, range, () => ({
      code: 'scope/dash-in-id',
      message: `\`-\` is a minus here; the id \`${id}\` is read as \`${better}\`.`,
      fixes: [
        {
          label: `Change to ${better}`,
          range: report.document.within(site.path, range),
          insert: escaped(better),
        },
      ],
    }));
  }
  return found;
}

function longestId(path: string, ids: ReadonlySet<string>): string | undefined {
  const parts = path.split('-');
  for (let n = parts.length; n > 1; n--) {
    const id = parts.slice(0, n).join('-');
    if (ids.has(id)) return id;
  }
  return undefined;
}
