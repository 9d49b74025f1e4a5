import type { Range } from '../json/json';
import type { Problem } from './problem';

/** A `{{ … }}`: `content` is what stands between the braces, which `range` includes. */
export interface Tag {
  readonly type: 'tag';
  readonly content: string;
  readonly range: Range;
}
export type ScannedPart = Tag | { readonly type: 'text'; readonly text: string };

export interface ScannedTemplate {
  readonly parts: readonly ScannedPart[];
  readonly problems: readonly Problem[];
}

/** Parts a template at its tags. `\{{` is text; quotes and braces inside a tag hide a `}}`. */
export function scanTemplate(source: string): ScannedTemplate {
  const parts: ScannedPart[] = [];
  let text = '';
  let at = 0;
  for (;;) {
    const open = source.indexOf('{{', at);
    if (open < 0) break;
    if (source[open - 1] === '\\' && open > at) {
      text += `${source.slice(at, open - 1)}{{`;
      at = open + 2;
      continue;
    }
    text += source.slice(at, open);
    const close = closingOf(source, open + 2);
    if (close < 0) {
      const message =
        'This `{{` is never closed: `}}` is missing. To write the braces themselves, put `\\` before them.';
      const problem = { code: 'template/unclosed-tag', message, range: { from: open, to: open + 2 } };
      return { parts: withText(parts, text), problems: [problem] };
    }
    if (text !== '') parts.push({ type: 'text', text });
    text = '';
    const range = { from: open, to: close + 2 };
    parts.push({ type: 'tag', content: source.slice(open + 2, close), range });
    at = close + 2;
  }
  return { parts: withText(parts, text + source.slice(at)), problems: [] };
}

/** Where the tags of a template stand, braces included; also of one that has problems. */
export function tagRanges(source: string): readonly Range[] {
  return scanTemplate(source).parts.flatMap((part) => (part.type === 'tag' ? [part.range] : []));
}

function withText(parts: readonly ScannedPart[], text: string): readonly ScannedPart[] {
  return text === '' ? parts : [...parts, { type: 'text', text }];
}

/** Where the `}}` of a tag begins whose content begins at `from`, or -1. */
function closingOf(source: string, from: number): number {
  let depth = 0;
  let quote: string | undefined;
  for (let at = from; at < source.length; at++) {
    const char = source[at];
    if (quote !== undefined) {
      if (char === '\\') at++;
      else if (char === quote) quote = undefined;
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '{') depth++;
    else if (char === '}') {
      if (depth === 0 && source[at + 1] === '}') return at;
      if (depth > 0) depth--;
    }
  }
  return -1;
}
