import { tagRanges } from '../expression/template-scan';
import type { Range } from '../json/json';
import { reportIn } from './analysis';
import type { Outline } from './outline';
import type { Report } from './report';
import type { Site } from './sites';
import { escaped } from './wording';

/** A name, a dot and words joined by `-`, which in an expression is a minus. */
const written = /\b(steps|errors|loops|iterations|history|last)(\?)?\.([A-Za-z]\w*(?:-\w+)+)/g;

/** The ids of a document that a dot cannot read. */
export class DashedIds {
  readonly #ids: ReadonlySet<string>;
  readonly #longest: number;

  constructor({ byId }: Outline) {
    this.#ids = new Set([...byId.keys()].filter((id) => id.includes('-')));
    this.#longest = [...this.#ids].reduce((most, id) => Math.max(most, id.length), 0);
  }

  /** Reports each `steps.my-step`, and gives the places so that what follows from it is not reported too. */
  report(site: Site, report: Report): readonly Range[] {
    const { source } = site;
    if (this.#ids.size === 0 || !source.includes('-')) return [];
    const tags = site.kind === 'expression' ? [{ from: 0, to: source.length }] : tagRanges(source);
    const found: Range[] = [];
    for (const { from: begin, to: end } of tags) {
      for (const match of source.slice(begin, end).matchAll(written)) {
        const [text, owner = '', optional = '', path = ''] = match;
        const id = this.#readAt(path);
        if (id === undefined) continue;
        const from = begin + match.index;
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
    }
    return found;
  }

  /** The longest id that the words begin with. */
  #readAt(words: string): string | undefined {
    for (let id = words.slice(0, this.#longest + 1); id !== ''; id = id.slice(0, id.lastIndexOf('-'))) {
      if (this.#ids.has(id) && /^(?:-|$)/.test(words.slice(id.length))) return id;
      if (!id.includes('-')) return undefined;
    }
    return undefined;
  }
}
